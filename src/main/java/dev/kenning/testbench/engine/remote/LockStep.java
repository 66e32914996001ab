package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.LineTerminal;
import dev.kenning.testbench.engine.PeripheralPath;
import dev.kenning.testbench.engine.Terminal;
import dev.kenning.testbench.engine.Timeline;
import dev.kenning.testbench.engine.WallClock;
import dev.kenning.testbench.platform.monitor.MonitorQuoting;
import dev.kenning.testbench.platform.monitor.SimulationScript;
import dev.kenning.testbench.uart.BytePort;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Lets the machine stand while the host thinks: what the host writes is in the UART at one virtual time, and the machine
 * runs until what the host waits for has come, or its virtual deadline.
 *
 * <p>The commands of {@code lockstep.py} do that in the simulator, where it stops at the byte itself. So a run depends on
 * nothing but what it is given, however slow the host is.
 */
final class LockStep implements Pace, Timeline {

    /** What is written with one command; each costs the simulator some milliseconds, whatever its size. */
    private static final int CHUNK = 16_384;

    /** How long the machine runs at first before it is looked at, whatever comes; then twice as long, and so on. */
    private static final long FIRST_SLICE = 10_000_000;

    private static final long LONGEST_SLICE = 160_000_000;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final HexFormat HEX = HexFormat.of();

    private final RemoteBench bench;
    private final Conversation conversation;
    private final FaultWatch faults;
    private final Map<String, Wire> wires = new LinkedHashMap<>();
    private List<String> afterStart = List.of();
    private long nanos;
    private boolean awaitsLines;

    LockStep(RemoteBench bench, Conversation conversation) {
        this.bench = bench;
        this.conversation = conversation;
        faults = new FaultWatch(bench, conversation);
        conversation.before(this::writeAll);
    }

    @Override
    public void prepare(SimulationScript script) {
        script.lockStep();
        // Nothing runs before somebody lets time pass, so what follows the start can come before it.
        afterStart = script.afterStart();
    }

    @Override
    public void open() {
        afterStart.forEach(conversation::execute);
        // From power-on, so that nothing is missed by whoever asks for them later.
        wire(bench.board().kcomms());
        if (!bench.board().printsIntoLog()) {
            terminal(bench.board().console());
        }
    }

    private Wire wire(String uart) {
        return wires.computeIfAbsent(uart, name -> {
            conversation.execute("lockstepWatch " + MonitorQuoting.string(PeripheralPath.absolute(name)));
            return new Wire(name, PeripheralPath.absolute(name));
        });
    }

    @Override
    public BytePort port(String uart) {
        return wire(uart).port;
    }

    @Override
    public Terminal terminal(String uart) {
        Wire wire = wire(uart);
        if (wire.terminal.isEmpty()) {
            wire.terminal = Optional.of(new LineTerminal(
                    uart,
                    bench.board().name(),
                    this,
                    text -> wire.unwritten.writeBytes(text.getBytes(StandardCharsets.UTF_8))));
        }
        return wire.terminal.get();
    }

    /** Describes a UART with whoever listens to it. */
    private final class Wire {

        private final String path;
        private final LockStepPort port;
        private final ByteArrayOutputStream unwritten = new ByteArrayOutputStream();
        private Optional<LineTerminal> terminal = Optional.empty();

        Wire(String name, String path) {
            this.path = path;
            port = new LockStepPort(name, LockStep.this, unwritten);
        }

        void accept(byte[] bytes, long time) {
            long now = nanos;
            nanos = time;
            for (byte value : bytes) {
                port.accept(value);
                terminal.ifPresent(it -> it.accept(value & 0xFF));
            }
            nanos = now;
        }

