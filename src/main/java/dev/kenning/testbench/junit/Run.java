package dev.kenning.testbench.junit;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A board on an engine: what a test class runs on once.
 *
 * @param board the board's name
 * @param engine the engine's name
 */
record Run(String board, String engine) {

    /** Names the configuration parameter, and the entry in reports, that holds the run of a test. */
    static final String KEY = "testbench.run";

    private static final String ON = " on ";

    /** Reads what {@link #toString} gives. */
    static Run parse(String text) {
        int on = text.indexOf(ON);
        return new Run(text.substring(0, on), text.substring(on + ON.length()));
    }

    /** Says what there is, or that there is nothing. */
    static String describe(Collection<Run> runs) {
        return runs.isEmpty()
                ? "there are none"
                : "there are " + runs.stream().map(Run::toString).distinct().collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return board + ON + engine;
    }
}
