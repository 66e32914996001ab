package dev.kenning.testbench.engine;

import java.util.function.BooleanSupplier;

/**
 * Lets time pass on a bench: virtual time where the board is simulated in this JVM, host time elsewhere.
 *
 * <p>Used from the thread that waits, except for {@link #interrupt()}.
 */
public interface Timeline {

    /** Returns the time in nanoseconds since power-on. */
    long nanos();

    /** Returns what this time is called in messages. */
    default String clockName() {
        return "virtual time";
    }

    /**
     * Returns when a moment has come or a condition holds, whichever is first.
     *
     * @param nanos a moment as {@link #nanos()} counts
     * @param condition looked at before time passes and after each {@link #interrupt()}
     * @param purpose what is waited for, such as {@code for a byte on usart6}; for messages
     * @throws EngineException if the board cannot go on
     */
    void await(long nanos, BooleanSupplier condition, String purpose);

    /** Makes a present {@link #await} look at its condition again; harmless if there is none. */
    void interrupt();
}
