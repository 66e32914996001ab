package dev.kenning.testbench.engine.embedded;

import dev.kenning.testbench.emulator.Emulation;
import dev.kenning.testbench.emulator.Machine;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.platform.SearchPath;
import java.nio.file.Path;

/** Runs boards in this JVM. */
public final class EmbeddedEngine implements Engine {

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public Bench powerOn(BenchSetup setup) {
        Path platform = setup.platform().toAbsolutePath();
        Emulation emulation = new Emulation(SearchPath.of(platform.resolveSibling("")));
        emulation.execute("mach create \"" + setup.board().name().replace('/', '_') + "\"");
        emulation.execute("machine LoadPlatformDescription @"
                + platform.getFileName().toString().replace(" ", "\\ "));
        Machine machine = emulation.machine();
        machine.loadElf(setup.firmware());
        return new EmbeddedBench(setup.board(), emulation);
    }
}
