package dev.kenning.testbench.emulator;

/** Tells that a program did what its core cannot carry on from; the message is complete for a user. */
public final class CoreFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the fault. */
    public CoreFault(String message) {
        super(message);
    }
}
