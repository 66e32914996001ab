package dev.kenning.testbench.engine.embedded;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.emulator.bus.Uart;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.machine.CallProfiler;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.monitor.Emulation;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSnapshot;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.FaultTarget;
import dev.kenning.testbench.engine.Injection;
import dev.kenning.testbench.engine.Led;
import dev.kenning.testbench.engine.LineTerminal;
import dev.kenning.testbench.engine.Log;
import dev.kenning.testbench.engine.Monitor;
import dev.kenning.testbench.engine.Terminal;
import dev.kenning.testbench.engine.Timeline;
import dev.kenning.testbench.fault.BoardFault;
import dev.kenning.testbench.platform.monitor.MonitorException;
import dev.kenning.testbench.profile.Counting;
import dev.kenning.testbench.profile.GraphFunctions;
import dev.kenning.testbench.profile.OpcodeCounts;
import dev.kenning.testbench.profile.Profile;
import dev.kenning.testbench.profile.ProfilerHeader;
import dev.kenning.testbench.profile.ProfilerSink;
import dev.kenning.testbench.profile.Profiling;
import dev.kenning.testbench.state.Snapshot;
import dev.kenning.testbench.state.StateException;
import dev.kenning.testbench.uart.BytePort;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A board whose machine runs on the thread of whoever waits for it. */
final class EmbeddedBench implements Bench {

    /** Whose objects belong to the board, or keep what was heard of it. */
    private static final List<String> PACKAGES = List.of(
            "dev.kenning.testbench.emulator.", "dev.kenning.testbench.profile.", "dev.kenning.testbench.engine.");

    private final Board board;
    private final Path firmware;
    private final Emulation emulation;
    private final Machine machine;
    private final Timeline timeline;
    private final LogTester log;
    private final Map<String, EmbeddedPort> ports = new HashMap<>();
    private final Map<String, Terminal> terminals = new HashMap<>();
    private final Map<String, Led> leds = new HashMap<>();
    private boolean awaitsLines;

    EmbeddedBench(Board board, Path firmware, Emulation emulation) {
        this.board = board;
        this.firmware = firmware;
        this.emulation = emulation;
        machine = emulation.machine();
        timeline = new EmbeddedTimeline(board, machine);
        log = new LogTester(timeline);
        machine.log().addListener(log::accept);
        // From power-on, so that nothing is missed by whoever asks for them later.
        port(board.kcomms());
        if (!board.printsIntoLog()) {
            terminal(board.console());
        }
        machine.uartNames().stream()
                .filter(uart -> !uart.equals(board.kcomms()))
                .forEach(this::terminal);
    }

    @Override
    public Board board() {
        return board;
    }

    @Override
    public String engine() {
        return "embedded";
    }

    @Override
    public BytePort port(String uart) {
        return ports.computeIfAbsent(uart, name -> new EmbeddedPort(timeline, name, machine.uart(name)));
    }

    @Override
    public Terminal terminal(String uart) {
        return terminals.computeIfAbsent(uart, this::openTerminal);
    }

    private Terminal openTerminal(String name) {
        Uart uart = machine.uart(name);
        LineTerminal terminal = new LineTerminal(name, board.name(), timeline, text -> {
            for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
                uart.receive(value & 0xFF);
            }
        });
        uart.addListener(terminal::accept);
        uart.addListener(value -> {
            if (awaitsLines && value == '\n') {
                timeline.interrupt();
            }
        });
        return terminal;
    }

    @Override
    public List<String> uarts() {
        return machine.uartNames();
    }

    @Override
    public Log log() {
        return log;
    }

    @Override
    public Led led(String path) {
        return leds.computeIfAbsent(path, name -> new LedTester(timeline, name, machine.led(name)));
    }

    @Override
    public Monitor monitor() {
        return command -> {
            try {
                return emulation.execute(command);
            } catch (MonitorException e) {
                throw new EngineException(String.valueOf(e.getMessage()), e);
            }
        };
    }

    @Override
    public List<String> stubs() {
        return machine.stubs();
    }

    @Override
    public Duration virtualTime() {
        return Duration.ofNanos(machine.nanos());
    }

    @Override
    public void runFor(Duration duration) {
        timeline.await(Math.addExact(machine.nanos(), duration.toNanos()), () -> false, "for time to pass");
    }

    @Override
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        awaitsLines = true;
        try {
            timeline.await(
                    Math.addExact(machine.nanos(), limit.toNanos()),
                    condition,
                    "for " + limit.toSeconds() + " s to pass");
        } finally {
            awaitsLines = false;
        }
        return condition.getAsBoolean();
    }

    @Override
    public void pause() {
        // Time passes only while somebody waits.
    }

    @Override
    public Injection inject(BoardFault... faults) {
        return new FaultInjector(machine, new Places(machine, firmware)).arm(List.of(faults));
    }

    @Override
    public List<FaultTarget> faultTargets() {
        return new Places(machine, firmware).targets();
    }

    @Override
    public OptionalLong locate(byte[] bytes) {
        return machine.locate(bytes);
    }

    @Override
    public boolean isHandlingFault() {
        return machine.cores().stream().anyMatch(Core::isHandlingFault);
    }

    @Override
    public Optional<String> memoryDigest() {
        return Optional.of(machine.memoryDigest());
    }

    @Override
    public BenchSnapshot snapshot() {
        List<Object> roots = new ArrayList<>(List.of(machine, log));
        roots.addAll(ports.values());
        roots.addAll(terminals.values());
        roots.addAll(leds.values());
        try {
            return new EmbeddedSnapshot(this, Snapshot.of(PACKAGES, roots), virtualTime());
        } catch (StateException e) {
            throw new EngineException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void restore(BenchSnapshot snapshot) {
        if (!(snapshot instanceof EmbeddedSnapshot mine) || mine.bench() != this) {
            throw new EngineException("the snapshot is not of this bench: restore it on the one that it was taken of");
        }
        mine.state().restore();
    }

    @Override
    public Counting counting() {
        return Counting.EXACT;
    }

    @Override
    public long executedInstructions() {
        long sum = 0;
        for (Core core : machine.cores()) {
            sum += core.executedInstructions();
        }
        return sum;
    }

    @Override
    public Map<String, OpcodeCounts> opcodes() {
        Map<String, OpcodeCounts> byCore = new LinkedHashMap<>();
        for (Core core : machine.cores()) {
            byCore.put(
                    core.name(),
                    core.hasVectors()
                            ? OpcodeCounts.ofRiscV(core.opcodeCounts())
                            : OpcodeCounts.of(core.opcodeCounts()));
        }
        return byCore;
    }

    @Override
    public Map<String, String> coreStates() {
        Map<String, String> states = new LinkedHashMap<>();
        machine.cores().forEach(core -> states.put(core.name(), core.faultReport()));
        return states;
    }

    @Override
    public boolean followsCalls() {
        return true;
    }

    @Override
    public Profile profile(Runnable work) {
        CallProfiler calls = machine.followCalls(GraphFunctions.known());
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            Profile unused = calls.stop();
            throw e;
        }
        return calls.stop();
    }

    @Override
    public Optional<Profiling> profile(Function<ProfilerHeader, ? extends ProfilerSink> sinkFor) {
        return Optional.of(machine.profile(sinkFor));
    }

    @Override
    public void close() {
        // A machine without a thread stops when nobody waits for it.
        machine.dispose();
    }
}
