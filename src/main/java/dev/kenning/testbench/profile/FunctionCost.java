package dev.kenning.testbench.profile;

import java.util.Map;

/**
 * Is what a function cost, over all paths on which it was called.
 *
 * @param name the function
 * @param calls how often it was called
 * @param inclusiveCost of the function and of all that it called; a call within itself counts once
 * @param exclusiveCost of the function itself
 * @param stackBytes how deep the stack was at most while it ran, in bytes below where the profile began on it
 * @param callees how often it called what
 */
public record FunctionCost(
        String name,
        long calls,
        CallCost inclusiveCost,
        CallCost exclusiveCost,
        long stackBytes,
        Map<String, Long> callees) {

    /** Copies the map. */
    public FunctionCost {
        callees = Map.copyOf(callees);
    }

    /** Returns the instructions of the function and of all that it called. */
    public long inclusive() {
        return inclusiveCost.instructions();
    }

    /** Returns the instructions of the function itself. */
    public long exclusive() {
        return exclusiveCost.instructions();
    }
}
