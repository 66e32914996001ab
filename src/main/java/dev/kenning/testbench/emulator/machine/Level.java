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

    /** Returns the number that the monitor's {@code logLevel} takes. */
    public int number() {
        return number;
    }
}
