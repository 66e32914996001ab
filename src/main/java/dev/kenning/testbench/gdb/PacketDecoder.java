package dev.kenning.testbench.gdb;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes what the other side sends apart (GDB manual, E.1 "Overview" of the remote serial protocol).
 *
 * <pre>
 * bytes                     incoming
 * $m20000000,4#4f           request m20000000,4
 * $X0,1:}]#f9               request X0,1:}
 * $m20000000,4#00           damaged
 * +   -   0x03              acknowledgement, interrupt
 * $0* #7a                   answer 0000
 * %Stop:T05#f1              nothing: a notification, which nobody here asks for
 * </pre>
 *
 * <p>Only answers may be run-length encoded, so that a star in a request is a star. Any bytes give a defined result;
 * memory is bounded by the limit.
 */
public final class PacketDecoder {

    private static final int INTERRUPT = 0x03;
    private static final char ESCAPE = '}';
    private static final int ESCAPED = 0x20;

    private static final char RUN = '*';
    /** What the character behind a star exceeds the number of further repetitions by. */
    private static final int RUN_BIAS = 29;

    private enum State {
        BETWEEN_PACKETS,
        PAYLOAD,
        ESCAPED_BYTE,
        RUN_LENGTH,
        FIRST_DIGIT,
        SECOND_DIGIT
    }

    private final int limit;
    private final boolean answers;
    private final StringBuilder payload = new StringBuilder();
    private State state = State.BETWEEN_PACKETS;
    private int sum;
    private int length;
    private int expected;
    private boolean notification;

    private PacketDecoder(int limit, boolean answers) {
        this.limit = limit;
        this.answers = answers;
    }

    /** Creates a server's decoder, which takes requests of at most so many bytes between dollar and hash. */
    public static PacketDecoder ofRequests(int limit) {
        return new PacketDecoder(limit, false);
    }

    /** Creates a client's decoder, which takes answers of at most so many bytes, runs expanded. */
    public static PacketDecoder ofAnswers(int limit) {
        return new PacketDecoder(limit, true);
    }

    /** Takes the first bytes of a buffer, and returns what they complete. */
    public List<Incoming> take(byte[] bytes, int count) {
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
            case RUN_LENGTH -> takeRun(value);
            case FIRST_DIGIT -> {
                expected = Character.digit(value, 16);
                state = State.SECOND_DIGIT;
            }
            case SECOND_DIGIT -> {
                Incoming packet = completed(Character.digit(value, 16));
                if (!notification) {
                    complete.add(packet);
                }
                state = State.BETWEEN_PACKETS;
            }
        }
    }

    private void takeBetween(int value, List<Incoming> complete) {
        switch (value) {
            case '$' -> begin();
            case '%' -> {
                if (answers) {
                    begin();
                    notification = true;
                }
            }
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
        notification = false;
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
                if (answers && value == RUN && payload.length() > 0) {
                    state = State.RUN_LENGTH;
                } else {
                    append(value);
                }
            }
        }
    }

    private void takeRun(int value) {
        count(value);
        int times = Math.min(value - RUN_BIAS, limit);
        for (int i = 0; i < times; i++) {
            length++;
            append(payload.charAt(payload.length() - 1));
        }
        state = State.PAYLOAD;
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
        return length > limit ? new Incoming.Oversized() : new Incoming.Packet(payload.toString());
    }
}
