package dev.kenning.testbench.engine;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.board.FirmwareBundle;
import dev.kenning.testbench.platform.monitor.SimulationScript;
import dev.kenning.testbench.platform.monitor.SimulationSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Says what to put on the bench.
 *
 * @param board the board
 * @param firmware the ELF file to flash; of no concern to engines that flash nothing
 * @param platform the platform description to build it from, or a {@code .resc} script that does
 * @param settings what a simulation of it is set to beyond that
 */
public record BenchSetup(Board board, Path firmware, Path platform, SimulationSettings settings) {

    /** Returns the setup of a board with a firmware and the board's own platform. */
    public static BenchSetup of(Board board, Path firmware) {
        SimulationSettings settings = SimulationSettings.defaults();
        for (String command : board.postStartCommands()) {
            settings = settings.withPostStartCommand(command);
        }
        return new BenchSetup(board, firmware, board.platform(), settings);
    }

    /** Returns the setup of a board with a firmware that brings its own platform. */
    public static BenchSetup of(FirmwareBundle bundle) {
        BenchSetup setup = of(bundle.board(), bundle.firmware());
        SimulationSettings settings = setup.settings();
        for (Path dependency : bundle.dependencies()) {
            settings = settings.withDependency(dependency.toAbsolutePath().toString());
        }
        return setup.with(settings);
    }

    /**
     * Returns the setup that a folder makes of a board: its firmware, its UARTs, its platform.
     *
     * @param folder of a Zephyr build, or of a bare-metal program with its script
     * @throws dev.kenning.testbench.text.BadInputException if the folder cannot be used
     */
    public static BenchSetup ofBuild(Board board, Path folder) {
        return of(FirmwareBundle.of(folder, BoardCatalogue.builtIn(), Optional.of(board.name())));
    }

    /** Returns the setup of a board that nobody flashes, with the firmware it has. */
    public static BenchSetup unflashed(Board board) {
        return of(board, Path.of(""));
    }

    /** Returns this setup on another platform description. */
    public BenchSetup on(Path otherPlatform) {
        return new BenchSetup(board, firmware, otherPlatform, settings);
    }

    /** Returns this setup with other settings of the simulation. */
    public BenchSetup with(SimulationSettings otherSettings) {
        return new BenchSetup(board, firmware, platform, otherSettings);
    }

    /** Tells whether the platform is a script, which makes the machine and loads the firmware that {@code $bin} names. */
    public boolean isScripted() {
        return SimulationScript.isScript(platform.toString());
    }

    /** Returns the name of the machine that simulates the board. */
    public String machine() {
        return board.name().replace('/', '_');
    }
}
