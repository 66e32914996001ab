package dev.kenning.testbench.assertions;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.host.DemoAppOutput;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoAppAssertTest {

    private static final List<String> CLASSES = List.of("wing", "ring", "slope", "negative");
    private static final List<List<Double>> RESULTS = Collections.nCopies(10, List.of(0.25, 0.5, 0.125, 0.125));

    private final DemoAppOutput output = printed(564, Map.of("peak_allocated", 16288L));

    @Test
    void passesWhatIsAsExpected() {
        assertThat(output)
                .predicts(1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
                .predicts("ring", "ring", "ring", "ring", "ring", "ring", "ring", "ring", "ring", "ring")
                .isCloseTo(RESULTS, within(1e-5))
                .hasConsistentTimes()
                .hasSoundStatistics()
                .hasStatistic("peak_allocated")
                .peakIsAtMost(16288)
                .statistic("peak_allocated")
                .isEqualTo(16288);
    }

    @Test
    void takesThePlannedMemoryOfExecuTorchForItsPeak() {
        assertThat(printed(564, Map.of("planned_memory_size", 9000L)))
                .hasSoundStatistics()
                .peakIsAtMost(9000);
    }

    @Test
    void findsNothingUnsoundInARuntimeThatCountsNothing() {
        assertThat(printed(564, Map.of())).hasSoundStatistics();
    }

    @Test
    void showsOtherPredictions() {
        refuses(() -> assertThat(output).predicts(1, 0, 1, 1, 1, 1, 1, 1, 1, 1), """

                Expecting demo_app to predict:
                  [1, 0, 1, 1, 1, 1, 1, 1, 1, 1]
                but it predicts:
                  [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
                the first other is sample 2, from the outputs:
                  wing 0.250000, ring 0.500000, slope 0.125000, negative 0.125000
                """);
    }

    @Test
    void showsOtherPredictionsByName() {
        refuses(() -> assertThat(output).predicts("ring", "wing"), """

                Expecting demo_app to predict:
                  [ring, wing]
                but it predicts:
                  [ring, ring, ring, ring, ring, ring, ring, ring, ring, ring]
                the first other is sample 2, from the outputs:
                  wing 0.250000, ring 0.500000, slope 0.125000, negative 0.125000
                """);
    }

    @Test
    void showsThatMoreIsPredicted() {
        refuses(() -> assertThat(output).predicts(1, 1), """

                Expecting demo_app to predict:
                  [1, 1]
                but it predicts:
                  [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
                """);
    }

    @Test
    void showsTheSampleAndTheOutputThatAreOff() {
        List<List<Double>> expected = Collections.nCopies(10, List.of(0.25, 0.5, 0.25, 0.125));
        refuses(() -> assertThat(output).isCloseTo(expected, within(0.0625)), """

                Expecting outputs of sample 1:
                  [0.25, 0.5, 0.125, 0.125]
                to be close to:
                  [0.25, 0.5, 0.25, 0.125]
                by less than 0.0625 but slope differs by 0.125
                """);
    }

    @Test
    void showsThatMoreSamplesAreExpected() {
        refuses(() -> assertThat(output).isCloseTo(Collections.nCopies(11, RESULTS.get(0)), within(1e-5)), """

                Expecting outputs for 11 samples, but there are 10
                """);
    }

    @Test
    void showsThatFewerOutputsAreExpected() {
        refuses(() -> assertThat(output).isCloseTo(Collections.nCopies(10, List.of(0.25)), within(1e-5)), """

                Expecting 1 outputs for sample 1, but there are:
                  [0.25, 0.5, 0.125, 0.125]
                """);
    }

    @Test
    void showsTimesThatDoNotFit() {
        refuses(() -> assertThat(printed(565, Map.of())).hasConsistentTimes(), """

                Expecting the time per sample to be the total by the number of samples, 5644 ms / 10:
                  564 ms
                but it is:
                  565 ms
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "host_bytes_freed, host_bytes_allocated",
        "total_freed, total_allocated",
        "device_bytes_peak, device_bytes_allocated",
        "peak_allocated, total_allocated"
    })
    void showsACounterThatIsAboveItsLimit(String name, String limit) {
        Map<String, Long> statistics = new LinkedHashMap<>();
        statistics.put(limit, 10L);
        statistics.put(name, 11L);
        refuses(() -> assertThat(printed(564, statistics)).hasSoundStatistics(), """

                Expecting %s = 11 to be at most %s = 10
                """.formatted(name, limit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"peak_allocated", "planned_memory_size"})
    void showsAPeakOfNothing(String name) {
        refuses(() -> assertThat(printed(564, Map.of(name, 0L))).hasSoundStatistics(), """

                Expecting %s to be above 0 but it is 0
                """.formatted(name));
    }

    @Test
    void showsWhichStatisticsThereAre() {
        refuses(() -> assertThat(output).hasStatistic("total_freed"), """

                Expecting demo_app to print a statistic:
                  total_freed
                but it prints:
                  [peak_allocated]
                """);
    }

    @Test
    void showsAPeakThatIsTooHigh() {
        refuses(() -> assertThat(output).peakIsAtMost(16_000), """

                Expecting peak_allocated to be at most:
                  16000 bytes
                but it is:
                  16288 bytes
                """);
    }

    private static DemoAppOutput printed(long perSampleMillis, Map<String, Long> statistics) {
        return new DemoAppOutput("v3.6.0", CLASSES, RESULTS, 5644, perSampleMillis, statistics);
    }

    private static void refuses(ThrowingCallable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .withMessage(message.replace("\n", System.lineSeparator()));
    }
}
