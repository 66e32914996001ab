package dev.kenning.testbench.engine.live;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.EngineStatus;
import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.engine.live.MappedBoard.HostScript;
import dev.kenning.testbench.flash.FlashException;
import dev.kenning.testbench.flash.FlashMethod;
import dev.kenning.testbench.flash.Flasher;
import dev.kenning.testbench.flash.GdbFlasher;
import dev.kenning.testbench.gdb.GdbAddress;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.uart.SerialDevices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Reaches boards that run by themselves: {@code attached}, whatever somebody else has started, and {@code hardware}, a
 * board on a serial port. A board is flashed where it is said how, and not started or stopped otherwise.
 */
public final class LiveEngine implements Engine {

    private static final Duration TO_APPEAR = Duration.ofSeconds(10);
    private static final long POLL_NANOS = 100_000_000;

    private final String name;
    private final Optional<LivePorts> ports;
    private final Connected connected;
    private final BoardControl control;
    private final Optional<Flasher> flasher;
    private final Optional<GdbAddress> debugger;
    private final Consumer<String> progress;

    /** What is connected to this machine, and which of several boards is meant. */
    private record Connected(SerialDevices devices, Optional<HardwareMap> map, Optional<String> id) {}

    private LiveEngine(
            String name,
            Optional<LivePorts> ports,
            Connected connected,
            BoardControl control,
            Optional<Flasher> flasher,
            Optional<GdbAddress> debugger,
            Consumer<String> progress) {
        this.name = name;
        this.ports = ports;
        this.connected = connected;
        this.control = control;
        this.flasher = flasher;
        this.debugger = debugger;
        this.progress = progress;
    }

