package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.engine.live.LivePorts;
import dev.kenning.testbench.flash.Flasher;
import dev.kenning.testbench.platform.monitor.SimulationSettings;
import dev.kenning.testbench.scenario.file.ScenarioFile;
import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Says what a Kenning scenario asks for, with every file that it takes: a board, a firmware, a model and the samples to run
 * through it.
 *
 * @param file the scenario file
 * @param board the board that {@code platform.parameters.name} names
 * @param simulated whether it asks for a simulated board; else for one that runs already
 * @param firmware the ELF file to flash; a board that runs already may have none
 * @param ports where a board that runs already can be reached, if the scenario says so
 * @param flasher how to flash a board that is not simulated, if it is to be flashed
 * @param model the compiled model
 * @param samples the file of recorded samples
 * @param inferenceLimit how many samples to run at most, if limited
 * @param runtime the runtime to load into the device before the model (LLEXT), if its firmware has none
 * @param observation what to record of the run
 * @param opening how the session with the device begins
 * @param script the {@code .resc} file that sets the simulation up, if it is not the board's own platform
 * @param settings what the simulation is set to
 * @param optimizers the kind of model that each optimizer made, in order
 * @param configuration the blocks of the scenario, as JSON has them
 */
public record Scenario(
        Path file,
        Board board,
        boolean simulated,
        Optional<Path> firmware,
        Optional<LivePorts> ports,
        Optional<Flasher> flasher,
        CompiledModel model,
        Path samples,
        OptionalInt inferenceLimit,
        Optional<Path> runtime,
        Observation observation,
        SessionOpening opening,
        Optional<Path> script,
        SimulationSettings settings,
        List<String> optimizers,
        Map<String, Object> configuration) {

    /**
     * Says what to record of a run.
     *
     * @param opcodes whether to give the counts of opcodes
     * @param profilerStep in which steps of virtual time to profile inferences, unless the scenario disables that
     * @param profilerDump the file to keep what the profile is made of, if the scenario names one
     */
    public record Observation(boolean opcodes, Optional<Duration> profilerStep, Optional<Path> profilerDump) {}

    /**
     * Reads a scenario file in YAML or JSON, and looks for everything that it names.
     *
     * @throws BadInputException with everything that is wrong, a line or more for each
     */
    public static Scenario read(Path file, ScenarioInputs inputs) {
        return Resolution.of(ScenarioFile.read(file), inputs).require();
    }
}
