package dev.kenning.testbench.cli;

import dev.kenning.testbench.scenario.run.SampleResult;
import dev.kenning.testbench.scenario.run.ScenarioResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Says whether a run gave what was expected, and why.
 *
 * @param missed what was not as expected
 * @param held what was
 * @param accuracyMissed how the accuracy was too low, if it was; it is among {@code missed}
 */
record RunVerdict(List<String> missed, List<String> held, Optional<String> accuracyMissed) {

    private static final int MISMATCHES_TOLD = 10;

    /** Copies the lists. */
    RunVerdict {
        missed = List.copyOf(missed);
        held = List.copyOf(held);
    }

    /**
     * Judges a run.
     *
     * @param minAccuracy the least share of right predictions; nothing if any will do
     */
    static RunVerdict of(ScenarioResult result, OptionalDouble minAccuracy) {
        List<String> missed = new ArrayList<>();
        List<String> held = new ArrayList<>();
        List<SampleResult> mismatches = result.mismatches();
        mismatches.stream().limit(MISMATCHES_TOLD).map(RunVerdict::told).forEach(missed::add);
        if (mismatches.size() > MISMATCHES_TOLD) {
            missed.add("and " + (mismatches.size() - MISMATCHES_TOLD) + " more samples");
        }
        if (mismatches.isEmpty() && !result.samples().isEmpty()) {
            held.add("the outputs of " + result.samples().size() + " samples are as expected, where something is");
        }
        OptionalDouble accuracy = result.accuracy();
        Optional<String> accuracyMissed = Optional.empty();
        if (minAccuracy.isPresent() && accuracy.isPresent()) {
            boolean enough = accuracy.getAsDouble() >= minAccuracy.getAsDouble();
            String told = String.format(
                    Locale.ROOT,
                    enough ? "accuracy %.4f is at least --min-accuracy %s" : "accuracy %.4f is under --min-accuracy %s",
                    accuracy.getAsDouble(),
                    minAccuracy.getAsDouble());
            (enough ? held : missed).add(told);
            accuracyMissed = enough ? Optional.empty() : Optional.of(told);
        } else if (accuracy.isPresent()) {
            held.add(String.format(
                    Locale.ROOT, "accuracy is %.1f %% (--min-accuracy was not given)", 100 * accuracy.getAsDouble()));
        }
        return new RunVerdict(missed, held, accuracyMissed);
    }

    /** Says how the outputs of a sample miss the expected ones, which they must do. */
    static String told(SampleResult sample) {
        SampleResult.Mismatch worst = sample.mismatch().orElseThrow();
        return String.format(
                Locale.ROOT,
                "sample %d: output [%d] is %s, expected %s, off by %.3g where %.3g is allowed",
                sample.number(),
                worst.index(),
                worst.actual(),
                worst.expected(),
                Math.abs(worst.actual() - worst.expected()),
                worst.tolerance());
    }

    /** Returns this verdict with something more that is not as expected. */
    RunVerdict missing(String reason) {
        List<String> more = new ArrayList<>(missed);
        more.add(reason);
        return new RunVerdict(more, held, accuracyMissed);
    }

    boolean passed() {
        return missed.isEmpty();
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("passed", passed());
        map.put("reasons", passed() ? held : missed);
        return map;
    }
}
