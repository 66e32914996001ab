package dev.kenning.testbench.robot;

/** Reports an answer that is no answer of a robot server: not HTTP 200, not XML-RPC, too big, or of another shape. */
public final class MalformedAnswerException extends RobotException {

    private static final long serialVersionUID = 1;

    MalformedAnswerException(String call, String problem) {
        super(call + ": malformed answer: " + problem);
    }

    MalformedAnswerException(String call, Throwable cause) {
        super(call + ": malformed answer: " + cause.getMessage(), cause);
    }
}
