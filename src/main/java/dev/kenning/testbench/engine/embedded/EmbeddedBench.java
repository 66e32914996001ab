package dev.kenning.testbench.engine.embedded;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.emulator.Core;
import dev.kenning.testbench.emulator.CoreFault;
import dev.kenning.testbench.emulator.Emulation;
import dev.kenning.testbench.emulator.Machine;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.Monitor;
import dev.kenning.testbench.engine.Terminal;
import dev.kenning.testbench.platform.monitor.MonitorException;
import dev.kenning.testbench.profile.OpcodeCounts;
import dev.kenning.testbench.uart.BytePort;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A board whose machine runs on the thread of whoever waits for it. */
final class EmbeddedBench implements Bench {

    private final Board board;
    private final Emulation emulation;
    private final Machine machine;
    private final Watchdog watchdog = Watchdog.configured();
    private final Map<String, EmbeddedPort> ports = new HashMap<>();
    private final Map<String, EmbeddedTerminal> terminals = new HashMap<>();

    EmbeddedBench(Board board, Emulation emulation) {
        this.board = board;
        this.emulation = emulation;
        machine = emulation.machine();
        machine.setWatchdog(() -> watchdog.check(machine));
        // From power-on, so that nothing is missed by whoever asks for them later.
        port(board.kcomms());
        terminal(board.console());
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
        return ports.computeIfAbsent(uart, name -> new EmbeddedPort(this, name, machine.uart(name)));
    }

    @Override
    public Terminal terminal(String uart) {
        return terminals.computeIfAbsent(uart, name -> new EmbeddedTerminal(this, name, machine.uart(name)));
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
    public Duration virtualTime() {
        return Duration.ofNanos(machine.nanos());
    }

    @Override
    public void runFor(Duration duration) {
        runUntil(Math.addExact(machine.nanos(), duration.toNanos()), () -> false, "for time to pass");
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
            byCore.put(core.name(), OpcodeCounts.of(core.opcodeCounts()));
        }
        return byCore;
    }

    @Override
    public void close() {
        // A machine without a thread stops when nobody waits for it.
    }

    long nanos() {
        return machine.nanos();
    }

    /** Makes the present run look at its condition again. */
    void interrupt() {
        machine.requestStop();
    }

    /**
     * Runs until a moment of virtual time or until a condition holds, whichever comes first.
     *
     * @param purpose what is waited for, such as {@code for a byte on usart6}
     */
    void runUntil(long nanos, BooleanSupplier condition, String purpose) {
        watchdog.start(purpose);
        try {
            boolean reached = false;
            while (!reached && !condition.getAsBoolean()) {
                reached = machine.runUntil(nanos);
            }
        } catch (CoreFault fault) {
            throw new EngineException(
                    "the firmware on " + board.name() + " cannot go on: " + fault.getMessage(), fault);
        }
    }
}
