package dev.kenning.testbench.robot;

/** Reports a server that does not listen, or closed the connection before it answered. */
public final class ServerGoneException extends RobotException {

    private static final long serialVersionUID = 1;

    ServerGoneException(String message) {
        super(message);
    }

    ServerGoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
