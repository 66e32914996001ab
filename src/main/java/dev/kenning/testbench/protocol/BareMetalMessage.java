package dev.kenning.testbench.protocol;

import java.util.Arrays;

/**
 * Holds one message of generation 1, which bare-metal runtimes speak: a header of 6 bytes and a body.
 *
 * <pre>
 *  0        4      6
 * +--------+------+-------------------+
 * |size    |type  | payload           |
 * |  u32   |  u16 | (size - 2 bytes)  |
 * +--------+------+-------------------+
 * </pre>
 *
 * <p>All integers are little-endian. There are no flags, no checksum and no series (Kenning Protocol 22). Immutable.
 */
public final class BareMetalMessage {

    /** Length of a header in bytes. */
    public static final int HEADER_BYTES = 6;
    /** Longest body that a device takes, in bytes. */
    public static final int BODY_LIMIT = 1_310_718;
    /** Type of a reply that says yes. */
    public static final int OK = 0;
    /** Type of a reply that says no. */
    public static final int ERROR = 1;

    /** The size counts the type. */
    static final int TYPE_BYTES = 2;

    static final int SIZE_LIMIT = BODY_LIMIT + TYPE_BYTES;

    private static final int TYPE_OFFSET = 4;

    private final int type;
    private final byte[] payload;

    private BareMetalMessage(int type, byte[] payload) {
        this.type = type;
        this.payload = payload;
    }

    /**
     * Makes a message of any type, assigned or not.
     *
     * @throws IllegalArgumentException if the type does not fit 16 bits, or the payload passes {@link #BODY_LIMIT}
     */
    public static BareMetalMessage of(int type, byte[] payload) {
        if (type < 0 || type > 0xFFFF) {
            throw new IllegalArgumentException("message type must fit 16 bits, but is " + type);
        }
        if (payload.length > BODY_LIMIT) {
            throw new IllegalArgumentException("a message of generation 1 holds at most " + BODY_LIMIT
                    + " bytes, but is to hold " + payload.length);
        }
        return new BareMetalMessage(type, payload.clone());
    }

    static int typeIn(byte[] header) {
        return (header[TYPE_OFFSET] & 0xFF) | (header[TYPE_OFFSET + 1] & 0xFF) << 8;
    }

    static long sizeIn(byte[] header) {
        return Message.littleEndian(header, 0, TYPE_OFFSET);
    }

    /** Returns the type as it stands in the header, assigned or not. */
    public int type() {
        return type;
    }

    /** Returns a copy of the body. */
    public byte[] payload() {
        return payload.clone();
    }

    /** Returns the length of the body in bytes. */
    public int payloadLength() {
        return payload.length;
    }

    /** Returns the frame as bytes. */
    public byte[] encode() {
        byte[] frame = new byte[HEADER_BYTES + payload.length];
        int size = TYPE_BYTES + payload.length;
        for (int i = 0; i < TYPE_OFFSET; i++) {
            frame[i] = (byte) (size >> (8 * i));
        }
        frame[TYPE_OFFSET] = (byte) type;
        frame[TYPE_OFFSET + 1] = (byte) (type >> 8);
        System.arraycopy(payload, 0, frame, HEADER_BYTES, payload.length);
        return frame;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BareMetalMessage that && type == that.type && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return type * 31 + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return describe(type) + ", " + payload.length + " bytes";
    }

    /** Types 2 to 7 are those of today; 0 and 1 are not. */
    private static String describe(int type) {
        return switch (type) {
            case OK -> "OK";
            case ERROR -> "ERROR";
            default -> MessageType.describe(type);
        };
    }
}
