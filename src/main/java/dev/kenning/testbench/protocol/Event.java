package dev.kenning.testbench.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Holds a whole request or transmission, which travels as a series of one or more messages.
 *
 * <pre>
 *  Event                          messages(124)
 * +-----------------------+      +--------------+-----+  +-------------+----+
 * | DATA, 125 bytes       |  ->  | FIRST        | 124 |  | LAST        |  1 |
 * +-----------------------+      +--------------+-----+  +-------------+----+
 * </pre>
 *
 * <p>Immutable.
 */
public final class Event {

    /** Longest body a host puts into one message on a UART (Kenning Protocol 5.1). */
    public static final int UART_BODY_BYTES = 136 - Message.HEADER_BYTES;

    /** Longest body a host or a server puts into one message on TCP (Kenning Protocol 5.1). */
    public static final int TCP_BODY_BYTES = (1 << 20) - Message.HEADER_BYTES;

    private static final byte[] EMPTY = {};

    private final long type;
    private final FlowControl flowControl;
    private final Flags flags;
    private final byte[] payload;

    /**
     * Makes an event.
     *
     * @param type the message type, assigned or not
     * @param flags the flags of the event; HAS_PAYLOAD, FIRST and LAST belong to its messages and are dropped
     */
    public Event(long type, FlowControl flowControl, Flags flags, byte[] payload) {
        this.type = type;
        this.flowControl = flowControl;
        this.flags = flags.ofEvent();
        this.payload = payload.clone();
    }

    /** Makes a request without a payload. */
    public static Event request(MessageType type) {
        return request(type, EMPTY);
    }

    /** Makes a request. */
    public static Event request(MessageType type, byte[] payload) {
        return new Event(type.code(), FlowControl.REQUEST, Flags.NONE, payload);
    }

    /** Makes a transmission: a reply or unsolicited data. */
    public static Event transmission(MessageType type, Flags flags, byte[] payload) {
        return new Event(type.code(), FlowControl.TRANSMISSION, flags, payload);
    }

    /** Makes the PING that opens a session. */
    public static Event open() {
        return ping(Flags.SUCCESS);
    }

    /** Makes the PING that closes a session. */
    public static Event close() {
        return ping(Flags.FAIL);
    }

    /** Makes the PING that closes whatever session is open and opens a new one. */
    public static Event reopen() {
        return ping(Flags.SUCCESS | Flags.FAIL);
    }

    private static Event ping(int flags) {
        return new Event(MessageType.PING.code(), FlowControl.REQUEST, new Flags(flags), EMPTY);
    }

    /**
     * Cuts this event into messages with correct checksums.
     *
     * @param bodyBytes the longest body of one message
     */
    public List<Message> messages(int bodyBytes) {
        if (bodyBytes < 1) {
            throw new IllegalArgumentException("a message must hold at least 1 byte, but may hold " + bodyBytes);
        }
        List<Message> messages = new ArrayList<>(payload.length / bodyBytes + 1);
        int start = 0;
        do {
            int end = (int) Math.min(payload.length, (long) start + bodyBytes);
            int place = (start == 0 ? Flags.FIRST : 0) | (end == payload.length ? Flags.LAST : 0);
            messages.add(Message.of(type, flowControl, flags.with(place), Arrays.copyOfRange(payload, start, end)));
            start = end;
        } while (start < payload.length);
        return List.copyOf(messages);
    }

    /** Returns the message type, assigned or not. */
    public long type() {
        return type;
    }

    public FlowControl flowControl() {
        return flowControl;
    }

    /** Returns the flags of the event: without HAS_PAYLOAD, FIRST and LAST. */
    public Flags flags() {
        return flags;
    }

    /** Returns a copy of the joined bodies. */
    public byte[] payload() {
        return payload.clone();
    }

    /** Returns the length of the joined bodies in bytes. */
    public int payloadLength() {
        return payload.length;
    }

    /** Returns whether this event has the given type. */
    public boolean is(MessageType expected) {
        return type == expected.code();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Event that
                && type == that.type
                && flowControl == that.flowControl
                && flags.equals(that.flags)
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
