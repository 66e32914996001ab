package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.bus.Uart;

/** Models a register whose lowest byte is printed ({@code UART.TrivialUart}); nothing is received. */
public final class TrivialUart extends RegisterDevice implements Uart {

    /** Bytes of address space. */
    public static final int SIZE = 4;

    private final UartListeners listeners = new UartListeners();

    /** Creates the device. */
    public TrivialUart(Surroundings surroundings) {
        super(surroundings, SIZE);
        registers.fixed(0).onWrite(value -> listeners.transmit(value & 0xFF));
    }

    @Override
    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(Listener listener) {
        listeners.remove(listener);
    }

    /** Does nothing: the device only sends. */
    @Override
    public void receive(int value) {}
}
