package dev.kenning.testbench.text;

/** Tells that something a user gave (a file, a name, a setting) cannot be used; the message says what, where and what to do. */
public class BadInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public BadInputException(String message) {
        super(message);
    }

    /** Creates the exception with the failure underneath. */
    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
