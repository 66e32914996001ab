package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;

/**
 * Models SiFive's UART ({@code UART.SiFive_UART}; FU540-C000 manual, chapter 13). No baud pacing: bytes are sent at once,
 * so that the transmit queue is always empty.
 */
public final class SiFiveUart extends QueuedUart {

    /** Bytes of address space. */
    public static final int SIZE = 0x100;

    private static final int ENABLE = 1;
    private static final int EMPTY = 1 << 31;
    private static final int WATERMARK_SHIFT = 16;
    private static final int WATERMARK = 7;
    private static final int TRANSMIT_PENDING = 1;
    private static final int RECEIVE_PENDING = 2;

    private final Register transmitControl;
    private final Register receiveControl;
    private final Register interruptEnable;

    /** Creates the device. */
    public SiFiveUart(Surroundings surroundings) {
        super(surroundings, SIZE);
        registers.fixed(0x00).onWrite(this::send);
        registers.fixed(0x04).onRead(stored -> readData());
        transmitControl = registers.word(0x08, 0x7_0003).onWrite(value -> update());
        receiveControl = registers.word(0x0C, 0x7_0001).onWrite(value -> update());
        interruptEnable =
                registers.word(0x10, TRANSMIT_PENDING | RECEIVE_PENDING).onWrite(value -> update());
        registers.fixed(0x14).onRead(stored -> pending());
        registers.word(0x18, 0xFFFF);
    }

    @Override
    protected boolean isReceiving() {
        return receiveControl.has(ENABLE);
    }

    @Override
    protected boolean isInterrupting() {
        return (pending() & interruptEnable.get()) != 0;
    }

    private int pending() {
        boolean transmit = watermark(transmitControl) > 0;
        boolean receive = received.size() > watermark(receiveControl);
        return (transmit ? TRANSMIT_PENDING : 0) | (receive ? RECEIVE_PENDING : 0);
    }

    private static int watermark(Register control) {
        return control.get() >>> WATERMARK_SHIFT & WATERMARK;
    }

    private int readData() {
        if (received.isEmpty()) {
            return EMPTY;
        }
        int value = received.remove();
        update();
        return value;
    }

    private void send(int value) {
        if (transmitControl.has(ENABLE)) {
            transmit(value);
        } else {
            reportLost("txdata", "txen is 0");
        }
    }
}
