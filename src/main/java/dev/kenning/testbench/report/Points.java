package dev.kenning.testbench.report;

import java.util.Arrays;

/** Values over time, none of them infinite or not a number. Whoever gets an array leaves it as it is. */
final class Points {

    private final double[] times;
    private final double[] values;

    /**
     * Takes values over.
     *
     * @param times when each was measured, in seconds, as many as there are values; empty if nobody says
     */
    Points(double[] times, double[] values) {
        this.times = times;
        this.values = values;
    }

    double[] values() {
        return values;
    }

    boolean isEmpty() {
        return values.length == 0;
    }

    int size() {
        return values.length;
    }

    /** Returns the times, or the places in the series where there are no times. */
    double[] xs() {
        if (times.length == values.length) {
            return times;
        }
        double[] places = new double[values.length];
        Arrays.setAll(places, i -> i + 1);
        return places;
    }

    boolean isTimed() {
        return times.length == values.length;
    }

    /** Returns the running sum. */
    Points cumulative() {
        double[] sums = values.clone();
        Arrays.parallelPrefix(sums, Double::sum);
        return new Points(times, sums);
    }

    double sum() {
        return Arrays.stream(values).sum();
    }
}
