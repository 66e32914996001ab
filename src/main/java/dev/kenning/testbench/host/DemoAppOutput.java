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
 * @param classes the names of the outputs, as the program prints them
 * @param results the outputs for each sample, in the order of the classes
 * @param totalMillis the time of all inferences, in milliseconds of the device's clock
 * @param perSampleMillis the time of one inference, in milliseconds of the device's clock
 * @param statistics what the runtime counted, in its order
 */
public record DemoAppOutput(
        String zephyr,
        List<String> classes,
        List<List<Double>> results,
        long totalMillis,
        long perSampleMillis,
        Map<String, Long> statistics) {

    /** Copies the collections. */
    public DemoAppOutput {
        classes = List.copyOf(classes);
        results = results.stream().map(List::copyOf).toList();
        statistics = Collections.unmodifiableMap(new LinkedHashMap<>(statistics));
    }

    /** Returns the index of the largest output for each sample; of equal ones the first. */
    public List<Integer> predictedClasses() {
        return results.stream().map(DemoAppOutput::indexOfLargest).toList();
    }

    /** Returns the name of the largest output for each sample; of equal ones the first. */
    public List<String> predictedNames() {
        return predictedClasses().stream().map(classes::get).toList();
    }

    private static int indexOfLargest(List<Double> outputs) {
        return IntStream.range(0, outputs.size())
                .reduce((best, next) -> outputs.get(next) > outputs.get(best) ? next : best)
                .orElse(0);
    }
}
