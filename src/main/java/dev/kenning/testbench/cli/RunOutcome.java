package dev.kenning.testbench.cli;

import dev.kenning.testbench.profile.Counting;
import dev.kenning.testbench.scenario.resolve.Scenario;
import dev.kenning.testbench.scenario.run.SampleResult;
import dev.kenning.testbench.scenario.run.ScenarioResult;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What came of a scenario on an engine. */
sealed interface RunOutcome {

    /** Returns the scenario. */
    Scenario scenario();

    /** Returns the engine's name. */
    String engine();

    /** Returns how long it took on the host. */
    Duration took();

    /** Tells whether everything was as expected. */
    boolean passed();

    /** Returns the name by which lists tell runs apart: {@code stm32f746g_disco.yml on embedded}. */
    default String name() {
        return scenario().file().getFileName() + " on " + engine();
    }

    /** A run that came to its end. */
    record Done(ScenarioResult result, RunVerdict verdict, String engine, Duration took, Optional<String> fingerprint)
            implements RunOutcome {

        @Override
        public Scenario scenario() {
            return result.scenario();
        }

        @Override
        public boolean passed() {
            return verdict.passed();
        }

        /** Tells whether instructions were counted and times are virtual. */
        boolean counts() {
            return result.counting() != Counting.NONE;
        }

        /** Returns the mean of instructions per inference. */
        long instructionsPerInference() {
            int count = result.samples().size();
            return count == 0
                    ? 0
                    : result.samples().stream()
                                    .mapToLong(sample -> sample.cost().executedInstructions())
                                    .sum()
                            / count;
        }

        /** Returns the share of right predictions such as {@code 90.0 % (9 of 10)}; nothing without labels. */
        Optional<String> accuracyText() {
            OptionalDouble accuracy = result.accuracy();
            if (accuracy.isEmpty()) {
                return Optional.empty();
            }
            long labelled = result.samples().stream()
                    .filter(sample -> sample.label().isPresent())
                    .count();
            long right = result.samples().stream()
                    .filter(sample -> sample.label().isPresent() && sample.isRight())
                    .count();
            return Optional.of(
                    String.format(Locale.ROOT, "%.1f %% (%d of %d)", 100 * accuracy.getAsDouble(), right, labelled));
        }

        /** Returns what sums the run up, in a line. */
        String summary() {
            String accuracy =
                    accuracyText().map(text -> "accuracy " + text + ", ").orElse("");
            String memory = result.statistics().value("peak_allocated").isPresent()
                    ? ", peak "
                            + Numbers.grouped(
                                    result.statistics().value("peak_allocated").orElseThrow())
                            + " bytes on the device"
                    : "";
            String time = Numbers.milliseconds(result.virtualTime());
            return counts()
                    ? accuracy + Numbers.grouped(instructionsPerInference())
                            + " instructions per inference; whole session "
                            + Numbers.grouped(result.executedInstructions()) + " instructions, " + time
                            + " of virtual time" + memory
                    : accuracy + "whole session " + time + " of host time" + memory;
        }

        /** Returns what a sample cost in instructions, or a dash where nobody counts. */
        String instructions(SampleResult sample) {
            return counts() ? Numbers.grouped(sample.cost().executedInstructions()) : "-";
        }
    }

    /** A run that engine, device or input ended. */
    record Broken(Scenario scenario, String reason, String engine, Duration took) implements RunOutcome {

        @Override
        public boolean passed() {
            return false;
        }
    }
}
