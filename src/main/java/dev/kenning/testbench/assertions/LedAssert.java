package dev.kenning.testbench.assertions;

import dev.kenning.testbench.engine.Led;
import java.time.Duration;

/** Asserts on an LED, letting virtual time pass until it is as it should be. */
public class LedAssert extends WaitingAssert<LedAssert, Led> {

    /** Creates assertions on it; see {@link TestbenchAssertions}. */
    public LedAssert(Led actual) {
        super(actual, LedAssert.class);
    }

    /** Verifies that it is lit now. */
    public LedAssert isLit() {
        isNotNull();
        if (!actual.isLit()) {
            throw failure("%nExpecting LED to be lit but it is dark%n");
        }
        return this;
    }

    /** Verifies that it is dark now. */
    public LedAssert isDark() {
        isNotNull();
        if (actual.isLit()) {
            throw failure("%nExpecting LED to be dark but it is lit%n");
        }
        return this;
    }

    /** Verifies that it is lit in time. */
    public LedAssert becomesLit(Duration timeout) {
        return expecting(() -> actual.waitUntil(true, timeout));
    }

    /** Verifies that it is dark in time. */
    public LedAssert becomesDark(Duration timeout) {
        return expecting(() -> actual.waitUntil(false, timeout));
    }

    /** Verifies that it is lit in time and stays so for as long as it should. */
    public LedAssert becomesAndStaysLit(Duration timeout, Duration hold) {
        return expecting(() -> actual.waitUntilHeld(true, timeout, hold));
    }

    /** Verifies that it is dark in time and stays so for as long as it should. */
    public LedAssert becomesAndStaysDark(Duration timeout, Duration hold) {
        return expecting(() -> actual.waitUntilHeld(false, timeout, hold));
    }
}
