package dev.kenning.testbench.emulator.riscv;

/** Unwinds the interpreter at an instruction that the core should have, but that is not simulated. */
final class UnsupportedInstruction extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int entry;

    UnsupportedInstruction(int entry) {
        super(null, null, false, false);
        this.entry = entry;
    }

    int entry() {
        return entry;
    }
}
