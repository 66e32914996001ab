package dev.kenning.testbench.uart;

/**
 * Keeps a time that moves only when somebody moves it, so that a test of a time-out takes no time.
 *
 * <p>Not thread-safe: a manual clock and the ports on it belong to one thread.
 */
public final class ManualClock {

    private long now;

    /** Returns the time in nanoseconds; it starts at 0. */
    public long nanoTime() {
        return now;
    }

    /** Moves the time forward to the given moment; a moment in the past changes nothing. */
    public void advanceTo(long nanos) {
        now = Math.max(now, nanos);
    }

    /** Moves the time forward by so many nanoseconds. */
    public void advance(long nanos) {
        advanceTo(now + nanos);
    }
}
