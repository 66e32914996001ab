package dev.kenning.testbench.profile;

/**
 * A comparison of a cost with a baseline.
 *
 * @param baseline the baseline's name
 * @param before its instructions
 * @param now the instructions of the cost
 */
public record BaselineComparison(String baseline, long before, long now) {}
