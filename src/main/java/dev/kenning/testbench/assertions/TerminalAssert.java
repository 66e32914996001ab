package dev.kenning.testbench.assertions;

import dev.kenning.testbench.engine.ExpectationFailedError;
import dev.kenning.testbench.engine.Terminal;
import dev.kenning.testbench.engine.TextPattern;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Asserts on what a UART prints, letting time pass until it does: virtual time on a simulated board.
 *
 * <p>Each assertion goes on where the one before it stopped reading, as {@link Terminal#waitForLine} does, so a chain of them
 * reads a dialogue from top to bottom.
 */
public class TerminalAssert extends WaitingAssert<TerminalAssert, Terminal> {

    /** Creates assertions on it; see {@link TestbenchAssertions}. */
    public TerminalAssert(Terminal actual) {
        super(actual, TerminalAssert.class);
    }

    /** Verifies that a line that contains a text comes within 8 s. */
    public TerminalAssert prints(String text) {
        return prints(text, PATIENCE);
    }

    /** Verifies that a line that contains a text comes in time. */
    public TerminalAssert prints(String text, Duration timeout) {
        return prints(TextPattern.containing(text), timeout);
    }

    /** Verifies that a line in which a regular expression finds a match comes within 8 s. */
    public TerminalAssert prints(Pattern expression) {
        return prints(expression, PATIENCE);
    }

    /** Verifies that a line in which a regular expression finds a match comes in time. */
    public TerminalAssert prints(Pattern expression, Duration timeout) {
        return prints(TextPattern.of(expression), timeout);
    }

    /** Verifies that a line that matches comes within 8 s. */
    public TerminalAssert prints(TextPattern pattern) {
        return prints(pattern, PATIENCE);
    }

    /** Verifies that a line that matches comes in time. */
    public TerminalAssert prints(TextPattern pattern, Duration timeout) {
        return expecting(() -> actual.waitForLine(pattern, timeout));
    }

    /** Verifies that a text comes in time, which need not end its line, such as {@code uart:~$}. */
    public TerminalAssert prompts(String text, Duration timeout) {
        return expecting(() -> actual.waitForPrompt(text, timeout));
    }

    /** Verifies that a text does not come for the whole time. */
    public TerminalAssert doesNotPrint(String text, Duration time) {
        return doesNotPrint(TextPattern.containing(text), time);
    }

    /** Verifies that no match of a regular expression comes for the whole time. */
    public TerminalAssert doesNotPrint(Pattern expression, Duration time) {
        return doesNotPrint(TextPattern.of(expression), time);
    }

    /** Verifies that nothing that matches comes for the whole time. */
    public TerminalAssert doesNotPrint(TextPattern pattern, Duration time) {
        return expecting(() -> actual.shouldNotAppear(pattern, time));
    }

    /** Verifies that not a single byte comes for the whole time. */
    public TerminalAssert staysSilent(Duration time) {
        return expecting(() -> {
            int before = actual.text().length();
            if (!actual.isIdle(time)) {
                throw new ExpectationFailedError(String.format(
                        "%nExpecting terminal to stay silent for:%n  %s%nbut it printed:%n  %s%n",
                        time, actual.text().substring(before).strip()));
            }
        });
    }

    /** Verifies that a text has come since power-on; lets no time pass. */
    public TerminalAssert hasPrinted(String text) {
        isNotNull();
        if (!actual.text().contains(text)) {
            throw failure(
                    "%nExpecting terminal to have printed:%n  %s%nbut it printed:%n%s%n",
                    text, actual.text().indent(2).stripTrailing());
        }
        return this;
    }
}
