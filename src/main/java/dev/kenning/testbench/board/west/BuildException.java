package dev.kenning.testbench.board.west;

import dev.kenning.testbench.text.BadInputException;

/** Tells that a build failed; the message has its first error and says where the whole output is. */
public final class BuildException extends BadInputException {

    private static final long serialVersionUID = 1L;

    BuildException(String message) {
        super(message);
    }

    BuildException(String message, Throwable cause) {
        super(message, cause);
    }
}
