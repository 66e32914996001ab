package dev.kenning.testbench.platform;

import dev.kenning.testbench.text.Position;
import java.util.Locale;

/**
 * Says what is wrong with a platform description, and where, in Renode's own form:
 *
 * <pre>
 * Error E04: Could not resolve type: 'UART.STM32F7_USRT'.
 * At board.repl:1:9:
 * usart1: UART.STM32F7_USRT @ sysbus 0x40011000
 *         ^^^^^^^^^^^^^^^^^
 * </pre>
 *
 * <p>Made by {@link PlatformError#at} and {@link PlatformError#across}.
 */
public final class PlatformException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final PlatformError error;
    private final String message;
    private final String reason;
    private final transient Position position;

    PlatformException(PlatformError error, String reason, Position position, String place) {
        this.message = String.format(Locale.ROOT, "Error E%02d: %s\n%s", error.number(), reason, place);
        this.error = error;
        this.reason = reason;
        this.position = position;
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** Returns which error it is. */
    public PlatformError error() {
        return error;
    }

    /** Returns the message without number and place. */
    public String reason() {
        return reason;
    }

    /** Returns where the error is. */
    public Position position() {
        return position;
    }
}
