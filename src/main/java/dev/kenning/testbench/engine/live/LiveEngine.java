package dev.kenning.testbench.engine.live;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.EngineStatus;
import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.flash.FlashException;
import dev.kenning.testbench.flash.FlashMethod;
import dev.kenning.testbench.flash.Flasher;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.uart.SerialPort;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Reaches boards that run by themselves: {@code attached}, whatever somebody else has started, and {@code hardware}, a
 * board on a serial port. A board is flashed where it is said how, and not started or stopped otherwise.
 */
public final class LiveEngine implements Engine {

    private final String name;
    private final Optional<LivePorts> ports;
    private final Optional<Flasher> flasher;
    private final Consumer<String> progress;

    private LiveEngine(String name, Optional<LivePorts> ports, Optional<Flasher> flasher, Consumer<String> progress) {
        this.name = name;
        this.ports = ports;
        this.flasher = flasher;
        this.progress = progress;
    }

    private static LiveEngine configured(String name, Settings settings) {
        String flash = "testbench." + name + ".flash";
        return new LiveEngine(
                name,
                LivePorts.configured(name, settings),
                settings.get(flash).map(method -> FlashMethod.parse(method, flash, OptionalLong.empty())),
                line -> {});
    }

    /** Returns the engine {@code attached} with the ports that {@code testbench.attached.kcomms} and its like name. */
    public static LiveEngine attached(Settings settings) {
        return configured("attached", settings);
    }

    /** Returns the engine {@code hardware} with the ports that {@code testbench.hardware.kcomms} and its like name. */
    public static LiveEngine hardware(Settings settings) {
        return configured("hardware", settings);
    }

    /** Returns this engine with other ports. */
    public LiveEngine on(LivePorts others) {
        return new LiveEngine(name, Optional.of(others), flasher, progress);
    }

    /** Returns this engine flashing boards before they are used. */
    public LiveEngine flashing(Flasher method) {
        return new LiveEngine(name, ports, Optional.of(method), progress);
    }

    /** Returns this engine telling how flashing goes on, line by line. */
    public LiveEngine telling(Consumer<String> listener) {
        return new LiveEngine(name, ports, flasher, listener);
    }

    @Override
    public boolean flashes() {
        return flasher.isPresent();
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
        LiveBench bench = LiveBench.open(name, setup.board(), found);
        try {
            flasher.ifPresent(method -> flash(method, setup));
            return bench;
        } catch (RuntimeException e) {
            bench.close();
            throw e;
        }
    }

    /** The port is open, and with it the board locked, before anything is written into it. */
    private void flash(Flasher method, BenchSetup setup) {
        try {
            method.flash(setup.firmware(), progress);
        } catch (FlashException e) {
            throw new EngineException(setup.board().name() + " was not flashed: " + e.getMessage(), e);
        }
    }
}
