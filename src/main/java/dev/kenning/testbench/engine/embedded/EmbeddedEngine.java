package dev.kenning.testbench.engine.embedded;

import dev.kenning.testbench.board.BadInputException;
import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BuiltInFiles;
import dev.kenning.testbench.emulator.Core;
import dev.kenning.testbench.emulator.Emulation;
import dev.kenning.testbench.emulator.MissingModel;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.EngineStatus;
import dev.kenning.testbench.platform.PlatformException;
import dev.kenning.testbench.platform.PlatformReader;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.platform.Source;
import dev.kenning.testbench.platform.monitor.MonitorException;
import dev.kenning.testbench.platform.monitor.MonitorQuoting;
import dev.kenning.testbench.platform.monitor.SimulationScript;
import dev.kenning.testbench.platform.monitor.SimulationSettings;
import java.nio.file.Path;
import java.util.List;

/** Runs boards in this JVM. */
public final class EmbeddedEngine implements Engine {

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public EngineStatus status() {
        return EngineStatus.available("needs nothing but Java");
    }

    @Override
    public List<String> lacks(Board board) {
        Path platform = board.platform().toAbsolutePath();
        try {
            if (!SimulationScript.isScript(platform.toString())) {
                List<MissingModel> missing =
                        MissingModel.of(new PlatformReader(files(platform)).read(Source.ofFile(platform)));
                if (!missing.isEmpty()) {
                    return missing.stream().map(MissingModel::name).toList();
                }
                describe(new Emulation(files(platform)), platform, board.name());
            } else if (board.firmware().isPresent()) {
                include(
                        new Emulation(files(platform)),
                        platform,
                        BenchSetup.of(board, board.firmware().get()));
            }
            return List.of();
        } catch (PlatformException e) {
            throw new BadInputException("the platform " + platform + " cannot be used: " + e.getMessage(), e);
        } catch (BadInputException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Bench powerOn(BenchSetup setup) {
        Path platform = setup.platform().toAbsolutePath();
        Emulation emulation = new Emulation(files(platform));
        apply(setup, SimulationSettings.Phase.EMULATION, List.of(), emulation);
        if (setup.isScripted()) {
            include(emulation, platform, setup);
        } else {
            describe(emulation, platform, setup.machine());
        }
        List<String> cores =
                emulation.machine().cores().stream().map(Core::name).toList();
        apply(setup, SimulationSettings.Phase.PLATFORM, cores, emulation);
        if (!setup.isScripted()) {
            emulation.machine().loadElf(setup.firmware());
        }
        apply(setup, SimulationSettings.Phase.FIRMWARE, cores, emulation);
        // Time passes once somebody waits, so this is the moment.
        apply(setup, SimulationSettings.Phase.STARTED, cores, emulation);
        return new EmbeddedBench(setup.board(), emulation);
    }

    private static void apply(
            BenchSetup setup, SimulationSettings.Phase phase, List<String> cores, Emulation emulation) {
        for (String statement : setup.settings().statements(phase, cores)) {
            try {
                emulation.execute(statement);
            } catch (MonitorException e) {
                throw new BadInputException("the simulation cannot be set to '" + statement + "': " + e.reason(), e);
            }
        }
    }

    private static void include(Emulation emulation, Path platform, BenchSetup setup) {
        try {
            SimulationScript.inclusion(
                            setup.machine(),
                            platform.toString(),
                            setup.firmware().toAbsolutePath().toString())
                    .forEach(emulation::execute);
        } catch (MonitorException e) {
            throw new BadInputException("the platform " + platform + " cannot be used: " + withoutCommand(e), e);
        }
    }

    private static SearchPath files(Path platform) {
        return SearchPath.of(platform.resolveSibling(""), BuiltInFiles.locate().renode());
    }

    private static void describe(Emulation emulation, Path platform, String machine) {
        String file = platform.getFileName().toString();
        try {
            emulation.execute("mach create " + MonitorQuoting.string(machine));
            emulation.execute("machine LoadPlatformDescription " + MonitorQuoting.path(file));
        } catch (MonitorException e) {
            throw new BadInputException("the platform " + platform + " cannot be used: " + withoutCommand(e), e);
        }
    }

    /** The user did not type the command that the monitor's first line speaks of. */
    private static String withoutCommand(MonitorException failure) {
        String reason = failure.reason();
        int end = reason.indexOf('\n');
        return end >= 0 && reason.startsWith("There was an error executing") ? reason.substring(end + 1) : reason;
    }
}
