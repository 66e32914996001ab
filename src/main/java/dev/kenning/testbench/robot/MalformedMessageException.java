package dev.kenning.testbench.robot;

/** Says what is wrong with an XML-RPC message, and at which line and column. */
final class MalformedMessageException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedMessageException(String problem) {
        super(problem);
    }

    MalformedMessageException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
