package dev.kenning.testbench.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.profile.Counting;
import dev.kenning.testbench.profile.OpcodeCounts;
import dev.kenning.testbench.scenario.run.Comparison.Difference;
import dev.kenning.testbench.scenario.run.Comparison.Distance;
import dev.kenning.testbench.scenario.run.Comparison.Limits;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static final Limits NONE = new Limits(0, 0, 0, 0);

    @ParameterizedTest
    @CsvSource({
        "1.0, 1.0, 0, 0, 0",
        "0.0, -0.0, 0, 0, 0",
        "1.0, 1.00000012, 1.2e-7, 1.2e-7, 1",
        "-1.0, -1.00000012, 1.2e-7, 1.2e-7, 1",
        "1.4e-45, -1.4e-45, 2.8e-45, 2, 2",
        "0.5, 0.75, 0.25, 0.3333333, 4194304",
    })
    void measuresInEveryUnit(double first, double second, double absolute, double relative, long ulps) {
        Distance distance = Distance.between(first, second, 0);

        assertThat(distance.absolute()).isCloseTo(absolute, within(1e-9));
        assertThat(distance.relative()).isCloseTo(relative, within(1e-6));
        assertThat(distance.ulps()).isEqualTo(ulps);
        assertThat(distance.steps()).isZero();
    }

    @Test
    void countsTheStepsOfAQuantisedOutput() {
        assertThat(Distance.between(0.25, 0.2578125, 1 / 256.0).steps()).isEqualTo(2);
    }

    @Test
    void takesNoNumberForFarFromEveryNumber() {
        assertThat(new Limits(1e300, 0.5, 10, 10).allow(Distance.between(Double.NaN, 1, 0.1)))
                .isFalse();
        assertThat(Distance.between(Double.NaN, Double.NaN, 0)).isEqualTo(Distance.NONE);
    }

    @ParameterizedTest
    @CsvSource({"0.01, 0, 0, 0", "0, 0.02, 0, 0", "0, 0, 200000, 0", "0, 0, 0, 1"})
    void isSameWithinAnyOfTheLimits(double absolute, double relative, long ulps, double steps) {
        List<SampleResult> first = List.of(sample(1, 0, 0.5, 0.4));
        List<SampleResult> other = List.of(sample(1, 0, 0.5078125, 0.4));

        assertThat(Comparison.of(first, other, 1 / 128.0, NONE).isSame()).isFalse();
        assertThat(Comparison.of(first, other, 1 / 128.0, new Limits(absolute, relative, ulps, steps))
                        .isSame())
                .isTrue();
    }

    @Test
    void namesTheSamplesThatDifferAndTheOutput() {
        Comparison comparison = Comparison.of(
                List.of(sample(1, 0, 1, 0), sample(2, 0, 0.5, 0.5), sample(3, 1, 0.2, 0.8)),
                List.of(sample(1, 0, 1, 0), sample(2, 1, 0.5, 0.5), sample(3, 1, 0.2, 0.7)),
                0,
                NONE);

        assertThat(comparison.differing())
                .containsExactly(new Difference(2, Optional.empty()), new Difference(3, Optional.of(1)));
        assertThat(comparison.classes()).isEqualTo(1);
        assertThat(comparison.worst().absolute()).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void fitsOneFactorToTheTimes() {
        Comparison comparison = Comparison.of(
                List.of(sample(1, 10, 1), sample(2, 20, 1), sample(3, 30, 1)),
                List.of(sample(1, 25, 1), sample(2, 50, 1), sample(3, 75, 1)),
                0,
                NONE);

        assertThat(comparison.pace().factor()).hasValueCloseTo(2.5, within(1e-12));
        assertThat(comparison.pace().spread()).isCloseTo(0, within(1e-12));
    }

    @Test
    void saysThatDifferentNumbersOfOutputsDiffer() {
        assertThat(Comparison.of(List.of(sample(1, 0, 1, 0)), List.of(sample(1, 0, 1)), 0, NONE)
                        .isSame())
                .isFalse();
    }

    @Test
    void refusesResultsOfDifferentSamples() {
        assertThatThrownBy(() -> Comparison.of(List.of(sample(1, 0, 1)), List.of(), 0, NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** A sample of a class that took as many milliseconds as the class has for its number. */
    private static SampleResult sample(int number, int predicted, double... outputs) {
        SampleResult.Span nothing = new SampleResult.Span(Duration.ZERO, Duration.ZERO);
        return new SampleResult(
                number,
                predicted,
                String.valueOf(predicted),
                Optional.empty(),
                Arrays.stream(outputs).boxed().toList(),
                Optional.empty(),
                nothing,
                Duration.ZERO,
                new Cost(
                        new Cost.Origin("board", "engine", Counting.EXACT),
                        0,
                        Duration.ofMillis(predicted),
                        OpcodeCounts.of(Map.of()),
                        Optional.empty()),
                nothing);
    }
}
