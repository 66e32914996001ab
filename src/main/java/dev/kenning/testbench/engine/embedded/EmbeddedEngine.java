package dev.kenning.testbench.engine.embedded;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.emulator.machine.MissingModel;
import dev.kenning.testbench.emulator.monitor.Emulation;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.EngineStatus;
import dev.kenning.testbench.platform.PlatformException;
import dev.kenning.testbench.platform.PlatformReader;
import dev.kenning.testbench.platform.monitor.SimulationScript;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.Source;
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
    public boolean keepsSnapshots() {
        return true;
    }

    @Override
    public List<String> lacks(Board board) {
        Path platform = board.platform().toAbsolutePath();
        try {
            if (!SimulationScript.isScript(platform.toString())) {
                List<MissingModel> missing =
                        MissingModel.of(new PlatformReader(MachineSetup.files(platform)).read(Source.ofFile(platform)));
                if (!missing.isEmpty()) {
                    return missing.stream().map(MissingModel::name).toList();
                }
                MachineSetup.describe(new Emulation(MachineSetup.files(platform)), platform, board.name());
            } else if (board.firmware().isPresent()) {
                MachineSetup.include(
                        new Emulation(MachineSetup.files(platform)),
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
        Emulation emulation = new Emulation(MachineSetup.files(setup));
        MachineSetup.apply(setup, emulation);
        return new EmbeddedBench(setup.board(), setup.firmware(), emulation);
    }
}
