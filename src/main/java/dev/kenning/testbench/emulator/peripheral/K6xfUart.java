package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Layout;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;

/**
 * Models the UART of Kinetis chips ({@code UART.K6xF_UART}; K66 sub-family reference manual, chapter 59). No baud pacing:
 * bytes are sent at once, so that the transmitter is always empty.
 */
public final class K6xfUart extends QueuedUart {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final int RECEIVER_ENABLE = 1 << 2;
    private static final int TRANSMITTER_ENABLE = 1 << 3;
    private static final int RECEIVER_FULL = 1 << 5;
    private static final int COMPLETE = 1 << 6;
    private static final int TRANSMITTER_EMPTY = 1 << 7;
    private static final int CLEARS_RECEIVER = 1 << 6;
    private static final int FIFO_RECEIVER_EMPTY = 1 << 6;
    private static final int FIFO_TRANSMITTER_EMPTY = 1 << 7;

    private final Register control;
    private final Register watermark;

    /** Creates the device. */
    public K6xfUart(Surroundings surroundings) {
        super(surroundings, SIZE, Layout.BYTES);
        registers.word(0x00, 0xFF);
        registers.word(0x01, 0xFF).resetsTo(0x04);
        registers.word(0x02, 0xFF);
        control = registers.word(0x03, 0xFF).onWrite(value -> update());
        registers.fixed(0x04).onRead(stored -> status());
        registers.word(0x05, 0xFF);
        registers.word(0x06, 0xFF);
        registers.fixed(0x07).onRead(stored -> takeReceived()).onWrite(this::send);
        for (int offset = 0x08; offset <= 0x0E; offset++) {
            registers.word(offset, 0xFF);
        }
        registers.word(0x10, 0x88);
        registers.fixed(0x11).onWrite(this::controlFifos);
        registers.fixed(0x12).onRead(stored -> FIFO_TRANSMITTER_EMPTY | (received.isEmpty() ? FIFO_RECEIVER_EMPTY : 0));
        registers.word(0x13, 0xFF);
        registers.fixed(0x14);
        watermark = registers.word(0x15, 0xFF).resetsTo(1).onWrite(value -> update());
        registers.fixed(0x16).onRead(stored -> Math.min(received.size(), 0xFF));
    }

    @Override
    protected boolean isReceiving() {
        return control.has(RECEIVER_ENABLE);
    }

    /** The bits that enable interrupts stand where the status has what they enable. */
    @Override
    protected boolean isInterrupting() {
        return (status() & control.get() & (RECEIVER_FULL | COMPLETE | TRANSMITTER_EMPTY)) != 0;
    }

    private int status() {
        boolean full = received.size() >= Math.max(1, watermark.get());
        return TRANSMITTER_EMPTY | COMPLETE | (full ? RECEIVER_FULL : 0);
    }

    private void send(int value) {
        if (control.has(TRANSMITTER_ENABLE)) {
            transmit(value);
        } else {
            reportLost("D", "TE is 0");
        }
    }

    private void controlFifos(int value) {
        if ((value & CLEARS_RECEIVER) != 0) {
            received.clear();
            update();
        }
    }
}
