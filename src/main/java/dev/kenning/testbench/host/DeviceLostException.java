package dev.kenning.testbench.host;

import org.jspecify.annotations.Nullable;

/** Reports a device that did not answer in time, stopped in the middle, babbles, or is no longer connected. */
public final class DeviceLostException extends KenningException {

    private static final long serialVersionUID = 1;

    DeviceLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
