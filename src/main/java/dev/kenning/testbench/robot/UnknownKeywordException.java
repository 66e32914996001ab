package dev.kenning.testbench.robot;

/** Reports a keyword that this version of the server does not have. */
public final class UnknownKeywordException extends RobotException {

    private static final long serialVersionUID = 1;

    private final String keyword;

    UnknownKeywordException(String keyword, String server) {
        super("keyword " + keyword + " is unknown to " + server
                + "; it belongs to another version of Renode, or is misspelt");
        this.keyword = keyword;
    }

    /** Returns the keyword's name. */
    public String keyword() {
        return keyword;
    }
}
