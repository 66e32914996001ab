package dev.kenning.testbench.robot;

/** Fails a keyword; the server answers FAIL with Renode's form of the text, {@code type: message}. */
public final class KeywordException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String type;

    /** Fails with the type that Renode's own keywords use. */
    public KeywordException(String message) {
        this("KeywordException", message);
    }

    /** Fails with a type of Renode's, such as {@code InvalidOperationException} for a terminal tester. */
    public KeywordException(String type, String message) {
        super(message);
        this.type = type;
    }

    /** Fails as the consequence of another failure, which the answer tells after this one. */
    public KeywordException(String type, String message, Throwable cause) {
        super(message, cause);
        this.type = type;
    }

    /** Returns the type's name as the client sees it. */
    public String type() {
        return type;
    }
}
