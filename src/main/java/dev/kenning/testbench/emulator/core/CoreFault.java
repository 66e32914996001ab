package dev.kenning.testbench.emulator.core;

/** Tells that a program did what its core cannot carry on from; the message is complete for a user. */
public final class CoreFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean unknownInstruction;

    /** Creates the fault. */
    public CoreFault(String message) {
        this(message, false);
    }

    private CoreFault(String message, boolean unknownInstruction) {
        super(message);
        this.unknownInstruction = unknownInstruction;
    }

    /** Creates the fault of a program that executes what this engine does not know; it stands before that instruction. */
    public static CoreFault unknownInstruction(String message) {
        return new CoreFault(message, true);
    }

    /** Returns whether it was an instruction that this engine does not know. */
    public boolean isUnknownInstruction() {
        return unknownInstruction;
    }
}
