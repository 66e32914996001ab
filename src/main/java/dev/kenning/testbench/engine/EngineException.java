package dev.kenning.testbench.engine;

/** Tells that an engine, or the firmware on it, could not go on; the message says which, where and at what time. */
public class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public EngineException(String message) {
        super(message);
    }

    /** Creates the exception with the failure underneath. */
    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
