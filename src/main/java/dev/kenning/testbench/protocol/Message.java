package dev.kenning.testbench.protocol;

import java.util.Arrays;

/**
 * Holds one message of generation 3: a header of 12 bytes and, with {@link Flags#HAS_PAYLOAD}, a body.
 *
 * <pre>
 *  0        5        6      8      12
 * +--------+--------+------+------+---------------+
 * |type 38 |checksum|flags |size  | payload       |
 * |flow  2 |  u8    | u16  | u32  | (size bytes)  |
 * +--------+--------+------+------+---------------+
 * </pre>
 *
 * <p>All integers are little-endian. The checksum is kept as it was received, because no receiver may refuse a message
 * for it: devices send whatever lay in memory (Kenning Protocol 4.7). Immutable.
 */
public final class Message {

    /** Length of a header in bytes. */
    public static final int HEADER_BYTES = 12;

    private static final long TYPE_MASK = (1L << 38) - 1;
    private static final int CHECKSUM_OFFSET = 5;
    private static final int CHECKSUM_SEED = 0x4B;
    private static final byte[] EMPTY = {};

    private final long type;
    private final FlowControl flowControl;
    private final Flags flags;
    private final long size;
    private final int checksum;
    private final byte[] payload;

    private Message(long type, FlowControl flowControl, Flags flags, long size, int checksum, byte[] payload) {
        this.type = type;
        this.flowControl = flowControl;
        this.flags = flags;
        this.size = size;
        this.checksum = checksum;
        this.payload = payload;
    }

    /**
     * Makes a message as a good peer sends it: HAS_PAYLOAD set exactly when there is a payload, size and checksum right.
     *
     * @throws IllegalArgumentException if the type does not fit 38 bits
     */
    public static Message of(long type, FlowControl flowControl, Flags flags, byte[] payload) {
        Flags own = payload.length == 0 ? flags.without(Flags.HAS_PAYLOAD) : flags.with(Flags.HAS_PAYLOAD);
        Message draft = raw(type, flowControl, own, payload.length, 0, payload);
        return draft.withChecksum(draft.expectedChecksum());
    }

    /**
     * Makes a message from header fields that need not agree with each other, to say on the wire what no good peer says.
     *
     * @param size the size field, 0 to 2^32 - 1; it counts the body only if the flags have HAS_PAYLOAD
     * @throws IllegalArgumentException if a field does not fit its bits, or HAS_PAYLOAD is set and the payload has
     *     another length than the size field says, or HAS_PAYLOAD is clear and there is a payload
     */
    public static Message raw(
            long type, FlowControl flowControl, Flags flags, long size, int checksum, byte[] payload) {
        if ((type & ~TYPE_MASK) != 0) {
            throw new IllegalArgumentException("message type must fit 38 bits, but is " + type);
        }
        if (size < 0 || size > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("size must fit 32 bits, but is " + size);
        }
        if (payload.length != (flags.has(Flags.HAS_PAYLOAD) ? size : 0)) {
            throw new IllegalArgumentException("flags " + flags + " and size " + size + " do not announce a payload of "
                    + payload.length + " bytes");
        }
        return new Message(
                type, flowControl, flags, size, checksum & 0xFF, payload.length == 0 ? EMPTY : payload.clone());
    }

    /** Makes a message from the header in the first 12 bytes of an array; takes ownership of the payload. */
    static Message decoded(byte[] header, byte[] payload) {
        return new Message(
                typeIn(header),
                flowControlIn(header),
                flagsIn(header),
                sizeIn(header),
                header[CHECKSUM_OFFSET] & 0xFF,
                payload.length == 0 ? EMPTY : payload);
    }

    static long typeIn(byte[] header) {
        return littleEndian(header, 0, 4) | ((header[4] & 0x3FL) << 32);
    }

    static FlowControl flowControlIn(byte[] header) {
        return FlowControl.of(header[4] >> 6);
    }

    static Flags flagsIn(byte[] header) {
        return new Flags((int) littleEndian(header, 6, 2));
    }

    static long sizeIn(byte[] header) {
        return littleEndian(header, 8, 4);
    }

    static long littleEndian(byte[] bytes, int offset, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[offset + i] & 0xFF);
        }
        return value;
    }

    /** Returns the type as it stands in the header, assigned or not. */
    public long type() {
        return type;
    }

    /** Returns whether this message has the given type. */
    public boolean is(MessageType expected) {
        return type == expected.code();
    }

    public FlowControl flowControl() {
        return flowControl;
    }

    public Flags flags() {
        return flags;
    }

    /** Returns the size field; it is no body length if HAS_PAYLOAD is clear (Kenning Protocol 4.6). */
    public long size() {
        return size;
    }

    /** Returns the checksum byte as it stands in the header, right or wrong. */
    public int checksum() {
        return checksum;
    }

    /** Returns whether the XOR over the whole frame is 0x4B. */
    public boolean hasValidChecksum() {
        return checksum == expectedChecksum();
    }

    /** Returns the checksum that makes this message valid. */
    public int expectedChecksum() {
        int sum = CHECKSUM_SEED;
        sum ^= (int) (type ^ (type >> 8) ^ (type >> 16) ^ (type >> 24) ^ (type >> 32)) ^ (flowControl.code() << 6);
        sum ^= flags.bits() ^ (flags.bits() >> 8);
        sum ^= (int) (size ^ (size >> 8) ^ (size >> 16) ^ (size >> 24));
        for (byte b : payload) {
            sum ^= b;
        }
        return sum & 0xFF;
    }

    /** Returns this message with another checksum byte; 0 is what a host without error recovery sends. */
    public Message withChecksum(int value) {
        return new Message(type, flowControl, flags, size, value & 0xFF, payload);
    }

    /** Returns a copy of the body. */
    public byte[] payload() {
        return payload.clone();
    }

    /** Returns the length of the body in bytes. */
    public int payloadLength() {
        return payload.length;
    }

    /** Copies the body into an array and returns the offset behind it. */
    int copyPayload(byte[] target, int offset) {
        System.arraycopy(payload, 0, target, offset, payload.length);
        return offset + payload.length;
    }

    /** Returns the number of bytes this message takes on the wire. */
    public int frameLength() {
        return HEADER_BYTES + payload.length;
    }

    /** Writes the frame into an array and returns the offset behind it. */
    public int encode(byte[] target, int offset) {
        for (int i = 0; i < 4; i++) {
            target[offset + i] = (byte) (type >> (8 * i));
        }
        target[offset + 4] = (byte) ((type >> 32) | ((long) flowControl.code() << 6));
        target[offset + CHECKSUM_OFFSET] = (byte) checksum;
        target[offset + 6] = (byte) flags.bits();
        target[offset + 7] = (byte) (flags.bits() >> 8);
        for (int i = 0; i < 4; i++) {
            target[offset + 8 + i] = (byte) (size >> (8 * i));
        }
        return copyPayload(target, offset + HEADER_BYTES);
    }

    /** Returns the frame as bytes. */
    public byte[] encode() {
        byte[] frame = new byte[frameLength()];
        encode(frame, 0);
        return frame;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message that
                && type == that.type
                && flowControl == that.flowControl
                && flags.equals(that.flags)
                && size == that.size
                && checksum == that.checksum
                && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(type) * 31 + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return MessageType.describe(type) + " " + flowControl + " " + flags + ", " + payload.length + " bytes";
    }
}
