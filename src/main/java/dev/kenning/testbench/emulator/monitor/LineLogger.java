package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Uart;
import dev.kenning.testbench.emulator.machine.Level;
import dev.kenning.testbench.emulator.machine.MachineLog;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes what a UART transmits to the log, line by line, as Renode's analyzer does without a window. */
final class LineLogger implements Uart.Listener {

    private final String uart;
    private final MachineLog log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineLogger(String uart, MachineLog log) {
        this.uart = uart;
        this.log = log;
    }

    @Override
    public void onByte(int value) {
        if (value == '\n') {
            log.log(Level.INFO, uart, line.toString(StandardCharsets.UTF_8));
            line.reset();
        } else if (value != '\r') {
            line.write(value);
        }
    }
}