    private static LiveEngine configured(String name, Settings settings) {
        String prefix = "testbench." + name + ".";
        return new LiveEngine(
                name,
                LivePorts.configured(name, settings),
                new Connected(
                        SerialDevices.ofMachine(),
                        settings.get(prefix + "map").map(file -> HardwareMap.read(Path.of(file))),
                        settings.get(prefix + "id")),
                BoardControl.configured(name, settings),
                settings.get(prefix + "flash")
                        .map(method -> FlashMethod.parse(method, prefix + "flash", OptionalLong.empty())),
                settings.get(prefix + "gdb").map(address -> debugger(prefix + "gdb", address)),
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
        return new LiveEngine(name, Optional.of(others), connected, control, flasher, debugger, progress);
    }

    /** Returns this engine finding boards, whose ports nobody names, in a hardware map. */
    public LiveEngine in(HardwareMap map) {
        return new LiveEngine(
                name,
                Optional.empty(),
                new Connected(connected.devices(), Optional.of(map), connected.id()),
                control,
                flasher,
                debugger,
                progress);
    }

    /** Returns this engine taking the board with an id of several boards of one kind in the hardware map. */
    public LiveEngine choosing(String id) {
        return new LiveEngine(
                name,
                ports,
                new Connected(connected.devices(), connected.map(), Optional.of(id)),
                control,
                flasher,
                debugger,
                progress);
    }

    /** Returns this engine finding ports among other devices. */
    public LiveEngine among(SerialDevices devices) {
        return new LiveEngine(
                name,
                ports,
                new Connected(devices, connected.map(), connected.id()),
                control,
                flasher,
                debugger,
                progress);
    }

    /** Returns this engine powering and resetting boards. */
    public LiveEngine controlling(BoardControl other) {
        return new LiveEngine(name, ports, connected, other.orElse(control), flasher, debugger, progress);
    }

    /** Returns this engine flashing boards before they are used. */
    public LiveEngine flashing(Flasher method) {
        return new LiveEngine(name, ports, connected, control, Optional.of(method), debugger, progress);
    }

    /** Returns this engine telling how flashing goes on, line by line. */
    public LiveEngine telling(Consumer<String> listener) {
        return new LiveEngine(name, ports, connected, control, flasher, debugger, listener);
    }

    /** Returns this engine reading the memory of boards through a GDB server; one that flashes them is taken by itself. */
    public LiveEngine debuggedBy(GdbAddress server) {
        return new LiveEngine(name, ports, connected, control, flasher, Optional.of(server), progress);
    }

    /**
     * Reads where a GDB server is.
     *
     * @param setting where it was given, for messages
     * @throws BadInputException if it is no address
     */
    public static GdbAddress debugger(String setting, String address) {
        return GdbAddress.parse(address)
                .orElseThrow(() -> new BadInputException(
                        setting + " must be HOST:PORT, such as localhost:3333, is '" + address + "'"));
    }

    private Optional<GdbAddress> reachingMemory() {
        return debugger.or(() -> flasher.filter(GdbFlasher.class::isInstance)
                .map(GdbFlasher.class::cast)
                .map(GdbFlasher::server));
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
        return ports.map(LivePorts::toString)
                .or(() -> connected
                        .map()
                        .map(map -> "hardware map with "
                                + map.boards().stream()
                                        .filter(MappedBoard::isConnected)
                                        .count()
                                + " connected boards"))
                .map(EngineStatus::available)
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
                ? setting + "DEVICE (testbench run: --port), or a hardware map (--hardware-map); serial ports: "
                        + connected.devices().describe()
                : setting + "tcp:HOST:PORT, pty:PATH or a serial device (testbench run: --port)";
    }

    @Override
    public Bench powerOn(BenchSetup setup) {
        Optional<MappedBoard> mapped = ports.isPresent()
                ? Optional.empty()
                : connected.map().map(map -> map.require(setup.board(), connected.id()));
        LivePorts found = ports.or(() -> mapped.map(MappedBoard::ports))
                .orElseThrow(() -> new EngineException("the engine " + name + " does not know where "
                        + setup.board().name() + " is: " + advice()));
        if (isHardware() && found.kcomms().startsWith("tcp:")) {
            throw new BadInputException("the engine hardware needs a serial device, not '" + found.kcomms()
                    + "'; the engine attached takes TCP ports");
        }
        control.switchPower(true, progress);
        LiveBench bench = open(setup, found);
        try {
            prepare(bench, mapped, setup);
            return bench;
        } catch (RuntimeException e) {
            bench.close();
            throw e;
        }
    }

    /** A board that gets its power now has no port yet. */
    private LiveBench open(BenchSetup setup, LivePorts found) {
        long deadline = System.nanoTime() + (control.power().isEmpty() ? 0 : TO_APPEAR.toNanos());
        while (true) {
            try {
                return LiveBench.open(name, setup.board(), found, reachingMemory(), connected.devices());
            } catch (EngineException e) {
                if (System.nanoTime() >= deadline) {
                    control.switchPower(false, progress);
                    throw e;
                }
                LockSupport.parkNanos(POLL_NANOS);
            } catch (BadInputException e) {
                control.switchPower(false, progress);
                throw e;
            }
        }
    }

    /** The port is open, and with it the board locked, before anything is done to it. */
    private void prepare(LiveBench bench, Optional<MappedBoard> mapped, BenchSetup setup) {
        mapped.ifPresent(board -> board.after().forEach(script -> bench.atEnd(() -> run(script))));
        bench.atEnd(() -> control.switchPower(false, progress));
        mapped.ifPresent(board -> board.before().forEach(this::run));
        flasher.map(method -> mapped.map(board -> method.at(board.target())).orElse(method))
                .ifPresent(method -> flash(method, setup));
        mapped.ifPresent(board -> board.afterFlash().forEach(this::run));
        control.pulseReset(bench.kcomms());
    }

    private void run(HostScript script) {
        new HostCommand("run a script of the hardware map", script.words(), Duration.ofSeconds(script.seconds()))
                .run(progress);
    }

    private void flash(Flasher method, BenchSetup setup) {
        try {
            method.flash(setup.firmware(), progress);
        } catch (FlashException e) {
            throw new EngineException(setup.board().name() + " was not flashed: " + e.getMessage(), e);
        }
    }
}
