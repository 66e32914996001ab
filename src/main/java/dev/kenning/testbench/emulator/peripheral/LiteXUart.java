package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;

/**
 * Models the UART of LiteX ({@code UART.LiteX_UART}), whose registers lie 4 bytes apart. Bytes are sent at once, so that
 * the transmitter is never full.
 */
public final class LiteXUart extends QueuedUart {

    /** Bytes of address space. */
    public static final int SIZE = 0x100;

    private static final int TRANSMITTED = 1;
    private static final int RECEIVED = 2;

    private final Register pending;
    private final Register enabled;

    /** Creates the device. */
    public LiteXUart(Surroundings surroundings) {
        super(surroundings, SIZE);
        registers
                .fixed(0x00)
                .onRead(stored -> received.isEmpty() ? 0 : received.first())
                .onWrite(this::send);
        registers.fixed(0x04);
        registers.fixed(0x08).onRead(stored -> received.isEmpty() ? 1 : 0);
        registers.fixed(0x0C).onRead(stored -> events());
        pending = registers.fixed(0x10).onRead(stored -> stored | events()).onWrite(this::acknowledge);
        enabled = registers.word(0x14, TRANSMITTED | RECEIVED).onWrite(value -> update());
    }

    @Override
    protected boolean isReceiving() {
        return true;
    }

    @Override
    protected boolean isInterrupting() {
        return ((pending.get() | events()) & enabled.get()) != 0;
    }

    private int events() {
        return received.isEmpty() ? 0 : RECEIVED;
    }

    private void send(int value) {
        pending.set(pending.get() | TRANSMITTED);
        transmit(value);
        update();
    }

    /** Acknowledging a received byte takes it out of the queue. */
    private void acknowledge(int events) {
        pending.set(pending.get() & ~(events & TRANSMITTED));
        if ((events & RECEIVED) != 0 && !received.isEmpty()) {
            received.remove();
        }
        update();
    }
}
