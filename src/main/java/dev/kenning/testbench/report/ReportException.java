package dev.kenning.testbench.report;

/** Says why a report cannot be made: a file that cannot be read or written, or a wish that nobody can fulfil. */
public final class ReportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message says what, where and what to do. */
    public ReportException(String message) {
        super(message);
    }

    /** Creates the exception with its cause. */
    public ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
