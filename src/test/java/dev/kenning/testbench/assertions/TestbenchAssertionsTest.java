package dev.kenning.testbench.assertions;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.byLessThan;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.host.Inference;
import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.profile.Counting;
import dev.kenning.testbench.protocol.Statistic;
import dev.kenning.testbench.protocol.Statistics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TestbenchAssertionsTest {

    private final Inference inference = new Inference(
            new byte[12], List.of(new double[] {0.25, 0.5, 0.125}), List.of("wing", "ring", "slope"), Duration.ZERO);
    private final Cost cost = CostAssertTest.cost(Counting.EXACT, Map.of("vfma.f32", 400L, "ldr", 600L));
    private final Statistics statistics =
            new Statistics(List.of(new Statistic("peak_allocated", Statistic.Kind.ALLOCATION, 4096)));

    @Test
    void passesWhatIsAsExpected() {
        assertThat(inference)
                .hasClass("ring")
                .hasClass(1)
                .isCloseTo(new double[] {0.25, 0.5, 0.126}, within(1e-3f))
                .isCloseTo(new double[] {0.25, 0.5, 0.125}, within(0.0));
        assertThat(cost).executedInstructions().isLessThan(1_001);
        assertThat(cost).opcode("vfma.f32").isPositive();
        assertThat(cost).opcode("vdiv.f32").isZero();
        assertThat(cost).virtualTime().isLessThan(Duration.ofMillis(3));
        assertThat(statistics)
                .hasEntry("peak_allocated")
                .entry("peak_allocated")
                .isEqualTo(4096);
    }

    @Test
    void showsTheOutputsOfAWrongPrediction() {
        refuses(() -> assertThat(inference).hasClass("wing"), """

            Expecting inference to predict:
              wing
            but it predicts:
              ring
            from the outputs:
              wing 0.250000, ring 0.500000, slope 0.125000
            """);
    }

    @Test
    void showsTheWorstOutput() {
        refuses(() -> assertThat(inference).isCloseTo(new double[] {0.5, 0.5, 0.625}, within(0.125)), """

            Expecting actual:
              [0.25, 0.5, 0.125]
            to be close to:
              [0.5, 0.5, 0.625]
            by less than 0.125 but 2 of 3 outputs are not; the worst is [2]:
              actual 0.125, expected 0.625, difference 0.5
            """);
    }

    @Test
    void countsAnOffsetThatMustNotBeReachedAsMissed() {
        refuses(() -> assertThat(inference).isCloseTo(new double[] {0.25, 0.5, 0.25}, byLessThan(0.125)), """

            Expecting actual:
              [0.25, 0.5, 0.125]
            to be close to:
              [0.25, 0.5, 0.25]
            by less than 0.125 but 1 of 3 outputs are not; the worst is [2]:
              actual 0.125, expected 0.25, difference 0.125
            """);
    }

    @Test
    void takesAnOutputThatIsNoNumberForTheWorst() {
        Inference broken = new Inference(new byte[8], List.of(new double[] {9, Double.NaN}), List.of(), Duration.ZERO);

        refuses(() -> assertThat(broken).isCloseTo(new double[] {0, 0}, within(1.0)), """

            Expecting actual:
              [9.0, NaN]
            to be close to:
              [0.0, 0.0]
            by less than 1.0 but 2 of 2 outputs are not; the worst is [1]:
              actual NaN, expected 0.0, difference NaN
            """);
    }

    @Test
    void showsWhichOpcodesABudgetWentInto() {
        String expected = """
            [executed instructions (most frequent: {ldr=600, vfma.f32=400})]<blank>
            Expecting actual:
              1000L
            to be less than:
              500L<blank>""";
        refuses(() -> assertThat(cost).executedInstructions().isLessThan(500), expected.replace("<blank>", " "));
    }

    @Test
    void namesTheEntriesThatStatisticsHave() {
        refuses(() -> assertThat(statistics).hasEntry("target_inference_step"), """

            Expecting statistics to have an entry:
              target_inference_step
            but they have:
              [peak_allocated]
            """);
    }

    private static void refuses(ThrowingCallable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessage(message);
    }
}
