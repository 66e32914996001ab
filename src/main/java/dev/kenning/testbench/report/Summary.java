package dev.kenning.testbench.report;

import java.util.Arrays;

/**
 * Sums a series up.
 *
 * @param first the first value
 * @param mean the arithmetic mean
 * @param median the middle value, or the mean of the two in the middle
 * @param deviation the standard deviation of the population
 * @param least the smallest value
 * @param greatest the largest value
 */
record Summary(double first, double mean, double median, double deviation, double least, double greatest) {

    /** Sums up at least one value. */
    static Summary of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Summary(values[0], mean, median, Math.sqrt(variance), sorted[0], sorted[sorted.length - 1]);
    }
}
