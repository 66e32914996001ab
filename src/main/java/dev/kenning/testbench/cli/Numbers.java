package dev.kenning.testbench.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Writes numbers as the console has them. */
final class Numbers {

    private static final int OUTPUTS_SHOWN = 6;
    private static final double NANOS_PER_MILLISECOND = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private Numbers() {}

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String milliseconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f ms", time.toNanos() / NANOS_PER_MILLISECOND);
    }

    static double seconds(Duration time) {
        return time.toNanos() / NANOS_PER_SECOND;
    }

    /** Returns the first outputs of a sample. */
    static String outputs(List<Double> outputs) {
        int shown = Math.min(outputs.size(), OUTPUTS_SHOWN);
        StringBuilder text = new StringBuilder();
        for (Double output : outputs.subList(0, shown)) {
            text.append(text.isEmpty() ? "" : " ").append(String.format(Locale.ROOT, "%.6f", output));
        }
        return outputs.size() > shown ? text + " ... (" + outputs.size() + ")" : text.toString();
    }
}
