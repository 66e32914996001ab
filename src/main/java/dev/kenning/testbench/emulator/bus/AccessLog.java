package dev.kenning.testbench.emulator.bus;

/** Hears of what devices and bus cannot serve, so that nothing is ignored in silence. */
@FunctionalInterface
public interface AccessLog {

    /** Reports one line; equal lines may be folded into one with a count. */
    void warn(String source, String message);

    /** Reports one line of what has gone wrong. */
    default void error(String source, String message) {
        warn(source, message);
    }

    /** Reports one line of what a developer of a device may want to know. */
    default void debug(String source, String message) {
        // Nobody listens.
    }

    /** Reports one line of what happens all the time; ask {@link #hearsNoise} before it is written. */
    default void noise(String source, String message) {
        // Nobody listens.
    }

    /** Tells whether noise of a source is kept or heard by anybody. */
    default boolean hearsNoise(String source) {
        return false;
    }

    /** Tells whether a warning of a source is kept or heard by anybody; if not, it need not be written. */
    default boolean hearsWarnings(String source) {
        return true;
    }
}
