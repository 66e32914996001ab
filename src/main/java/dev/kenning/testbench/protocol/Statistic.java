package dev.kenning.testbench.protocol;

/**
 * Holds one number that a device measured.
 *
 * @param name at most 32 ASCII characters
 * @param value bytes for an allocation, nanoseconds for an inference time; unsigned
 */
public record Statistic(String name, Kind kind, long value) {

    /** Kinds in the order of their numbers (Kenning Protocol 11.1). */
    public enum Kind {
        DEFAULT,
        /** Bytes of memory. */
        ALLOCATION,
        /** Nanoseconds. */
        INFERENCE_TIME
    }
}
