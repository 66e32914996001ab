package dev.kenning.testbench.host;

import org.jspecify.annotations.Nullable;

/** Reports a reply that no device or server of this protocol sends: of unknown origin, or with an impossible payload. */
public final class UnexpectedReplyException extends KenningException {

    private static final long serialVersionUID = 1;

    UnexpectedReplyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
