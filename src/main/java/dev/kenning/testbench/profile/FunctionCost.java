package dev.kenning.testbench.profile;

import java.util.Map;

/**
 * Is what a function cost, over all paths on which it was called.
 *
 * @param name the function
 * @param calls how often it was called
 * @param inclusive instructions of the function and of all that it called; a call within itself counts once
 * @param exclusive instructions of the function itself
 * @param callees how often it called what
 */
public record FunctionCost(String name, long calls, long inclusive, long exclusive, Map<String, Long> callees) {

    /** Copies the map. */
    public FunctionCost {
        callees = Map.copyOf(callees);
    }
}
