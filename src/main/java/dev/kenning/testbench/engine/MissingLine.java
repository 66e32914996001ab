package dev.kenning.testbench.engine;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Tells of a line that did not come, and what came instead. */
public final class MissingLine {

    private static final int LINES_SHOWN = 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private MissingLine() {}

    /**
     * Returns the error of a wait.
     *
     * @param wanted the pattern, or the patterns, as messages show them
     * @param now the time since power-on
     * @param clock what that time is called, such as {@code virtual time}
     * @param text everything that the UART printed since power-on
     */
    public static ExpectationFailedError of(
            String uart, String board, String wanted, Duration timeout, Duration now, String clock, String text) {
        String time = String.format(
                Locale.ROOT,
                "%s of %s did not print %s within %.3f s of %s (it is %.6f s)",
                uart,
                board,
                wanted,
                timeout.toNanos() / NANOS_PER_SECOND,
                clock,
                now.toNanos() / NANOS_PER_SECOND);
        return new ExpectationFailedError(
                text.isEmpty()
                        ? time + "; it printed nothing. Is this firmware built for this board, and is " + uart
                                + " its console?"
                        : time + "; it printed last:" + lastLines(text));
    }

    /** Returns the end of what a UART printed for a message: each line on one of its own, indented. */
    public static String lastLines(String text) {
        List<String> printed = text.lines().toList();
        return "\n    "
                + String.join("\n    ", printed.subList(Math.max(0, printed.size() - LINES_SHOWN), printed.size()));
    }
}
