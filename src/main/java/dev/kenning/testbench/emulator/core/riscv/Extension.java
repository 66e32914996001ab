package dev.kenning.testbench.emulator.core.riscv;

import java.util.Arrays;
import java.util.Optional;

/** The extensions of RISC-V, by their names in {@code cpuType}; those of one letter have a bit in {@code misa}. */
enum Extension {
    /** Base integer instructions, with Zicsr, Zifencei and the privileged instructions. */
    I,
    /** Multiplication and division. */
    M,
    /** Atomic instructions. */
    A,
    /** Single precision. */
    F,
    /** Double precision. */
    D,
    /** Compressed instructions. */
    C,
    /** Vector instructions. */
    V,
    /** Bit manipulation: addresses. */
    ZBA,
    /** Bit manipulation: the basic instructions. */
    ZBB,
    /** Bit manipulation: carry-less multiplication. */
    ZBC,
    /** Bit manipulation: single bits. */
    ZBS,
    /** Half precision. */
    ZFH;

    /** Finds an extension by its name in upper case. */
    static Optional<Extension> named(String name) {
        return Arrays.stream(values()).filter(it -> it.name().equals(name)).findFirst();
    }

    /** Returns whether its instructions need the floating-point registers to be on. */
    boolean isFloatingPoint() {
        return this == F || this == D || this == ZFH;
    }

    /** Returns the extension's bit in {@code misa}; 0 if it has none. */
    int bit() {
        return name().length() == 1 ? 1 << (name().charAt(0) - 'A') : 0;
    }
}
