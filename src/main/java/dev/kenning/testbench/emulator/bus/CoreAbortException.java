package dev.kenning.testbench.emulator.bus;

/**
 * Tells that a core cannot go on with what it was asked to do (Renode's {@code CpuAbortException}): a core that meets it
 * while it executes goes no further until it is reset.
 */
public final class CoreAbortException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public CoreAbortException(String message) {
        super(message);
    }
}
