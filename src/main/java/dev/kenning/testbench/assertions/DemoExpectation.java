package dev.kenning.testbench.assertions;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;

import dev.kenning.testbench.host.DemoAppOutput;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Says what a run of {@code demo_app} has to print beside its ten results: times and statistics that fit, and the classes
 * that it predicts ({@code kenning-systems.md}, section 4.5). Immutable.
 */
public final class DemoExpectation implements Consumer<DemoAppOutput> {

    /** The classes of the model that upstream's demo has built in, and what it makes of the ten samples. */
    private static final List<String> MAGIC_WAND = List.of("wing", "ring", "slope", "negative");

    private static final List<String> MAGIC_WAND_PREDICTIONS =
            List.of("wing", "negative", "slope", "wing", "ring", "slope", "wing", "wing", "wing", "slope");

    private final Optional<List<String>> predictions;

    private DemoExpectation(Optional<List<String>> predictions) {
        this.predictions = predictions;
    }

    /** Returns what upstream's test expects: of a model with the classes of the Magic Wand its predictions, too. */
    public static DemoExpectation upstream() {
        return new DemoExpectation(Optional.empty());
    }

    /**
     * Returns this expectation with other predictions.
     *
     * @param classes the class of each sample, by its name or by its index
     */
    public DemoExpectation predicting(List<String> classes) {
        return new DemoExpectation(Optional.of(List.copyOf(classes)));
    }

    /**
     * Verifies an output.
     *
     * @throws AssertionError if it is not as expected
     */
    @Override
    public void accept(DemoAppOutput output) {
        DemoAppAssert printed = assertThat(output).hasConsistentTimes().hasSoundStatistics();
        predictions
                .or(() -> output.classes().equals(MAGIC_WAND) ? Optional.of(MAGIC_WAND_PREDICTIONS) : Optional.empty())
                .ifPresent(expected -> printed.predicts(
                        expected.stream().map(name -> named(name, output)).toArray(String[]::new)));
    }

    private static String named(String nameOrIndex, DemoAppOutput output) {
        List<String> classes = output.classes();
        boolean isIndex = !classes.contains(nameOrIndex) && nameOrIndex.matches("\\d{1,9}");
        return isIndex && Integer.parseInt(nameOrIndex) < classes.size()
                ? classes.get(Integer.parseInt(nameOrIndex))
                : nameOrIndex;
    }
}
