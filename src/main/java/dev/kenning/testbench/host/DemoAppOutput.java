package dev.kenning.testbench.host;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Holds what Kenning Zephyr Runtime's {@code demo_app} printed from its boot banner to its end ({@code
 * kenning-systems.md}, section 4). Immutable.
 *
 * @param zephyr the version that the boot banner names
 * @param results the outputs for each sample, in the order of {@link #classes()}
 * @param totalMillis the time of all inferences, in milliseconds of the device's clock
 * @param perSampleMillis the time of one inference, in milliseconds of the device's clock
 * @param statistics what the runtime counted, in its order
 */
public record DemoAppOutput(
        String zephyr,
        List<List<Double>> results,
        long totalMillis,
        long perSampleMillis,
        Map<String, Long> statistics) {

    private static final List<String> CLASSES = List.of("wing", "ring", "slope", "negative");

    /** Copies the collections. */
    public DemoAppOutput {
        results = results.stream().map(List::copyOf).toList();
        statistics = Collections.unmodifiableMap(new LinkedHashMap<>(statistics));
    }

    /** Returns the names of the outputs. */
    public static List<String> classes() {
        return CLASSES;
    }

    /** Returns the index of the largest output for each sample. */
    public List<Integer> predictedClasses() {
        return results.stream().map(DemoAppOutput::indexOfLargest).toList();
    }

    private static int indexOfLargest(List<Double> outputs) {
        return IntStream.range(0, outputs.size())
                .reduce((best, next) -> outputs.get(next) > outputs.get(best) ? next : best)
                .orElse(0);
    }
}
