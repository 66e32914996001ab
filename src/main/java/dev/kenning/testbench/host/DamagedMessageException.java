package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.Message;
import java.util.Locale;

/** Says that a part of a reply did not arrive as it was sent. */
final class DamagedMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DamagedMessageException(Message message) {
        super(String.format(
                Locale.ROOT,
                "its checksum is 0x%02X and should be 0x%02X (%s)",
                message.checksum(),
                message.expectedChecksum(),
                message));
    }
}
