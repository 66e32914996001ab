package dev.kenning.testbench.gdb;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** Writes packets and what stands in them. */
public final class Packets {

    /** What has a meaning in a packet, the star of run-length encoding among them. */
    private static final String SPECIAL = "$#}*";

    private static final int ESCAPED = 0x20;

    private Packets() {}

    /** Returns a packet with this payload, of which each character is a byte. */
    public static byte[] packet(String payload) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream(payload.length() + 4);
        packet.write('$');
        int sum = 0;
        for (int i = 0; i < payload.length(); i++) {
            int value = payload.charAt(i);
            if (SPECIAL.indexOf(value) >= 0) {
                packet.write('}');
                sum += '}';
                value ^= ESCAPED;
            }
            packet.write(value);
            sum += value;
        }
        packet.writeBytes(String.format(Locale.ROOT, "#%02x", sum & 0xFF).getBytes(StandardCharsets.ISO_8859_1));
        return packet.toByteArray();
    }

    /** Returns bytes in hexadecimal, as most packets carry them. */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Returns a text's bytes in hexadecimal. */
    public static String hex(String text) {
        return hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
