package dev.kenning.testbench.engine.gdb;

import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.core.CoreFault;
import dev.kenning.testbench.emulator.machine.Debugger;
import dev.kenning.testbench.emulator.machine.Level;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.gdb.Packets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A debugger that is attached to a machine, and holds it whenever it has not let it run.
 *
 * <p>Everything is called between runs; answers go out in the order in which they are given to the sink, which must not wait.
 */
final class Session implements MachineDriver {

    /** What a request may measure, and an answer does. */
    static final int PACKET_SIZE = 0x4000;

    private static final String OK = "OK";

    /** GDB's numbers of signals. */
    private enum Signal {
        INTERRUPT(2),
        ILLEGAL_INSTRUCTION(4),
        TRAP(5),
        ABORT(6),
        SEGMENTATION_FAULT(11);

        private final int number;

        Signal(int number) {
            this.number = number;
        }
    }

    private final DebugHost host;
    private final Machine machine;
    private final Debugger debugger;
    private final DebuggedCores cores;
    private final StopCommands stops;
    private final Consumer<String> sink;
    private final List<Command> commands = new ArrayList<>();
    private boolean holding = true;
    private boolean acknowledging = true;
    private boolean over;

    private Session(DebugHost host, Machine machine, List<Core> seen, Consumer<String> sink) {
        this.host = host;
        this.machine = machine;
        this.sink = sink;
        debugger = new Debugger(machine);
        cores = new DebuggedCores(seen);
        stops = new StopCommands(debugger);
        DebugMemory memory = new DebugMemory(machine.bus(), cores::selected);
        commands.addAll(new QueryCommands(cores, memory, PACKET_SIZE).commands());
        commands.addAll(new RegisterCommands(cores).commands());
        commands.addAll(new MemoryCommands(memory, PACKET_SIZE / 2 - 2).commands());
        commands.addAll(stops.commands());
        commands.addAll(new RunCommands(cores, debugger, new RunControl()).commands());
        commands.add(Command.with("qRcmd,", this::monitor));
        commands.add(Command.plain("QStartNoAckMode", this::stopAcknowledging));
        commands.add(Command.with("D", fields -> end()));
        commands.add(Command.with("vKill;", fields -> kill()));
        commands.add(new Command("k", false, fields -> {
            kill();
            return Optional.empty();
        }));
        commands.sort(
                Comparator.comparingInt((Command command) -> command.name().length())
                        .reversed());
    }

    /** Attaches to a machine, and holds it where it is. */
    static Session attach(DebugHost host, Machine machine, List<Core> cores, Consumer<String> sink) {
        Session session = new Session(host, machine, cores, sink);
        host.attach(machine, session);
        return session;
    }

    /** Returns whether packets are to be acknowledged. */
    boolean isAcknowledging() {
        return acknowledging;
    }

    /** Returns whether the debugger has let go of the machine. */
    boolean isOver() {
        return over;
    }

    /** Answers a request: now, or with the next stop. One that is not known is answered by nothing, as GDB wants it. */
    void answer(String request) {
        Optional<Command> command =
                commands.stream().filter(it -> it.matches(request)).findFirst();
        if (command.isEmpty()) {
            sink.accept("");
            return;
        }
        try {
            Fields fields = new Fields(request.substring(command.get().name().length()));
            command.get().action().apply(fields).ifPresent(sink);
        } catch (BadRequest e) {
            sink.accept(e.reply());
        } catch (RuntimeException e) {
            // A device may refuse an access in its own way.
            log(Level.ERROR, "GDB's request '" + request + "' failed: " + e);
            sink.accept(BadRequest.malformed().reply());
        }
    }

    /** Answers a request that is longer than promised. */
    void refuse() {
        sink.accept(BadRequest.malformed().reply());
    }

    /** Stops the program, if it runs. */
    void interrupt() {
        if (!holding) {
            stop(Signal.INTERRUPT, "");
        }
    }

    /** Lets go of the machine: breakpoints are gone, and it runs on. Does nothing the second time. */
    String end() {
        if (!over) {
            over = true;
            holding = false;
            debugger.close();
            host.detach(machine);
        }
        return OK;
    }

    // Running

    @Override
    public boolean isHolding() {
        return holding;
    }

    @Override
    public boolean runUntil(long nanos) {
        try {
            boolean reached = debugger.runUntil(nanos);
            debugger.stop().ifPresent(this::stop);
            return reached && !holding;
        } catch (CoreFault fault) {
            fail(fault.isUnknownInstruction() ? Signal.ILLEGAL_INSTRUCTION : Signal.SEGMENTATION_FAULT, fault);
        } catch (RuntimeException problem) {
            fail(Signal.ABORT, problem);
        }
        return false;
    }

    private void stop(Debugger.Stop stop) {
        cores.select(stop.core());
        if (stop instanceof Debugger.Stop.Watch watch) {
            String reason = StopCommands.reason(watch.hit().watchpoint());
            stop(Signal.TRAP, reason + ":" + Long.toHexString(watch.hit().address()) + ";");
        } else if (stop instanceof Debugger.Stop.Breakpoint breakpoint) {
            stop(Signal.TRAP, stops.reason(breakpoint.core().programCounter()) + ":;");
        } else {
            stop(Signal.TRAP, "");
        }
    }

    private void fail(Signal signal, RuntimeException problem) {
        String text = String.valueOf(problem.getMessage());
        log(Level.ERROR, text);
        print(text + "\n");
        stop(signal, "");
    }

    private void stop(Signal signal, String reason) {
        holding = true;
        sink.accept(stopReply(signal, reason));
    }

    private String stopReply(Signal signal, String reason) {
        return String.format(
                Locale.ROOT, "T%02xthread:%s;%s", signal.number, Integer.toHexString(cores.thread()), reason);
    }

    private final class RunControl implements RunCommands.Control {

        @Override
        public void go() {
            holding = false;
            host.holdChanged();
        }

        @Override
        public String stopped() {
            return stopReply(Signal.TRAP, "");
        }
    }

    // Others

    private String stopAcknowledging() {
        acknowledging = false;
        return OK;
    }

    private String kill() {
        host.pause();
        return end();
    }

    private String monitor(Fields fields) {
        String printed = host.execute(new String(fields.hexBytes(), StandardCharsets.UTF_8));
        if (!printed.isEmpty()) {
            print(printed.stripTrailing() + "\n");
        }
        return OK;
    }

    private void print(String text) {
        String digits = Packets.hex(text);
        for (int at = 0; at < digits.length(); at += PACKET_SIZE - 2) {
            sink.accept("O" + digits.substring(at, Math.min(digits.length(), at + PACKET_SIZE - 2)));
        }
    }

    private void log(Level level, String text) {
        machine.log().log(level, machine.name(), text);
    }
}
