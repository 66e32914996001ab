package dev.kenning.testbench.protocol;

import java.util.Optional;

/** Names what a server in Python was doing when it answered, in the order of the codes (Kenning Protocol 18). */
public enum Action {
    WAITING_FOR_CLIENT(0),
    CLIENT_CONNECTED(1),
    UPLOADING_IOSPEC(2),
    UPLOADING_MODEL(3),
    UPLOADING_UNOPTIMIZED_MODEL(4),
    UPLOADING_INPUT(5),
    PROCESSING_INPUT(6),
    EXTRACTING_OUTPUT(7),
    COMPUTING_STATISTICS(8),
    OPTIMIZING_MODEL(9),
    UPLOADING_OPTIMIZERS(10),
    UPLOADING_RUNTIME(11),
    IDLE(12);

    private static final Action[] BY_CODE = values();

    private final int code;

    Action(int code) {
        this.code = code;
    }

    /** Returns the number on the wire. */
    public int code() {
        return code;
    }

    /**
     * Returns the action that the payload of a status reply names: a little-endian number of any length,
     * which is 0 if there is none.
     */
    public static Optional<Action> decode(byte[] payload) {
        for (int i = 1; i < payload.length; i++) {
            if (payload[i] != 0) {
                return Optional.empty();
            }
        }
        int code = payload.length == 0 ? 0 : payload[0] & 0xFF;
        return code < BY_CODE.length ? Optional.of(BY_CODE[code]) : Optional.empty();
    }

    /** Returns what a server says it is doing when it answers a request of this type, if the reply carries an action. */
    public static Optional<Action> expectedFor(MessageType type) {
        return switch (type) {
            case IOSPEC -> Optional.of(UPLOADING_IOSPEC);
            case MODEL -> Optional.of(UPLOADING_MODEL);
            case UNOPTIMIZED_MODEL -> Optional.of(UPLOADING_UNOPTIMIZED_MODEL);
            case DATA -> Optional.of(UPLOADING_INPUT);
            case PROCESS -> Optional.of(PROCESSING_INPUT);
            case OUTPUT -> Optional.of(EXTRACTING_OUTPUT);
            case STATS -> Optional.of(COMPUTING_STATISTICS);
            case OPTIMIZE_MODEL -> Optional.of(OPTIMIZING_MODEL);
            case OPTIMIZERS -> Optional.of(UPLOADING_OPTIMIZERS);
            case RUNTIME -> Optional.of(UPLOADING_RUNTIME);
            case PING, STATUS, TRACE_DATA, LOGS -> Optional.empty();
        };
    }
}
