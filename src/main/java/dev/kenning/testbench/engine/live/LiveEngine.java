package dev.kenning.testbench.engine.live;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.EngineStatus;
import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.uart.SerialPort;
import java.util.List;
import java.util.Optional;

/**
 * Reaches boards that run by themselves: {@code attached}, whatever somebody else has started, and {@code hardware}, a
 * board on a serial port. Nothing is started, stopped or flashed.
 */
public final class LiveEngine implements Engine {

    private final String name;
    private final Optional<LivePorts> ports;

    private LiveEngine(String name, Optional<LivePorts> ports) {
        this.name = name;
        this.ports = ports;
    }

    /** Returns the engine {@code attached} with the ports that {@code testbench.attached.kcomms} and its like name. */
    public static LiveEngine attached(Settings settings) {
        return new LiveEngine("attached", LivePorts.configured("attached", settings));
    }

    /** Returns the engine {@code hardware} with the ports that {@code testbench.hardware.kcomms} and its like name. */
    public static LiveEngine hardware(Settings settings) {
        return new LiveEngine("hardware", LivePorts.configured("hardware", settings));
    }

    /** Returns this engine with other ports. */
    public LiveEngine on(LivePorts others) {
        return new LiveEngine(name, Optional.of(others));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public EngineStatus status() {
        return ports.map(found -> EngineStatus.available(found.toString()))
                .orElseGet(() -> EngineStatus.missing("say where the board is: " + advice()));
    }

    @Override
    public boolean simulates() {
        return false;
    }

    private boolean isHardware() {
        return name.equals("hardware");
    }

    private String advice() {
        String setting = "-Dtestbench." + name + ".kcomms=";
        return isHardware()
                ? setting + "DEVICE (testbench run: --port); " + describe(SerialPort.devices())
                : setting + "tcp:HOST:PORT, pty:PATH or a serial device (testbench run: --port)";
    }

    private static String describe(List<String> devices) {
        return devices.isEmpty() ? "this machine has no serial port" : "serial ports: " + String.join(", ", devices);
    }

    @Override
    public Bench powerOn(BenchSetup setup) {
        LivePorts found = ports.orElseThrow(() -> new EngineException(
                "the engine " + name + " does not know where " + setup.board().name() + " is: " + advice()));
        if (isHardware() && found.kcomms().startsWith("tcp:")) {
            throw new BadInputException("the engine hardware needs a serial device, not '" + found.kcomms()
                    + "'; the engine attached takes TCP ports");
        }
        return LiveBench.open(name, setup.board(), found);
    }
}
