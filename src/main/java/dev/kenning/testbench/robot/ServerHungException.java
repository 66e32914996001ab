package dev.kenning.testbench.robot;

/** Reports a request that was not answered within its wall-clock limit, or whose thread was interrupted. */
public final class ServerHungException extends RobotException {

    private static final long serialVersionUID = 1;

    ServerHungException(String message) {
        super(message);
    }
}
