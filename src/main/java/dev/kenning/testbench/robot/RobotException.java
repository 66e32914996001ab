package dev.kenning.testbench.robot;

/** Reports that a robot server did not do what it was asked; the message names the keyword and its arguments. */
public abstract sealed class RobotException extends RuntimeException
        permits ArgumentsRefusedException,
                KeywordFailedException,
                MalformedAnswerException,
                ServerGoneException,
                ServerHungException,
                UnknownKeywordException {

    private static final long serialVersionUID = 1;

    RobotException(String message) {
        super(message);
    }

    RobotException(String message, Throwable cause) {
        super(message, cause);
    }
}
