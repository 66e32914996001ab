package dev.kenning.testbench.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes the payload of a LOGS transmission: entries of {u8 length, that many ASCII bytes}.
 *
 * <pre>
 *  02 68 69 03 79 65 73   -&gt;   "hi", "yes"
 * </pre>
 *
 * <p>An entry cut short by the end of the payload is read as far as it goes. Bytes above 0x7F, which make Kenning lose
 * the entry and the rest of the payload, become {@code \xNN}: a log is most needed when something is wrong (Kenning
 * Protocol 12).
 */
public final class LogEntries {

    private static final int MAX_ENTRY_BYTES = 255;

    private LogEntries() {}

    /** Returns the entries, each as the device wrote it: usually with a trailing CR. */
    public static List<String> decode(byte[] payload) {
        List<String> entries = new ArrayList<>();
        int offset = 0;
        while (offset < payload.length) {
            int start = offset + 1;
            int end = Math.min(payload.length, start + (payload[offset] & 0xFF));
            entries.add(text(payload, start, end));
            offset = end;
        }
        return entries;
    }

    private static String text(byte[] payload, int start, int end) {
        StringBuilder text = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            if (payload[i] < 0) {
                text.append(String.format("\\x%02X", payload[i]));
            } else {
                text.append((char) payload[i]);
            }
        }
        return text.toString();
    }

    /**
     * Returns the payload that holds these entries; an entry over 255 characters is cut, as devices cut it.
     *
     * @throws IllegalArgumentException if an entry is not ASCII
     */
    public static byte[] encode(List<String> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String entry : entries) {
            if (!StandardCharsets.US_ASCII.newEncoder().canEncode(entry)) {
                throw new IllegalArgumentException("a log entry must be ASCII, but is \"" + entry + "\"");
            }
            int length = Math.min(entry.length(), MAX_ENTRY_BYTES);
            out.write(length);
            out.write(entry.getBytes(StandardCharsets.US_ASCII), 0, length);
        }
        return out.toByteArray();
    }
}
