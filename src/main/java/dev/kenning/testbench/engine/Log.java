package dev.kenning.testbench.engine;

import java.time.Duration;

/** Reads the log of a simulation, as Renode's log tester does ({@code renode-integration.md}, section 7.1). */
public interface Log {

    /**
     * Waits for an entry that matches and passes every entry up to it; returns its message, which starts with its source,
     * {@code cpu: ...}, where Renode's robot server tells it.
     *
     * @throws ExpectationFailedError if it does not come in time
     */
    String waitForEntry(TextPattern pattern, Duration timeout);

    /** Waits for an entry that contains a text, as {@link #waitForEntry(TextPattern, Duration)}. */
    default String waitForEntry(String text, Duration timeout) {
        return waitForEntry(TextPattern.containing(text), timeout);
    }

    /**
     * Waits the whole time.
     *
     * @throws ExpectationFailedError if an entry matches that no earlier wait has passed
     */
    void shouldNotAppear(TextPattern pattern, Duration time);

    /** Waits the whole time for a text that must not come, as {@link #shouldNotAppear(TextPattern, Duration)}. */
    default void shouldNotAppear(String text, Duration time) {
        shouldNotAppear(TextPattern.containing(text), time);
    }
}
