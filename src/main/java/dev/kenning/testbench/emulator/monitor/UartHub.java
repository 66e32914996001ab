package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Uart;
import dev.kenning.testbench.emulator.machine.MachineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings what one UART sends to all others that are connected, of any machine. */
final class UartHub implements Externals.Connectable {

    private final boolean loopback;
    private final Map<Uart, Uart.Listener> listeners = new LinkedHashMap<>();
    private boolean paused;

    /** Creates a hub without UARTs; with {@code loopback} one also gets what it sends itself. */
    UartHub(boolean loopback) {
        this.loopback = loopback;
    }

    @Override
    public void connect(Uart uart) {
        if (listeners.containsKey(uart)) {
            throw new MachineException("Cannot attach to the provided UART as it is already registered in this hub.");
        }
        Uart.Listener listener = value -> pass(uart, value);
        listeners.put(uart, listener);
        uart.addListener(listener);
    }

    @Override
    public void disconnect(Uart uart) {
        Uart.Listener listener = listeners.remove(uart);
        if (listener == null) {
            throw new MachineException("Cannot detach from the provided UART as it is not registered in this hub.");
        }
        uart.removeListener(listener);
    }

    private void pass(Uart sender, int value) {
        if (paused) {
            return;
        }
        List<Uart> receivers = new ArrayList<>(listeners.keySet());
        for (Uart receiver : receivers) {
            if (loopback || receiver != sender) {
                receiver.receive(value);
            }
        }
    }

    @Override
    public Members members() {
        return new Members()
                .action("Start", arguments -> paused = false)
                .action("Pause", arguments -> paused = true)
                .action("Resume", arguments -> paused = false);
    }

    @Override
    public void close() {
        List.copyOf(listeners.keySet()).forEach(this::disconnect);
    }
}
