package dev.kenning.testbench.host;

/** Tells that {@code demo_app} failed, or printed what it must not; the message names the console's line. */
public final class DemoAppException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DemoAppException(String message) {
        super(message);
    }
}