        /** Returns what stops the machine, as {@code lockstepRun} takes it. */
        Optional<String> rule() {
            if (port.awaited() > 0) {
                return Optional.of(path + "=" + port.awaited());
            }
            LineTerminal.Awaited awaited = terminal.map(LineTerminal::awaited).orElse(LineTerminal.Awaited.NOTHING);
            return switch (awaited) {
                case BYTE -> Optional.of(path + "=1");
                case LINE -> Optional.of(path + "=line");
                case NOTHING -> terminal.filter(any -> awaitsLines).map(any -> path + "=line");
            };
        }
    }

    /** Writes what waits, for whoever looks at the machine next; one command takes many messages. */
    private void writeAll() {
        for (Wire wire : wires.values()) {
            byte[] bytes = wire.unwritten.toByteArray();
            wire.unwritten.reset();
            for (int start = 0; start < bytes.length; start += CHUNK) {
                String hex = HEX.formatHex(bytes, start, Math.min(bytes.length, start + CHUNK));
                conversation.execute(
                        "lockstepWrite " + MonitorQuoting.string(wire.path) + " " + MonitorQuoting.string(hex));
            }
        }
    }

    // Time

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Duration virtualTime() {
        return Duration.ofNanos(nanos);
    }

    @Override
    public void await(long until, BooleanSupplier condition, String purpose) {
        long started = System.nanoTime();
        long slice = FIRST_SLICE;
        while (!condition.getAsBoolean() && nanos < until) {
            requireHostTime(started, purpose);
            long before = nanos;
            long step = Math.min(until - nanos, slice);
            run(step);
            if (nanos - before >= step) {
                faults.look(nanos);
                slice = Math.min(LONGEST_SLICE, 2 * slice);
            }
        }
    }

    @Override
    public void interrupt() {
        // What the machine stops for was said before it ran.
    }

    private void requireHostTime(long started, String purpose) {
        if (System.nanoTime() - started > WallClock.limit().toNanos()) {
            throw new EngineException(String.format(
                    Locale.ROOT,
                    "the wall-clock watchdog fired: %d s of host time have passed waiting %s; the machine is at %.6f s"
                            + " of virtual time, %s. The firmware may spin; if the wait is just long, -D%s=SECONDS"
                            + " allows more host time",
                    WallClock.limit().toSeconds(),
                    purpose,
                    nanos / NANOS_PER_SECOND,
                    faults.whereCoresAre(),
                    WallClock.SETTING));
        }
    }

    private void run(long step) {
        String rules =
                wires.values().stream().flatMap(wire -> wire.rule().stream()).collect(Collectors.joining(" "));
        take(conversation.execute("lockstepRun " + step + " " + MonitorQuoting.string(rules)));
    }

    /** Takes what {@code lockstepRun} prints: the time, then the bytes of each UART. */
    private void take(String report) {
        try {
            String[] lines = report.strip().split("\\R", -1);
            nanos = Long.parseLong(lines[0].strip());
            for (int i = 1; i < lines.length; i++) {
                String[] words = lines[i].strip().split(" ", -1);
                for (Wire wire : wires.values()) {
                    if (wire.path.equals(words[0])) {
                        deliver(wire, words);
                    }
                }
            }
        } catch (NumberFormatException e) {
            throw new EngineException("lockstepRun answered with what is no report: " + report, e);
        }
    }

    private static void deliver(Wire wire, String[] words) {
        for (int i = 1; i < words.length; i++) {
            int at = words[i].indexOf('@');
            wire.accept(HEX.parseHex(words[i], 0, at), Long.parseLong(words[i].substring(at + 1)));
        }
    }

    @Override
    public void runFor(Duration duration) {
        await(Math.addExact(nanos, duration.toNanos()), () -> false, "for time to pass");
    }

    @Override
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        awaitsLines = true;
        try {
            await(Math.addExact(nanos, limit.toNanos()), condition, "for " + limit.toSeconds() + " s to pass");
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
    public <T> T during(Supplier<T> keyword) {
        try {
            return keyword.get();
        } finally {
            conversation.execute("pause");
            run(0);
        }
    }

    @Override
    public void close() {
        wires.values().forEach(wire -> wire.port.close());
    }
}
