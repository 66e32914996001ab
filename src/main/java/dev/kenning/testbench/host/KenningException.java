package dev.kenning.testbench.host;

import org.jspecify.annotations.Nullable;

/**
 * Reports that a session could not do what it was asked.
 *
 * <p>The message is made for people: what was asked of which port and when, what is known of the device, what came
 * instead, what the device logged since, and what to do.
 */
public abstract sealed class KenningException extends RuntimeException
        permits DeviceLostException, RequestRefusedException, SessionCancelledException, UnexpectedReplyException {

    private static final long serialVersionUID = 1;

    KenningException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
