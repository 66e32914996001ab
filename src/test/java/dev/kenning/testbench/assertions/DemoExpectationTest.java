package dev.kenning.testbench.assertions;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.host.DemoAppOutput;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemoExpectationTest {

    private static final List<Integer> MAGIC_WAND = List.of(0, 3, 2, 0, 1, 2, 0, 0, 0, 2);
    private static final List<String> CLASSES = List.of("wing", "ring", "slope", "negative");

    @Test
    void knowsWhatUpstreamsModelPredicts() {
        assertThatCode(() -> DemoExpectation.upstream().accept(printed(CLASSES, MAGIC_WAND, 564)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() ->
                        DemoExpectation.upstream().accept(printed(CLASSES, List.of(0, 3, 2, 0, 1, 2, 0, 0, 0, 1), 564)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the first other is sample 10");
    }

    @Test
    void expectsNoPredictionsOfAnotherModel() {
        List<String> gestures = List.of("circle", "shake", "lift", "idle");

        assertThatCode(() -> DemoExpectation.upstream()
                        .accept(printed(gestures, List.of(1, 1, 1, 1, 1, 1, 1, 1, 1, 1), 564)))
                .doesNotThrowAnyException();
    }

    @Test
    void takesPredictionsByNameOrIndex() {
        DemoExpectation expectation = DemoExpectation.upstream()
                .predicting(List.of("wing", "3", "slope", "0", "ring", "2", "wing", "wing", "wing", "2"));

        assertThatCode(() -> expectation.accept(printed(CLASSES, MAGIC_WAND, 564)))
                .doesNotThrowAnyException();
    }

    @Test
    void takesANumberThatIsTheNameOfAClassForThat() {
        DemoExpectation expectation =
                DemoExpectation.upstream().predicting(List.of("1", "1", "1", "1", "1", "1", "1", "1", "1", "1"));

        assertThatCode(() -> expectation.accept(printed(List.of("1", "0"), List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 564)))
                .doesNotThrowAnyException();
    }

    @Test
    void showsAPredictionThatIsNoClass() {
        assertThatThrownBy(() ->
                        DemoExpectation.upstream().predicting(List.of("9")).accept(printed(CLASSES, MAGIC_WAND, 564)))
                .hasMessageContaining("[9]");
    }

    @Test
    void expectsTimesThatFit() {
        assertThatThrownBy(() -> DemoExpectation.upstream().accept(printed(CLASSES, MAGIC_WAND, 565)))
                .hasMessageContaining("Expecting the time per sample");
    }

    private static DemoAppOutput printed(List<String> classes, List<Integer> predictions, long perSample) {
        List<List<Double>> results = predictions.stream()
                .map(best -> IntStream.range(0, classes.size())
                        .mapToObj(i -> i == best ? 1.0 : 0.0)
                        .toList())
                .toList();
        return new DemoAppOutput("v3.6.0", classes, results, 5644, perSample, Map.of());
    }
}
