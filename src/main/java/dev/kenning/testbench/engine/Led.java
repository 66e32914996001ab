package dev.kenning.testbench.engine;

import java.time.Duration;

/** Watches an LED, as Renode's LED tester does ({@code renode-integration.md}, section 7.3). */
public interface Led {

    /** Returns whether it is lit now. */
    boolean isLit();

    /**
     * Waits until it is lit, or dark.
     *
     * @throws ExpectationFailedError if that does not happen in time
     */
    void waitUntil(boolean lit, Duration timeout);

    /**
     * Waits until it is lit, or dark, and then the whole time.
     *
     * @throws ExpectationFailedError if that does not happen in time, or it changes while it should hold
     */
    void waitUntilHeld(boolean lit, Duration timeout, Duration hold);
}
