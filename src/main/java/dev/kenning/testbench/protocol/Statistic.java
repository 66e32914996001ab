package dev.kenning.testbench.protocol;

import java.util.Arrays;
import java.util.Optional;

/**
 * Holds one number that a device measured.
 *
 * @param name at most 32 ASCII characters
 * @param value bytes for an allocation, nanoseconds for an inference time; unsigned
 */
public record Statistic(String name, Kind kind, long value) {

    /** Kinds in the order of their numbers (Kenning Protocol 11.1). */
    public enum Kind {
        DEFAULT(0),
        /** Bytes of memory. */
        ALLOCATION(1),
        /** Nanoseconds. */
        INFERENCE_TIME(2);

        private final long code;

        Kind(long code) {
            this.code = code;
        }

        /** Returns the number in the record. */
        public long code() {
            return code;
        }

        /** Returns the kind with this number, or nothing if none is assigned. */
        public static Optional<Kind> of(long code) {
            return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
        }
    }
}
