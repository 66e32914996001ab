package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Layout;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;

/**
 * Models the UART that PCs made a standard ({@code UART.NS16550}; National Semiconductor's data sheet PC16550D). No baud
 * pacing: bytes are sent at once, so that the transmitter is always empty, and what arrives is told at once, as if the
 * character time-out had passed.
 */
public final class Ns16550 extends QueuedUart {

    /** Bytes of address space. */
    public static final int SIZE = 0x100;

    private static final int RECEIVED_DATA = 1;
    private static final int TRANSMITTER_EMPTY = 1 << 1;

    private static final int NO_INTERRUPT = 1;
    private static final int IDENTIFIES_TRANSMITTER = 2;
    private static final int IDENTIFIES_DATA = 4;
    private static final int FIFOS_ENABLED = 0xC0;

    private static final int CLEARS_RECEIVER = 1 << 1;
    private static final int DIVISOR_LATCH = 1 << 7;
    private static final int LOOPBACK = 1 << 4;

    private static final int DATA_READY = 1;
    private static final int ALL_SENT = 0x60;

    /** Clear to send, data set ready, carrier: somebody is there. */
    private static final int CONNECTED = 0xB0;

    private static final int RESET_DIVISOR = 0x0C;

    private final Register interruptEnable;
    private final Register fifoControl;
    private final Register lineControl;
    private final Register modemControl;
    private int divisor = RESET_DIVISOR;
    private boolean transmitterToTell;

    /**
     * Creates the device.
     *
     * @param wide whether registers are four bytes apart, not one
     */
    public Ns16550(Surroundings surroundings, boolean wide) {
        super(surroundings, SIZE, wide ? Layout.WORDS : Layout.BYTES);
        int step = wide ? 4 : 1;
        registers
                .fixed(0)
                .onRead(stored -> isLatched() ? divisor & 0xFF : takeReceived())
                .onWrite(this::writeData);
        interruptEnable = registers.fixed(step).onRead(this::readEnable).onWrite(this::enable);
        fifoControl = registers.fixed(2 * step).onRead(stored -> identify()).onWrite(this::controlFifos);
        lineControl = registers.word(3 * step, 0xFF);
        modemControl = registers.word(4 * step, 0x1F);
        registers.fixed(5 * step).onRead(stored -> ALL_SENT | (received.isEmpty() ? 0 : DATA_READY));
        registers.fixed(6 * step).onRead(stored -> modemStatus());
        registers.word(7 * step, 0xFF);
    }

    @Override
    protected boolean isReceiving() {
        return !modemControl.has(LOOPBACK);
    }

    @Override
    protected boolean isInterrupting() {
        return pending() != NO_INTERRUPT;
    }

    @Override
    protected void onReset() {
        divisor = RESET_DIVISOR;
        transmitterToTell = false;
        super.onReset();
    }

    private boolean isLatched() {
        return lineControl.has(DIVISOR_LATCH);
    }

    private int pending() {
        if (interruptEnable.has(RECEIVED_DATA) && !received.isEmpty()) {
            return IDENTIFIES_DATA;
        }
        return interruptEnable.has(TRANSMITTER_EMPTY) && transmitterToTell ? IDENTIFIES_TRANSMITTER : NO_INTERRUPT;
    }

    private void writeData(int value) {
        if (isLatched()) {
            divisor = (divisor & 0xFF00) | (value & 0xFF);
            return;
        }
        if (modemControl.has(LOOPBACK)) {
            received.add(value & 0xFF);
        } else {
            transmit(value);
        }
        transmitterToTell = true;
        update();
    }

    private int readEnable(int stored) {
        return isLatched() ? divisor >> 8 : stored;
    }

    private void enable(int value) {
        if (isLatched()) {
            divisor = (divisor & 0xFF) | (value & 0xFF) << 8;
            return;
        }
        transmitterToTell |= !interruptEnable.has(TRANSMITTER_EMPTY) && (value & TRANSMITTER_EMPTY) != 0;
        interruptEnable.set(value & 0xF);
        update();
    }

    /** Tells what interrupts; telling that the transmitter is empty takes that interrupt back. */
    private int identify() {
        int identification = pending();
        if (identification == IDENTIFIES_TRANSMITTER) {
            transmitterToTell = false;
            update();
        }
        return identification | (fifoControl.has(1) ? FIFOS_ENABLED : 0);
    }

    private void controlFifos(int value) {
        if ((value & CLEARS_RECEIVER) != 0 || fifoControl.has(1) != ((value & 1) != 0)) {
            received.clear();
        }
        fifoControl.set(value & 0xC9);
        update();
    }

    /** In loopback the outputs are connected to the inputs. */
    private int modemStatus() {
        if (!modemControl.has(LOOPBACK)) {
            return CONNECTED;
        }
        int control = modemControl.get();
        return (control & 0xC) << 4 | (control & 2) << 3 | (control & 1) << 5;
    }
}
