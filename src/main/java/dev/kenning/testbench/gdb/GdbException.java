package dev.kenning.testbench.gdb;

/** A GDB server that is not there, does not answer, or refuses: which, and what it was asked. */
public final class GdbException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates one with a message. */
    public GdbException(String message) {
        super(message);
    }

    /** Creates one with a message and what caused it. */
    public GdbException(String message, Throwable cause) {
        super(message, cause);
    }
}
