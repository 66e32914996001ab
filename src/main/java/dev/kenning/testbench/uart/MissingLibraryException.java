package dev.kenning.testbench.uart;

/** Tells that an optional library is not on the class path; the message says which dependency to add. */
public final class MissingLibraryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public MissingLibraryException(String message, Throwable cause) {
        super(message, cause);
    }
}
