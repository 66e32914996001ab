package dev.kenning.testbench.cli;

import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.scenario.resolve.Resources;
import dev.kenning.testbench.scenario.resolve.ScenarioInputs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that reads a scenario. */
final class ScenarioOptions {

    @Option(
            names = "--samples",
            paramLabel = "FILE",
            description = "Recorded samples to run, instead of what the scenario's dataset would make.")
    private @Nullable Path samples;

    @Option(
            names = "--resource-root",
            paramLabel = "DIR",
            description =
                    "Where files with addresses (kenning:///..., gh://...) lie; may be given several times. Nothing is"
                            + " downloaded.")
    private List<Path> resourceRoots = List.of();

    @Option(
            names = "--stub-missing",
            description =
                    "Let a device whose model the embedded engine lacks read 0 and log each access; which they are is"
                            + " told at the start and in every report.")
    private boolean stubMissing;

    /** Returns what a scenario is resolved with. */
    ScenarioInputs get() {
        ScenarioInputs inputs = new ScenarioInputs(
                BoardCatalogue.builtIn(), Resources.configured(resourceRoots), Optional.ofNullable(samples));
        return stubMissing ? inputs.withStubsForMissingModels() : inputs;
    }
}
