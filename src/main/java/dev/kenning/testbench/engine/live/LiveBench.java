package dev.kenning.testbench.engine.live;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.Led;
import dev.kenning.testbench.engine.LineTerminal;
import dev.kenning.testbench.engine.Log;
import dev.kenning.testbench.engine.Memory;
import dev.kenning.testbench.engine.Monitor;
import dev.kenning.testbench.engine.Terminal;
import dev.kenning.testbench.gdb.GdbAddress;
import dev.kenning.testbench.profile.Counting;
import dev.kenning.testbench.profile.OpcodeCounts;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.uart.AmbiguousPortException;
import dev.kenning.testbench.uart.BytePort;
import dev.kenning.testbench.uart.SerialDevices;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A board that runs by itself, of which nothing but UARTs can be reached. */
final class LiveBench implements Bench {

    private final String engine;
    private final Board board;
    private final BytePort kcomms;
    private final HostTimeline timeline = new HostTimeline();
    private final Optional<Terminal> console;
    private final Optional<GdbAddress> debugger;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private LiveBench(String engine, Board board, LivePorts ports, Optional<GdbAddress> debugger, SerialDevices devices)
            throws IOException {
        this.debugger = debugger;
        this.engine = engine;
        this.board = board;
        int baudRate = ports.baudRate().orElse(board.baudRate());
        String prefix = "testbench." + engine;
        PortAddress kcommsAddress = PortAddress.parse(ports.kcomms(), prefix + ".kcomms", devices);
        Optional<PortAddress> consoleAddress =
                ports.console().map(address -> PortAddress.parse(address, prefix + ".console", devices));
        kcomms = kcommsAddress.open(baudRate);
        open.push(kcomms);
        console = consoleAddress.isEmpty()
                ? Optional.empty()
                : Optional.of(openConsole(
                        consoleAddress.get(), ports.consoleBaudRate().orElse(baudRate)));
    }

    /**
     * Opens the ports of a board.
     *
     * @param debugger the GDB server that reaches the board's memory, if there is one
     * @param devices those that a port can be found among
     * @throws BadInputException if a port is told of by what fits several
     * @throws EngineException if one cannot be opened
     */
    static LiveBench open(
            String engine, Board board, LivePorts ports, Optional<GdbAddress> debugger, SerialDevices devices) {
        try {
            return new LiveBench(engine, board, ports, debugger, devices);
        } catch (AmbiguousPortException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new EngineException(
                    "the engine " + engine + " does not reach " + board.name() + ": " + e.getMessage(), e);
        }
    }

    private Terminal openConsole(PortAddress address, int baudRate) throws IOException {
        try {
            BytePort port = address.open(baudRate);
            LineTerminal terminal =
                    new LineTerminal(board.console(), board.name(), timeline, text -> write(port, text));
            timeline.setListener(terminal::accept);
            open.push(ConsoleReader.start(port, timeline));
            return terminal;
        } catch (IOException e) {
            kcomms.close();
            throw e;
        }
    }

    private static void write(BytePort port, String text) {
        try {
            port.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new EngineException("cannot write to the console " + port.name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Board board() {
        return board;
    }

    @Override
    public String engine() {
        return engine;
    }

    @Override
    public BytePort port(String uart) {
        if (uart.equals(board.kcomms())) {
            return kcomms;
        }
        throw new BadInputException("the engine " + engine + " reaches the bytes of " + board.kcomms()
                + " only, the kcomms of " + board.name() + ", not those of '" + uart + "'");
    }

    @Override
    public Terminal terminal(String uart) {
        timeline.drain();
        return console.filter(terminal -> uart.equals(board.console()))
                .orElseThrow(() -> new EngineException("the engine " + engine + " has no terminal on '" + uart + "' of "
                        + board.name() + ": name the port of its console " + board.console() + " by -Dtestbench."
                        + engine + ".console=..., other UARTs cannot be reached"));
    }

    @Override
    public List<String> uarts() {
        return console.isPresent() ? List.of(board.console()) : List.of();
    }

    @Override
    public Monitor monitor() {
        throw cannot("there is no monitor: cores, buttons and reset are out of reach");
    }

    @Override
    public Memory memory() {
        return debugger.map(DebuggedMemory::new)
                .map(Memory::of)
                .orElseThrow(() -> cannot("its memory is out of reach without a GDB server, -Dtestbench." + engine
                        + ".gdb=HOST:PORT or --gdb"));
    }

    @Override
    public boolean readsMemory() {
        return debugger.isPresent();
    }

    @Override
    public Log log() {
        throw cannot("there is no simulation that logs");
    }

    @Override
    public Led led(String path) {
        throw cannot("nobody sees the LED " + path);
    }

    @Override
    public Duration virtualTime() {
        return Duration.ofNanos(timeline.nanos());
    }

    @Override
    public void runFor(Duration duration) {
        timeline.await(Math.addExact(timeline.nanos(), duration.toNanos()));
    }

    @Override
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        timeline.await(Math.addExact(timeline.nanos(), limit.toNanos()), condition, "for " + limit.toSeconds() + " s");
        return condition.getAsBoolean();
    }

    @Override
    public void pause() {
        throw cannot("it cannot be paused");
    }

    private EngineException cannot(String reason) {
        return new EngineException("on the engine " + engine + ", " + board.name() + " runs by itself: " + reason
                + ". Simulating engines can");
    }

    @Override
    public boolean hearsWelcome() {
        return false;
    }

    @Override
    public Counting counting() {
        return Counting.NONE;
    }

    @Override
    public long executedInstructions() {
        return 0;
    }

    @Override
    public Map<String, OpcodeCounts> opcodes() {
        return Map.of();
    }

    /** Leaves something to do when the ports are closed. */
    void atEnd(AutoCloseable action) {
        open.addLast(action);
    }

    /** Returns the port of the protocol, whatever it is called. */
    BytePort kcomms() {
        return kcomms;
    }

    @Override
    public void close() {
        Optional<EngineException> first = Optional.empty();
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                EngineException failed = new EngineException(
                        "cannot close " + board.name() + " on the engine " + engine + ": " + e.getMessage(), e);
                first.ifPresent(earlier -> earlier.addSuppressed(failed));
                first = first.or(() -> Optional.of(failed));
            }
        }
        if (first.isPresent()) {
            throw first.get();
        }
    }
}
