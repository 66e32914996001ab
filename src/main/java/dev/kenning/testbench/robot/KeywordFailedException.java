package dev.kenning.testbench.robot;

/** Reports a keyword that ran and failed, in Renode's own words. */
public final class KeywordFailedException extends RobotException {

    private static final long serialVersionUID = 1;

    private final String error;
    private final String traceback;

    KeywordFailedException(String call, String error, String traceback) {
        super(call + " failed: " + error.strip());
        this.error = error;
        this.traceback = traceback;
    }

    /** Returns the chain of exceptions as the server wrote it, outermost first, one {@code Type: message} after another. */
    public String error() {
        return error;
    }

    /** Returns the server's stack trace, empty if it sent none. */
    public String traceback() {
        return traceback;
    }
}
