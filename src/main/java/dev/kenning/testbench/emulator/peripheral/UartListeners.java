package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Uart.Listener;
import dev.kenning.testbench.state.NotState;
import java.util.ArrayList;
import java.util.List;

/** Those who hear what a UART transmits. */
final class UartListeners {

    @NotState
    private final List<Listener> listeners = new ArrayList<>(2);

    void add(Listener listener) {
        listeners.add(listener);
    }

    void remove(Listener listener) {
        listeners.remove(listener);
    }

    void transmit(int value) {
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).onByte(value);
        }
    }
}
