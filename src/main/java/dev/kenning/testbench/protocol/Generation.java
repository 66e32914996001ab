package dev.kenning.testbench.protocol;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Names the wire formats, which know nothing of each other: there is no version field and no negotiation (Kenning
 * Protocol 1).
 */
public enum Generation {
    /** 6 bytes of header: bare-metal runtime with IREE. */
    ONE(1, 6, ""),
    /** 8 bytes of header: Kenning from August 2025 to May 2026. */
    TWO(2, 8, "007a310000000000"),
    /** 12 bytes of header: today's. */
    THREE(3, 12, "00000000007a310000000000");

    private final int number;
    private final int headerBytes;
    private final String probe;

    Generation(int number, int headerBytes, String probe) {
        this.number = number;
        this.headerBytes = headerBytes;
        this.probe = probe;
    }

    /**
     * Returns the generation with this number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Generation of(int number) {
        return Arrays.stream(values())
                .filter(generation -> generation.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the generations of the Kenning Protocol are 1, 2 and 3, but this is " + number));
    }

    /** Returns the number that people call it by. */
    public int number() {
        return number;
    }

    /** Returns the length of a header in bytes. */
    public int headerBytes() {
        return headerBytes;
    }

    /** Returns the PING that opens a session in this generation, if it has one. */
    public Optional<byte[]> probe() {
        return probe.isEmpty() ? Optional.empty() : Optional.of(HexFormat.of().parseHex(probe));
    }

    /**
     * Returns whether the bytes contain a generation 2 device's answer to its {@link #probe}, good or bad.
     *
     * <pre>
     *  C0 xx B1 00 00 00 00 00     type PING and TRANSMISSION, any checksum, IS_ZEPHYR FIRST LAST SUCCESS, size 0
     * </pre>
     */
    public static boolean isGenerationTwoReply(byte[] bytes) {
        for (int i = 0; i + TWO.headerBytes <= bytes.length; i++) {
            int flags = bytes[i + 2] & 0xFF;
            boolean tailOfGenerationThree = i >= 4 && (bytes[i - 1] | bytes[i - 2] | bytes[i - 3] | bytes[i - 4]) == 0;
            boolean empty = (bytes[i + 3] | bytes[i + 4] | bytes[i + 5] | bytes[i + 6] | bytes[i + 7]) == 0;
            if ((bytes[i] & 0xFF) == 0xC0 && (flags == 0xB1 || flags == 0xB2) && empty && !tailOfGenerationThree) {
                return true;
            }
        }
        return false;
    }
}
