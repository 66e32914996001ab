package dev.kenning.testbench.assertions;

import dev.kenning.testbench.host.DemoAppOutput;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractLongAssert;
import org.assertj.core.data.Offset;

/** Asserts on what Kenning Zephyr Runtime's {@code demo_app} printed. */
public class DemoAppAssert extends NavigatingAssert<DemoAppAssert, DemoAppOutput> {

    private static final String ALLOCATED = "allocated";
    private static final String FREED = "freed";
    private static final String PEAK_ALLOCATED = "peak_allocated";

    /** What the runtimes call the most memory in use at a time. */
    private static final List<String> PEAKS = List.of(PEAK_ALLOCATED, "planned_memory_size");

    /** Creates assertions on it; see {@link TestbenchAssertions}. */
    public DemoAppAssert(DemoAppOutput actual) {
        super(actual, DemoAppAssert.class);
    }

    /** Verifies the predicted class of each sample, by its index in {@link DemoAppOutput#classes()}. */
    public DemoAppAssert predicts(Integer... classes) {
        isNotNull();
        return requirePredictions(List.of(classes), actual.predictedClasses());
    }

    /** Verifies the predicted class of each sample, by its name. */
    public DemoAppAssert predicts(String... classes) {
        isNotNull();
        return requirePredictions(List.of(classes), actual.predictedNames());
    }

    private <T> DemoAppAssert requirePredictions(List<T> expected, List<T> predicted) {
        if (!predicted.equals(expected)) {
            throw failure(
                    "%nExpecting demo_app to predict:%n  %s%nbut it predicts:%n  %s%n%s",
                    expected, predicted, firstOther(expected, predicted));
        }
        return this;
    }

    private <T> String firstOther(List<T> expected, List<T> predicted) {
        return IntStream.range(0, Math.min(expected.size(), predicted.size()))
                .filter(sample -> !predicted.get(sample).equals(expected.get(sample)))
                .mapToObj(sample -> String.format(
                        "the first other is sample %d, from the outputs:%n  %s%n", sample + 1, named(sample)))
                .findFirst()
                .orElse("");
    }

    private String named(int sample) {
        List<Double> outputs = actual.results().get(sample);
        return IntStream.range(0, outputs.size())
                .mapToObj(i ->
                        String.format(Locale.ROOT, "%s %.6f", actual.classes().get(i), outputs.get(i)))
                .collect(Collectors.joining(", "));
    }

    /**
     * Verifies that every output is close to the expected one.
     *
     * @param expected the outputs for each sample
     */
    public DemoAppAssert isCloseTo(List<List<Double>> expected, Offset<Double> offset) {
        isNotNull();
        if (expected.size() != actual.results().size()) {
            throw failure(
                    "%nExpecting outputs for %s samples, but there are %s%n",
                    expected.size(), actual.results().size());
        }
        for (int sample = 0; sample < expected.size(); sample++) {
            requireClose(sample, expected.get(sample), offset);
        }
        return this;
    }

    private void requireClose(int sample, List<Double> expected, Offset<Double> offset) {
        List<Double> outputs = actual.results().get(sample);
        if (expected.size() != outputs.size()) {
            throw failure(
                    "%nExpecting %s outputs for sample %s, but there are:%n  %s%n",
                    expected.size(), sample + 1, outputs);
        }
        for (int i = 0; i < outputs.size(); i++) {
            double difference = Math.abs(outputs.get(i) - expected.get(i));
            if (difference > offset.value || (offset.strict && difference == offset.value)) {
                throw failure(
                        "%nExpecting outputs of sample %s:%n  %s%nto be close to:%n  %s%nby less than %s but %s differs by %s%n",
                        sample + 1,
                        outputs,
                        expected,
                        offset.value,
                        actual.classes().get(i),
                        String.format(Locale.ROOT, "%.3g", difference));
            }
        }
    }

    /**
     * Verifies that the time per sample is the total divided by the number of samples, rounded down, as the program computes
     * it.
     */
    public DemoAppAssert hasConsistentTimes() {
        isNotNull();
        int samples = actual.results().size();
        long expected = actual.totalMillis() / samples;
        if (actual.perSampleMillis() != expected) {
            throw failure(
                    "%nExpecting the time per sample to be the total by the number of samples, %s ms / %s:%n  %s ms%nbut it is:%n  %s ms%n",
                    actual.totalMillis(), samples, expected, actual.perSampleMillis());
        }
        return this;
    }

    /**
     * Verifies what holds for the counters of any allocator: not more is freed than was allocated, and a peak is not above
     * what was allocated in total; the peak of all memory is above zero.
     */
    public DemoAppAssert hasSoundStatistics() {
        isNotNull();
        actual.statistics().forEach((name, value) -> {
            if (name.endsWith("_" + FREED)) {
                requireAtMost(name, value, name.substring(0, name.length() - FREED.length()) + ALLOCATED);
            } else if (name.endsWith("_bytes_peak")) {
                requireAtMost(name, value, name.replace("_peak", "_" + ALLOCATED));
            } else if (name.equals(PEAK_ALLOCATED)) {
                requireAtMost(name, value, "total_" + ALLOCATED);
            }
            if (PEAKS.contains(name) && value <= 0) {
                throw failure("%nExpecting %s to be above 0 but it is %s%n", name, value);
            }
        });
        return this;
    }

    private void requireAtMost(String name, long value, String limitName) {
        Long limit = actual.statistics().get(limitName);
        if (limit != null && value > limit) {
            throw failure("%nExpecting %s = %s to be at most %s = %s%n", name, value, limitName, limit);
        }
    }

    /** Verifies that the runtime counted something under this name. */
    public DemoAppAssert hasStatistic(String name) {
        requireStatistic(name);
        return this;
    }

    /** Returns assertions on what the runtime counted under a name. */
    public AbstractLongAssert<?> statistic(String name) {
        return count(() -> requireStatistic(name)).as("statistic %s", name);
    }

    private long requireStatistic(String name) {
        isNotNull();
        Long value = actual.statistics().get(name);
        if (value == null) {
            throw failure(
                    "%nExpecting demo_app to print a statistic:%n  %s%nbut it prints:%n  %s%n",
                    name, actual.statistics().keySet());
        }
        return value;
    }

    /**
     * Verifies that the model never took more memory than this at a time, as its runtime counts: {@code peak_allocated}, or
     * {@code planned_memory_size} of ExecuTorch.
     */
    public DemoAppAssert peakIsAtMost(long bytes) {
        isNotNull();
        Map<String, Long> statistics = actual.statistics();
        String name = PEAKS.stream().filter(statistics::containsKey).findFirst().orElse(PEAK_ALLOCATED);
        long peak = requireStatistic(name);
        if (peak > bytes) {
            throw failure("%nExpecting %s to be at most:%n  %s bytes%nbut it is:%n  %s bytes%n", name, bytes, peak);
        }
        return this;
    }
}
