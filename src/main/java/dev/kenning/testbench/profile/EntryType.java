package dev.kenning.testbench.profile;

/** Names the entries of a profiler dump in the order of their numbers. */
enum EntryType {
    INSTRUCTIONS(0, 12),
    MEMORY(1, 1),
    PERIPHERAL(2, 9),
    EXCEPTION(3, 8);

    /** Bytes before the body: host time, virtual time, type. */
    static final int HEAD_BYTES = 17;

    /** What a memory entry adds to the number of its direction. */
    static final int MEMORY_OPERATION = 2;

    private static final EntryType[] BY_CODE = values();

    private final int code;
    private final int bodyBytes;

    EntryType(int code, int bodyBytes) {
        this.code = code;
        this.bodyBytes = bodyBytes;
    }

    static boolean isCode(int code) {
        return code < BY_CODE.length;
    }

    static EntryType of(int code) {
        return BY_CODE[code];
    }

    int code() {
        return code;
    }

    int bytes() {
        return HEAD_BYTES + bodyBytes;
    }
}
