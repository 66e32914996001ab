package dev.kenning.testbench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps values to places, with round numbers as marks.
 *
 * @param least the smallest value
 * @param greatest the largest value, larger than the smallest
 * @param from the place of the smallest
 * @param to the place of the largest
 */
record Axis(double least, double greatest, double from, double to) {

    private static final double[] ROUND = {1, 2, 2.5, 5, 10};

    /** Makes an axis that ends at round numbers. */
    static Axis round(double least, double greatest, double from, double to, int marks) {
        double top = greatest > least ? greatest : least + Math.max(Math.abs(least), 1e-12);
        double step = step(top - least, marks);
        return new Axis(Math.floor(least / step) * step, Math.ceil(top / step - 1e-9) * step, from, to);
    }

    /** Makes an axis from the smallest to the largest value; room is made if they are the same. */
    static Axis tight(double least, double greatest, double from, double to) {
        double room = greatest > least ? 0 : Math.max(Math.abs(least) * 0.05, 1e-9);
        return new Axis(least - room, greatest + room, from, to);
    }

    double at(double value) {
        return from + (value - least) / (greatest - least) * (to - from);
    }

    List<Double> marks(int wanted) {
        double step = step(greatest - least, wanted);
        List<Double> marks = new ArrayList<>();
        for (double i = Math.ceil(least / step - 1e-9); i * step <= greatest + step * 1e-6; i++) {
            marks.add(i * step);
        }
        return marks;
    }

    private static double step(double span, int wanted) {
        double rough = span / Math.max(1, wanted);
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double round : ROUND) {
            if (round * power >= rough * (1 - 1e-9)) {
                return round * power;
            }
        }
        return 10 * power;
    }
}
