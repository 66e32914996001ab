package dev.kenning.testbench.emulator.machine;

/** Tells that a machine was given what it cannot use; the message says what, where and what to do. */
public final class MachineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public MachineException(String message) {
        super(message);
    }

    /** Creates the exception with the reason behind it. */
    public MachineException(String message, Throwable cause) {
        super(message, cause);
    }
}
