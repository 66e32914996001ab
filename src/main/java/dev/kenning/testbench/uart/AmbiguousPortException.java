package dev.kenning.testbench.uart;

import java.io.IOException;

/** Several serial devices fit what should name one. */
public final class AmbiguousPortException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    AmbiguousPortException(String message) {
        super(message);
    }
}
