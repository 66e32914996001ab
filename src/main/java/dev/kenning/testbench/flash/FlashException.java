package dev.kenning.testbench.flash;

/** A board that could not be flashed: what, where, and what to do. */
public final class FlashException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates one with a message. */
    public FlashException(String message) {
        super(message);
    }

    /** Creates one with a message and what caused it. */
    public FlashException(String message, Throwable cause) {
        super(message, cause);
    }
}
