package dev.kenning.testbench.engine.embedded;

import dev.kenning.testbench.board.BuiltInFiles;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.monitor.Emulation;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.platform.monitor.MonitorException;
import dev.kenning.testbench.platform.monitor.MonitorQuoting;
import dev.kenning.testbench.platform.monitor.SimulationScript;
import dev.kenning.testbench.platform.monitor.SimulationSettings;
import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Path;
import java.util.List;

/** Makes the machine that a setup describes in an emulation: platform, settings, firmware. */
public final class MachineSetup {

    private MachineSetup() {}

    /** Returns where the files are that a setup's platform names. */
    public static SearchPath files(BenchSetup setup) {
        return files(setup.platform().toAbsolutePath());
    }

    /** Returns where the files are that a platform names. */
    static SearchPath files(Path platform) {
        return SearchPath.of(platform.resolveSibling(""), BuiltInFiles.locate().renode());
    }

    /**
     * Makes the machine in an emulation on {@link #files}; no instruction is executed.
     *
     * @throws BadInputException if the platform or a setting cannot be used
     * @throws dev.kenning.testbench.emulator.machine.MachineException if the firmware cannot be used
     */
    public static void apply(BenchSetup setup, Emulation emulation) {
        Path platform = setup.platform().toAbsolutePath();
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
        // Nothing runs before somebody lets time pass, so this is the moment.
        apply(setup, SimulationSettings.Phase.STARTED, cores, emulation);
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

    /** Makes the machine by a script of its own. */
    static void include(Emulation emulation, Path platform, BenchSetup setup) {
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

    /** Makes the machine by a description. */
    static void describe(Emulation emulation, Path platform, String machine) {
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
