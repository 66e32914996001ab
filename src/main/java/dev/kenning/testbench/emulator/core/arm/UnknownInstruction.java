package dev.kenning.testbench.emulator.core.arm;

/** Unwinds the interpreter at an encoding that is in no row of the table. */
final class UnknownInstruction extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int entry;

    UnknownInstruction(int entry) {
        super(null, null, false, false);
        this.entry = entry;
    }

    int entry() {
        return entry;
    }
}
