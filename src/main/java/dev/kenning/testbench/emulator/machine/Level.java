package dev.kenning.testbench.emulator.machine;

/** How much a line of the log matters, with Renode's numbers. */
public enum Level {
    NOISY(-1),
    DEBUG(0),
    INFO(1),
    WARNING(2),
    ERROR(3);

    private final int number;

    Level(int number) {
        this.number = number;
    }

    /**
     * Returns the level of a number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Level of(long number) {
        for (Level level : values()) {
            if (level.number == number) {
                return level;
            }
        }
        throw new IllegalArgumentException("A log level is -1 (noisy), 0 (debug), 1 (info), 2 (warning) or 3 (error).");
    }

    /** Returns the number that the monitor's {@code logLevel} takes. */
    public int number() {
        return number;
    }
}
