package dev.kenning.testbench.engine;

import java.time.Duration;
import java.util.List;

/**
 * Reads and writes lines on a UART as Renode's terminal tester does ({@code renode-integration.md}, section 7.2).
 *
 * <p>Times are virtual where the board is simulated, host time elsewhere. A line ends at a line feed; carriage returns,
 * NULs and colour codes are left out of it. A wait that succeeds passes every line up to its match: later waits do not
 * look at them again. Not thread-safe.
 */
public interface Terminal {

    /**
     * A line that came out of the UART.
     *
     * @param text the line without its line ending
     * @param timestamp the time since power-on at which its last byte came
     * @param groups what the groups of a regular expression caught, from group 1 on
     */
    record Line(String text, Duration timestamp, List<String> groups) {

        /** Copies the list. */
        public Line {
            groups = List.copyOf(groups);
        }
    }

    /**
     * Waits for a line that matches.
     *
     * @throws ExpectationFailedError if it does not come in time; the message shows what came instead
     */
    Line waitForLine(TextPattern pattern, Duration timeout);

    /** Waits for a line that contains a text, as {@link #waitForLine(TextPattern, Duration)}. */
    default Line waitForLine(String text, Duration timeout) {
        return waitForLine(TextPattern.containing(text), timeout);
    }

    /** Waits for the next line, whatever it says, as {@link #waitForLine(TextPattern, Duration)}. */
    default Line waitForNextLine(Duration timeout) {
        return waitForLine("", timeout);
    }

    /** Waits for a text that need not end its line, such as {@code uart:~$}, as {@link #waitForLine}. */
    Line waitForPrompt(TextPattern pattern, Duration timeout);

    /** Waits for a text that need not end its line, such as {@code uart:~$}, as {@link #waitForLine}. */
    default Line waitForPrompt(String text, Duration timeout) {
        return waitForPrompt(TextPattern.containing(text), timeout);
    }

    /** Waits for lines that follow one another directly and match one pattern each, as {@link #waitForLine}. */
    List<Line> waitForLines(List<TextPattern> patterns, Duration timeout);

    /**
     * Waits the whole time and looks at every line that no earlier wait has passed.
     *
     * @throws ExpectationFailedError as soon as one matches
     */
    void shouldNotAppear(TextPattern pattern, Duration time);

    /** Waits the whole time for a text that must not come, as {@link #shouldNotAppear(TextPattern, Duration)}. */
    default void shouldNotAppear(String text, Duration time) {
        shouldNotAppear(TextPattern.containing(text), time);
    }

    /** Waits until a byte comes, or for the whole time; returns whether none came. */
    boolean isIdle(Duration time);

    /** Returns every complete line since power-on. */
    List<Line> lines();

    /** Returns everything that came since power-on, an unfinished line included. */
    String text();

    /** Writes a text to the UART, in UTF-8. */
    void write(String text);

    /** Writes a text and a carriage return, as a user's terminal does. */
    default void writeLine(String text) {
        write(text + "\r");
    }
}
