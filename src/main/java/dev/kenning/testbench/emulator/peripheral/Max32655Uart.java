package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;

/**
 * Models the UART of MAX32655, MAX32690 and MAX78002 ({@code UART.MAX32655_UART}; MAX32690 user guide, chapter 12). No baud
 * pacing: bytes are sent at once, so that the transmitter is always empty, and what is received waits however much it is.
 * Renode's model sends only.
 */
public final class Max32655Uart extends QueuedUart {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final int RECEIVE_THRESHOLD = 0xF;
    private static final int CLEARS_RECEIVER = 1 << 9;
    private static final int CLOCK_ENABLE = 1 << 15;
    private static final int CLOCK_READY = 1 << 19;
    private static final int CLEARS = 1 << 8 | CLEARS_RECEIVER;

    private static final int RECEIVER_EMPTY = 1 << 4;
    private static final int RECEIVER_FULL = 1 << 5;
    private static final int TRANSMITTER_EMPTY = 1 << 6;
    private static final int LEVEL_SHIFT = 8;
    private static final int DEPTH = 8;

    private static final int AT_THRESHOLD = 1 << 4;

    /** The transmit queue has gone down to one byte, and to half. */
    private static final int SENT = 1 << 5 | 1 << 6;

    private static final int INTERRUPTS = 0x7F;

    private final Register control;
    private final Register interruptEnable;
    private final Register flags;

    /** Creates the device. */
    public Max32655Uart(Surroundings surroundings) {
        super(surroundings, SIZE);
        control = registers.word(0x00, 0x77_FFFF).onRead(this::readControl).onWrite(this::control);
        registers.fixed(0x04).onRead(stored -> status());
        interruptEnable = registers.word(0x08, INTERRUPTS).onWrite(value -> update());
        flags = registers.fixed(0x0C).onRead(stored -> pending()).onWrite(this::acknowledge);
        registers.word(0x10, 0xF_FFFF);
        registers.word(0x14, 0x7);
        registers.fixed(0x18);
        registers.word(0x1C, 0x2);
        registers.fixed(0x20).onRead(stored -> takeReceived()).onWrite(this::send);
        registers.word(0x30, 0x3FF);
        registers.word(0x34, 0x7);
        registers.word(0x38, 0x7);
    }

    @Override
    protected boolean isReceiving() {
        return true;
    }

    @Override
    protected boolean isInterrupting() {
        return (pending() & interruptEnable.get()) != 0;
    }

    private int pending() {
        boolean reached = received.size() >= Math.max(1, control.get() & RECEIVE_THRESHOLD);
        return flags.get() | (reached ? AT_THRESHOLD : 0);
    }

    private int readControl(int stored) {
        return (stored & CLOCK_ENABLE) != 0 ? stored | CLOCK_READY : stored;
    }

    private void control(int value) {
        if ((value & CLEARS_RECEIVER) != 0) {
            received.clear();
        }
        control.set(control.get() & ~CLEARS);
        update();
    }

    private int status() {
        int level = Math.min(received.size(), DEPTH);
        return TRANSMITTER_EMPTY
                | (level == 0 ? RECEIVER_EMPTY : 0)
                | (level == DEPTH ? RECEIVER_FULL : 0)
                | level << LEVEL_SHIFT;
    }

    private void acknowledge(int value) {
        flags.set(flags.get() & ~value);
        update();
    }

    private void send(int value) {
        transmit(value);
        flags.set(flags.get() | SENT);
        update();
    }
}
