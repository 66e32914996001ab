package dev.kenning.testbench.engine.embedded;

import dev.kenning.testbench.board.BadInputException;
import dev.kenning.testbench.board.BuiltInFiles;
import dev.kenning.testbench.emulator.Emulation;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.EngineStatus;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.platform.monitor.MonitorException;
import dev.kenning.testbench.platform.monitor.MonitorQuoting;
import java.nio.file.Path;

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
        emulation.execute("mach create \"" + setup.board().name().replace('/', '_') + "\"");
        load(emulation, platform);
        emulation.machine().loadElf(setup.firmware());
        return new EmbeddedBench(setup.board(), emulation);
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
