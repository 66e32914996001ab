package dev.kenning.testbench.engine.embedded;

import dev.kenning.testbench.board.BadInputException;
import dev.kenning.testbench.board.BuiltInFiles;
import dev.kenning.testbench.emulator.Core;
import dev.kenning.testbench.emulator.Emulation;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.EngineStatus;
import dev.kenning.testbench.platform.SearchPath;
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
    public Bench powerOn(BenchSetup setup) {
        Path platform = setup.platform().toAbsolutePath();
        Emulation emulation = new Emulation(
                SearchPath.of(platform.resolveSibling(""), BuiltInFiles.locate().renode()));
        apply(setup, SimulationSettings.Phase.EMULATION, List.of(), emulation);
        if (setup.isScripted()) {
            include(emulation, platform, setup);
        } else {
            emulation.execute("mach create " + MonitorQuoting.string(setup.machine()));
            load(emulation, platform);
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

    private static void load(Emulation emulation, Path platform) {
        String file = platform.getFileName().toString();
        try {
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
