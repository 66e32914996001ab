package dev.kenning.testbench.platform;

import dev.kenning.testbench.text.Position;
import java.util.OptionalInt;

/**
 * Joins one output of a component to one input of another.
 *
 * @param destination the name of the receiving component
 * @param localReceiver the number after {@code #}
 * @param number the input
 * @param position where the connection is stated
 * @param destinationPosition where the destination is named
 */
public record Connection(
        InterruptSource source,
        String destination,
        OptionalInt localReceiver,
        int number,
        Position position,
        Position destinationPosition) {}
