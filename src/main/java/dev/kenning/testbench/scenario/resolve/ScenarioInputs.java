package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.board.BoardCatalogue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a scenario is resolved with.
 *
 * @param catalogue the boards there are
 * @param resources where files with addresses are looked for
 * @param samples the file of recorded samples, whatever the scenario's dataset is
 * @param stubsMissing whether devices whose models the embedded engine lacks are stubs, rather than errors
 */
public record ScenarioInputs(
        BoardCatalogue catalogue, Resources resources, Optional<Path> samples, boolean stubsMissing) {

    /** Makes inputs without stubs. */
    public ScenarioInputs(BoardCatalogue catalogue, Resources resources, Optional<Path> samples) {
        this(catalogue, resources, samples, false);
    }

    /** Returns the boards that come with the project, with what this process is configured to. */
    public static ScenarioInputs ofProcess() {
        return new ScenarioInputs(BoardCatalogue.builtIn(), Resources.configured(List.of()), Optional.empty());
    }

    /** Returns the same with samples of the user's. */
    public ScenarioInputs withSamples(Path file) {
        return new ScenarioInputs(catalogue, resources, Optional.of(file), stubsMissing);
    }

    /** Returns the same with stubs for devices whose models the embedded engine lacks. */
    public ScenarioInputs withStubsForMissingModels() {
        return new ScenarioInputs(catalogue, resources, samples, true);
    }
}
