package dev.kenning.testbench.assertions;

import dev.kenning.testbench.engine.Log;
import dev.kenning.testbench.engine.TextPattern;
import java.time.Duration;
import java.util.regex.Pattern;

/** Asserts on the log of a simulation, letting virtual time pass until an entry comes. */
public class LogAssert extends WaitingAssert<LogAssert, Log> {

    /** Creates assertions on it; see {@link TestbenchAssertions}. */
    public LogAssert(Log actual) {
        super(actual, LogAssert.class);
    }

    /** Verifies that an entry that contains a text comes within 8 s. */
    public LogAssert logs(String text) {
        return logs(text, PATIENCE);
    }

    /** Verifies that an entry that contains a text comes in time. */
    public LogAssert logs(String text, Duration timeout) {
        return logs(TextPattern.containing(text), timeout);
    }

    /** Verifies that an entry in which a regular expression finds a match comes in time. */
    public LogAssert logs(Pattern expression, Duration timeout) {
        return logs(TextPattern.of(expression), timeout);
    }

    /** Verifies that an entry that matches comes in time. */
    public LogAssert logs(TextPattern pattern, Duration timeout) {
        return expecting(() -> actual.waitForEntry(pattern, timeout));
    }

    /** Verifies that no entry that contains a text comes for the whole time. */
    public LogAssert doesNotLog(String text, Duration time) {
        return doesNotLog(TextPattern.containing(text), time);
    }

    /** Verifies that no entry that matches comes for the whole time. */
    public LogAssert doesNotLog(TextPattern pattern, Duration time) {
        return expecting(() -> actual.shouldNotAppear(pattern, time));
    }
}
