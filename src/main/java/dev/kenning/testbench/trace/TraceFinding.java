package dev.kenning.testbench.trace;

/**
 * Is something wrong with a capture: what, and where.
 *
 * @param kind what kind of thing
 * @param offset where in the capture, in bytes
 * @param text what was found, in a sentence
 */
public record TraceFinding(Kind kind, long offset, String text) {

    /** What can be wrong. */
    public enum Kind {
        /** Bytes that no event begins with: the metadata is older than the firmware, or bytes are missing. */
        UNKNOWN_EVENT,
        /** Bytes between events that are none. */
        NOISE,
        /** The capture ends within an event, or its buffer was full. */
        TRUNCATED,
        /** Time goes back. */
        TIME_FELL,
        /** Something ends that has not begun, or never ends. */
        UNPAIRED
    }

    @Override
    public String toString() {
        return "byte " + offset + ": " + text;
    }
}
