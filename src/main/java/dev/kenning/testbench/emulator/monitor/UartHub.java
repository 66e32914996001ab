package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Uart;
import dev.kenning.testbench.emulator.machine.CommonMembers;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.machine.MachineLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Brings what one UART sends to all others that are connected, of any machine. */
final class UartHub implements Connectable {

    private final String name;
    private final boolean loopback;
    private final BooleanSupplier isStarted;
    private final Supplier<MachineLog> log;
    private final Map<Uart, Uart.Listener> listeners = new LinkedHashMap<>();
    private boolean paused;

    /**
     * Creates a hub without UARTs.
     *
     * @param loopback whether a UART also gets what it sends itself
     * @param isStarted whether time passes on its own, without which a hub calls itself paused
     */
    UartHub(String name, boolean loopback, BooleanSupplier isStarted, Supplier<MachineLog> log) {
        this.name = name;
        this.loopback = loopback;
        this.isStarted = isStarted;
        this.log = log;
    }

    @Override
    public String className() {
        return "UARTHub";
    }

    @Override
    public boolean takes(Endpoint end) {
        return end.object() instanceof Uart;
    }

    @Override
    public void connect(Endpoint end) {
        Uart uart = (Uart) end.object();
        if (listeners.containsKey(uart)) {
            throw new MachineException("Cannot attach to the provided UART as it is already registered in this hub.");
        }
        Uart.Listener listener = value -> pass(uart, value);
        listeners.put(uart, listener);
        uart.addListener(listener);
    }

    @Override
    public void disconnect(Endpoint end) {
        leave((Uart) end.object());
    }

    private void leave(Uart uart) {
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
        return CommonMembers.addLog(new Members(), name, log)
                .readable("IsPaused", () -> paused || !isStarted.getAsBoolean())
                .action("Start", arguments -> paused = false)
                .action("Pause", arguments -> paused = true)
                .action("Resume", arguments -> paused = false);
    }

    @Override
    public void close() {
        List.copyOf(listeners.keySet()).forEach(this::leave);
    }
}
