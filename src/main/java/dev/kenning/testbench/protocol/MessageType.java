package dev.kenning.testbench.protocol;

import java.util.Optional;

/**
 * Names the message types of generation 3.
 *
 * <p>A {@link Message} keeps its type as a number, because a peer may send one that is not listed here (Kenning Protocol
 * 4.3).
 */
public enum MessageType {
    PING(0),
    STATUS(1),
    DATA(2),
    MODEL(3),
    PROCESS(4),
    OUTPUT(5),
    STATS(6),
    IOSPEC(7),
    TRACE_DATA(8),
    OPTIMIZERS(9),
    OPTIMIZE_MODEL(10),
    RUNTIME(11),
    UNOPTIMIZED_MODEL(12),
    LOGS(13);

    private static final MessageType[] BY_CODE = values();

    private final long code;

    MessageType(long code) {
        this.code = code;
    }

    /** Returns the number that stands in the header. */
    public long code() {
        return code;
    }

    /** Returns the type with this number, or nothing if none is assigned. */
    public static Optional<MessageType> of(long code) {
        return code >= 0 && code < BY_CODE.length ? Optional.of(BY_CODE[(int) code]) : Optional.empty();
    }

    /** Returns the name of a type for messages to people, such as {@code PROCESS} or {@code type 99}. */
    public static String describe(long code) {
        return of(code).map(MessageType::name).orElseGet(() -> "type " + code);
    }
}
