package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.Uart;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a machine writes down of itself for its user: stacks of calls, and what its UARTs send. */
final class MachineRecords {

    private final StackProfilers profilers;
    private final Map<Uart, UartRecord> uarts = new LinkedHashMap<>();

    MachineRecords(Machine machine) {
        profilers = new StackProfilers(machine);
    }

    StackProfilers profilers() {
        return profilers;
    }

    /** Returns what a UART has sent since this was asked first. */
    UartRecord of(Uart uart) {
        return uarts.computeIfAbsent(uart, UartRecord::new);
    }

    /** Completes the files. */
    void close() {
        profilers.stop();
        uarts.values().forEach(UartRecord::close);
    }
}
