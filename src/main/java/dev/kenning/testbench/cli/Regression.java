package dev.kenning.testbench.cli;

import dev.kenning.testbench.report.MeasuredRun;
import dev.kenning.testbench.scenario.run.SampleResult;
import dev.kenning.testbench.scenario.run.ScenarioResult;
import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Compares a run with an earlier one.
 *
 * @param file the measurements of the earlier run
 * @param before what it measured
 * @param allowed by how many percent a cost may exceed the earlier one; nothing if any will do
 */
record Regression(Path file, MeasuredRun before, OptionalDouble allowed) {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double PERCENT = 100;

    /**
     * Reads the earlier run's measurements.
     *
     * @throws BadInputException if they cannot be read, or tell of no inference
     */
    static Regression against(Path file, @Nullable Double allowed) {
        MeasuredRun before = MeasuredRun.read(file);
        if (before.meanInferenceTime().isEmpty()) {
            throw new BadInputException("the baseline " + file + " tells of no inference, so nothing can be compared");
        }
        return new Regression(file, before, allowed == null ? OptionalDouble.empty() : OptionalDouble.of(allowed));
    }

    /** Adds to a verdict what has changed. */
    RunVerdict judge(ScenarioResult result, RunVerdict verdict) {
        List<String> missed = new ArrayList<>(verdict.missed());
        List<String> held = new ArrayList<>(verdict.held());
        boolean counts =
                result.samples().stream().anyMatch(sample -> sample.cost().executedInstructions() > 0);
        OptionalDouble earlier = before.instructionsPerInference();
        if (counts && earlier.isPresent()) {
            compare(
                    "instructions per inference",
                    earlier.getAsDouble(),
                    mean(result, sample -> sample.cost().executedInstructions()),
                    "%,.0f",
                    missed,
                    held);
        } else {
            compare(
                    "seconds per inference",
                    before.meanInferenceTime().orElseThrow(),
                    mean(result, sample -> sample.cost().virtualTime().toNanos() / NANOS_PER_SECOND),
                    "%.6f",
                    missed,
                    held);
        }
        return new RunVerdict(missed, held, verdict.accuracyMissed());
    }

    private static double mean(ScenarioResult result, ToDoubleFunction<SampleResult> cost) {
        return result.samples().stream().mapToDouble(cost).average().orElse(0);
    }

    private void compare(String what, double earlier, double now, String form, List<String> missed, List<String> held) {
        double change = earlier == 0 ? 0 : PERCENT * (now - earlier) / earlier;
        String told = String.format(
                Locale.ROOT, form + " %s, %+.1f %% against " + form + " of the baseline", now, what, change, earlier);
        if (allowed.isPresent() && change > allowed.getAsDouble()) {
            missed.add(told + ", and --max-regression is " + allowed.getAsDouble() + " %");
        } else {
            held.add(told);
        }
    }
}
