package dev.kenning.testbench.assertions;

import dev.kenning.testbench.host.DemoAppConsole;
import dev.kenning.testbench.host.DemoAppOutput;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.data.Offset;

/** Asserts on what Kenning Zephyr Runtime's {@code demo_app} printed. */
public final class DemoAppAssert extends AbstractAssert<DemoAppAssert, DemoAppOutput> {

    private static final String ALLOCATED = "_allocated";
    private static final String FREED = "_freed";
    private static final String PEAK_ALLOCATED = "peak_allocated";

    DemoAppAssert(DemoAppOutput actual) {
        super(actual, DemoAppAssert.class);
    }

    /** Verifies the predicted class of each sample, by its index in {@link DemoAppOutput#classes()}. */
    public DemoAppAssert predicts(Integer... classes) {
        isNotNull();
        if (!actual.predictedClasses().equals(List.of(classes))) {
            throw failure(
                    "%nExpecting demo_app to predict:%n  %s%nbut it predicts:%n  %s%n",
                    List.of(classes), actual.predictedClasses());
        }
        return this;
    }

    /**
     * Verifies that every output is close to the expected one.
     *
     * @param expected the outputs for each sample
     */
    public DemoAppAssert isCloseTo(List<List<Double>> expected, Offset<Double> offset) {
        isNotNull();
        for (int sample = 0; sample < Math.max(expected.size(), DemoAppConsole.SAMPLES); sample++) {
            requireClose(sample, sample < expected.size() ? expected.get(sample) : List.of(), offset);
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
                        DemoAppOutput.classes().get(i),
                        String.format(Locale.ROOT, "%.3g", difference));
            }
        }
    }

    /** Verifies that the time per sample is the tenth part of the total, rounded down, as the program computes it. */
    public DemoAppAssert hasConsistentTimes() {
        isNotNull();
        if (actual.perSampleMillis() != actual.totalMillis() / DemoAppConsole.SAMPLES) {
            throw failure(
                    "%nExpecting the time per sample to be a tenth of the total:%n  %s ms%nbut it is:%n  %s ms of %s ms%n",
                    actual.totalMillis() / DemoAppConsole.SAMPLES, actual.perSampleMillis(), actual.totalMillis());
        }
        return this;
    }

    /**
     * Verifies what holds for the counters of any allocator: not more is freed than was allocated, and the peak is above
     * zero and not above what was allocated in total.
     */
    public DemoAppAssert hasSoundStatistics() {
        isNotNull();
        Map<String, Long> statistics = actual.statistics();
        statistics.forEach((name, freed) -> {
            if (name.endsWith(FREED)) {
                requireAtMost(name, freed, name.replace(FREED, ALLOCATED));
            }
        });
        if (statistics.containsKey(PEAK_ALLOCATED)) {
            long peak = statistics.get(PEAK_ALLOCATED);
            if (peak <= 0) {
                throw failure("%nExpecting %s to be above 0 but it is %s%n", PEAK_ALLOCATED, peak);
            }
            requireAtMost(PEAK_ALLOCATED, peak, "total" + ALLOCATED);
        }
        return this;
    }

    private void requireAtMost(String name, long value, String limitName) {
        Long limit = actual.statistics().get(limitName);
        if (limit != null && value > limit) {
            throw failure("%nExpecting %s = %s to be at most %s = %s%n", name, value, limitName, limit);
        }
    }
}
