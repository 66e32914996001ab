package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;

/** Models Microchip's CoreUARTapb ({@code UART.MiV_CoreUART}; its handbook, version 5.6). No baud pacing, no interrupt. */
public final class MiVCoreUart extends QueuedUart {

    /** Bytes of address space. */
    public static final int SIZE = 0x18;

    private static final int TRANSMITTER_READY = 1;
    private static final int RECEIVER_READY = 2;

    /** Creates the device. */
    public MiVCoreUart(Surroundings surroundings) {
        super(surroundings, SIZE);
        registers.fixed(0x00).onWrite(this::transmit);
        registers.fixed(0x04).onRead(stored -> takeReceived());
        registers.word(0x08, 0xFF);
        registers.word(0x0C, 0xFF);
        registers.fixed(0x10).onRead(stored -> TRANSMITTER_READY | (received.isEmpty() ? 0 : RECEIVER_READY));
        registers.word(0x14, 0x7);
    }

    @Override
    protected boolean isReceiving() {
        return true;
    }

    @Override
    protected boolean isInterrupting() {
        return false;
    }
}
