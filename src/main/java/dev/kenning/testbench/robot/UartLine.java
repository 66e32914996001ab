package dev.kenning.testbench.robot;

import java.util.List;

/**
 * Tells what a terminal tester matched.
 *
 * @param line the whole line, without its line ending
 * @param timestamp virtual time of the match in milliseconds
 * @param groups what the groups of a regular expression matched, from group 1; empty for plain text
 */
public record UartLine(String line, double timestamp, List<String> groups) {

    /** Copies the list. */
    public UartLine {
        groups = List.copyOf(groups);
    }
}
