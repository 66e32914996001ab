package dev.kenning.testbench.robot;

/** Reports a keyword that the server has, but not with these arguments: it was not run. */
public final class ArgumentsRefusedException extends RobotException {

    private static final long serialVersionUID = 1;

    ArgumentsRefusedException(String call, String fault) {
        super(call + " was not run, its arguments do not fit (a name, a number, one missing or too many): " + fault);
    }
}
