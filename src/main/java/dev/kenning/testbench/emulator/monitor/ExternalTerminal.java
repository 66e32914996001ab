package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Uart;

/** Connects a UART with the world outside the machine; commands such as {@code CreateServerSocketTerminal} ask for one. */
public interface ExternalTerminal extends AutoCloseable {

    /** Passes a UART's bytes out, and bytes from outside in, from now on; of one UART at a time. */
    void connect(Uart uart);

    /** Leaves the UART, if it is connected to one. */
    void disconnect();

    @Override
    void close();
}
