package dev.kenning.testbench.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds the 16 flag bits of a header (Kenning Protocol 4.5).
 *
 * @param bits the flags as a number from 0 to 0xFFFF
 */
public record Flags(int bits) {

    /** Reply: the operation succeeded. PING request: open the session. */
    public static final int SUCCESS = 0x0001;
    /** Reply: the operation failed. PING request: close the session. */
    public static final int FAIL = 0x0002;
    /** Defined as "sent by the host"; the host never sets it and nobody reads it. */
    public static final int IS_HOST_MESSAGE = 0x0004;
    /** A body follows the header. */
    public static final int HAS_PAYLOAD = 0x0008;
    /** First message of its series. */
    public static final int FIRST = 0x0010;
    /** Last message of its series. */
    public static final int LAST = 0x0020;
    /** The sender is Kenning, a server written in Python. */
    public static final int IS_KENNING = 0x0040;
    /** The sender is a device with Kenning Zephyr Runtime. */
    public static final int IS_ZEPHYR = 0x0080;
    /** Bits that are sent as 0 and ignored. */
    public static final int RESERVED = 0x0F00;
    /** For IOSPEC "serialised"; never set, never read. */
    public static final int SPEC_FLAG_1 = 0x1000;

    /** No flag at all. */
    public static final Flags NONE = new Flags(0);

    private static final int OF_ONE_MESSAGE = HAS_PAYLOAD | FIRST | LAST;

    private static final String[] NAMES = {
        "SUCCESS",
        "FAIL",
        "IS_HOST_MESSAGE",
        "HAS_PAYLOAD",
        "FIRST",
        "LAST",
        "IS_KENNING",
        "IS_ZEPHYR",
        "RESERVED_8",
        "RESERVED_9",
        "RESERVED_10",
        "RESERVED_11",
        "SPEC_FLAG_1",
        "SPEC_FLAG_2",
        "SPEC_FLAG_3",
        "SPEC_FLAG_4"
    };

    public Flags {
        if (bits < 0 || bits > 0xFFFF) {
            throw new IllegalArgumentException("flags must fit 16 bits, but are 0x" + Integer.toHexString(bits));
        }
    }

    /** Returns whether every bit of the mask is set. */
    public boolean has(int mask) {
        return (bits & mask) == mask;
    }

    /** Returns these flags with the bits of the mask set as well. */
    public Flags with(int mask) {
        return new Flags(bits | mask);
    }

    /** Returns these flags with the bits of the mask cleared. */
    public Flags without(int mask) {
        return new Flags(bits & ~mask);
    }

    /** Returns the flags that belong to the whole event: all but HAS_PAYLOAD, FIRST and LAST. */
    public Flags ofEvent() {
        return without(OF_ONE_MESSAGE);
    }

    /** Returns the names of the bits that are set, lowest bit first. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (int bit = 0; bit < NAMES.length; bit++) {
            if (((bits >> bit) & 1) != 0) {
                names.add(NAMES[bit]);
            }
        }
        return List.copyOf(names);
    }

    /** Returns the number and the names, such as {@code 0x00b1 [SUCCESS, FIRST, LAST, IS_ZEPHYR]}. */
    @Override
    public String toString() {
        return String.format("0x%04x %s", bits, names());
    }
}
