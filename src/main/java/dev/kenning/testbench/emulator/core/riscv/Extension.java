package dev.kenning.testbench.emulator.core.riscv;

/** The extensions of RISC-V, by the letter in {@code cpuType} and {@code misa}. */
enum Extension {
    /** Base integer instructions, with Zicsr, Zifencei and the privileged instructions. */
    I('I'),
    /** Multiplication and division. */
    M('M'),
    /** Atomic instructions. */
    A('A'),
    /** Single precision. */
    F('F'),
    /** Double precision. */
    D('D'),
    /** Compressed instructions. */
    C('C'),
    /** Vector instructions. */
    V('V');

    private final char letter;

    Extension(char letter) {
        this.letter = letter;
    }

    char letter() {
        return letter;
    }

    /** Returns whether its instructions need the floating-point registers to be on. */
    boolean isFloatingPoint() {
        return this == F || this == D;
    }

    /** Returns the extension's bit in {@code misa}. */
    int bit() {
        return 1 << (letter - 'A');
    }
}
