package dev.kenning.testbench.host;

/** Reports a session that was given up because somebody asked for that ({@link SessionOptions#cancelledBy}). */
public final class SessionCancelledException extends KenningException {

    private static final long serialVersionUID = 1;

    SessionCancelledException(String message) {
        super(message, null);
    }
}
