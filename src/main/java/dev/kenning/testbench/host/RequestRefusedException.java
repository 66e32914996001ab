package dev.kenning.testbench.host;

/** Reports a device that is well and said no. */
public final class RequestRefusedException extends KenningException {

    private static final long serialVersionUID = 1;

    RequestRefusedException(String message) {
        super(message, null);
    }
}
