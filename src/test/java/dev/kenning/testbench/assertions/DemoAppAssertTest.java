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

class DemoAppAssertTest {

    private static final List<List<Double>> RESULTS = Collections.nCopies(10, List.of(0.25, 0.5, 0.125, 0.125));

    private final DemoAppOutput output =
            new DemoAppOutput("v3.6.0", RESULTS, 5644, 564, Map.of("peak_allocated", 16288L));

    @Test
    void passesWhatIsAsExpected() {
        assertThat(output)
                .predicts(1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
                .isCloseTo(RESULTS, within(1e-5))
                .hasConsistentTimes()
                .hasSoundStatistics();
    }

    @Test
    void showsOtherPredictions() {
        refuses(() -> assertThat(output).predicts(0, 1, 1, 1, 1, 1, 1, 1, 1, 1), """

                Expecting demo_app to predict:
                  [0, 1, 1, 1, 1, 1, 1, 1, 1, 1]
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
    void showsTimesThatDoNotFit() {
        DemoAppOutput odd = new DemoAppOutput("v3.6.0", RESULTS, 5644, 565, Map.of());
        refuses(() -> assertThat(odd).hasConsistentTimes(), """

                Expecting the time per sample to be a tenth of the total:
                  564 ms
                but it is:
                  565 ms of 5644 ms
                """);
    }

    @Test
    void showsMoreFreedThanAllocated() {
        Map<String, Long> statistics = new LinkedHashMap<>();
        statistics.put("host_bytes_allocated", 10L);
        statistics.put("host_bytes_freed", 11L);
        DemoAppOutput odd = new DemoAppOutput("v3.6.0", RESULTS, 5644, 564, statistics);
        refuses(() -> assertThat(odd).hasSoundStatistics(), """

                Expecting host_bytes_freed = 11 to be at most host_bytes_allocated = 10
                """);
    }

    private static void refuses(ThrowingCallable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .withMessage(message.replace("\n", System.lineSeparator()));
    }
}
