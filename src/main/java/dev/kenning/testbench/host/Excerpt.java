package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.LinkDecoder.Noise;
import java.util.Arrays;
import java.util.HexFormat;

/** Shows bytes to people: as text if they look like it, and in hexadecimal. */
final class Excerpt {

    private static final int SHOWN_BYTES = 48;
    private static final int TEXT_AT_LEAST = 8;
    private static final double PRINTABLE_SHARE = 0.85;

    private Excerpt() {}

    static String of(Noise noise) {
        byte[] bytes = noise.excerpt();
        byte[] shown = Arrays.copyOf(bytes, Math.min(bytes.length, SHOWN_BYTES));
        String more = noise.length() > shown.length ? " ..." : "";
        return "\"" + escaped(shown) + more + "\" = "
                + HexFormat.ofDelimiter(" ").formatHex(shown) + more;
    }

    /** Returns whether the bytes are console output rather than a protocol that lost its framing. */
    static boolean isText(Noise noise) {
        byte[] bytes = noise.excerpt();
        int printable = 0;
        for (byte b : bytes) {
            if ((b >= ' ' && b < 0x7F) || b == '\r' || b == '\n' || b == '\t' || b == 0x1B) {
                printable++;
            }
        }
        return bytes.length >= TEXT_AT_LEAST && printable >= PRINTABLE_SHARE * bytes.length;
    }

    private static String escaped(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            switch (b) {
                case '\r' -> text.append("\\r");
                case '\n' -> text.append("\\n");
                case '"' -> text.append("\\\"");
                default -> text.append(b >= ' ' && b < 0x7F ? String.valueOf((char) b) : ".");
            }
        }
        return text.toString();
    }
}
