package dev.kenning.testbench.engine.gdb;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a client's bytes apart (GDB manual, E.1 "Overview" of the remote serial protocol).
 *
 * <pre>
 * bytes                     incoming
 * $m20000000,4#4f           request m20000000,4
 * $X0,1:}]#f9               request X0,1:}
 * $m20000000,4#00           damaged
 * +   -   0x03              acknowledgement, interrupt
 * </pre>
 *
 * <p>Only answers may be run-length encoded, so that a star in a request is a star. Any bytes give a defined result;
 * memory is bounded by the limit.
 */
final class PacketDecoder {

    private static final int INTERRUPT = 0x03;
    private static final char ESCAPE = '}';
    private static final int ESCAPED = 0x20;

    private enum State {
        BETWEEN_PACKETS,
        PAYLOAD,
        ESCAPED_BYTE,
        FIRST_DIGIT,
        SECOND_DIGIT
    }

    private final int limit;
    private final StringBuilder payload = new StringBuilder();
    private State state = State.BETWEEN_PACKETS;
    private int sum;
    private int length;
    private int expected;

    /** Creates a decoder that takes requests of at most so many bytes between dollar and hash. */
    PacketDecoder(int limit) {
        this.limit = limit;
    }

    /** Takes the first bytes of a buffer, and returns what they complete. */
    List<Incoming> take(byte[] bytes, int count) {
        List<Incoming> complete = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            take(bytes[i] & 0xFF, complete);
        }
        return complete;
    }

    private void take(int value, List<Incoming> complete) {
        switch (state) {
            case BETWEEN_PACKETS -> takeBetween(value, complete);
            case PAYLOAD -> takePayload(value);
            case ESCAPED_BYTE -> takeEscaped(value);
            case FIRST_DIGIT -> {
                expected = Character.digit(value, 16);
                state = State.SECOND_DIGIT;
            }
            case SECOND_DIGIT -> {
                complete.add(completed(Character.digit(value, 16)));
                state = State.BETWEEN_PACKETS;
            }
        }
    }

    private void takeBetween(int value, List<Incoming> complete) {
        switch (value) {
            case '$' -> begin();
            case '+' -> complete.add(new Incoming.Acknowledgement(true));
            case '-' -> complete.add(new Incoming.Acknowledgement(false));
            case INTERRUPT -> complete.add(new Incoming.Interrupt());
            default -> {
                // What is left of a packet that got lost.
            }
        }
    }

    private void begin() {
        state = State.PAYLOAD;
        payload.setLength(0);
        sum = 0;
        length = 0;
    }

    private void takePayload(int value) {
        switch (value) {
            case '$' -> begin();
            case '#' -> state = State.FIRST_DIGIT;
            case ESCAPE -> {
                count(value);
                state = State.ESCAPED_BYTE;
            }
            default -> {
                count(value);
                append(value);
            }
        }
    }

    private void takeEscaped(int value) {
        count(value);
        append(value ^ ESCAPED);
        state = State.PAYLOAD;
    }

    private void count(int value) {
        sum = sum + value & 0xFF;
        length++;
    }

    private void append(int value) {
        if (length <= limit) {
            payload.append((char) value);
        }
    }

    private Incoming completed(int secondDigit) {
        if (expected < 0 || secondDigit < 0 || (expected << 4 | secondDigit) != sum) {
            return new Incoming.Damaged();
        }
        return length > limit ? new Incoming.Oversized() : new Incoming.Request(payload.toString());
    }
}
