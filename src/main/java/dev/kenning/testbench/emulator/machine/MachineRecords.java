package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.Uart;
import dev.kenning.testbench.state.NotState;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a machine writes down of itself for its user: stacks of calls, instructions, and what its UARTs send. */
final class MachineRecords {

    @NotState
    private final StackProfilers profilers;

    @NotState
    private final ExecutionTraces traces;

    private final Map<Uart, UartRecord> uarts = new LinkedHashMap<>();

    MachineRecords(Machine machine) {
        profilers = new StackProfilers(machine);
        traces = new ExecutionTraces(machine);
    }

    StackProfilers profilers() {
        return profilers;
    }

    ExecutionTraces traces() {
        return traces;
    }

    /** Returns what a UART has sent since this was asked first. */
    UartRecord of(Uart uart) {
        return uarts.computeIfAbsent(uart, UartRecord::new);
    }

    /** Completes the files. */
    void close() {
        profilers.stop();
        traces.close();
        uarts.values().forEach(UartRecord::close);
    }
}
