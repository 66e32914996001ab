package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;

/**
 * Models Arm's PrimeCell UART ({@code UART.PL011}; ARM DDI 0183G, 3). No baud pacing and no errors: bytes are sent at
 * once, and the receiver's queue has no end. DMA requests are not modelled.
 */
public final class Pl011 extends QueuedUart {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final int FR_RXFE = 1 << 4;
    private static final int FR_TXFE = 1 << 7;

    private static final int CR_UARTEN = 1;
    private static final int CR_TXE = 1 << 8;
    private static final int CR_RXE = 1 << 9;

    private static final int RXIS = 1 << 4;
    private static final int TXIS = 1 << 5;
    private static final int RTIS = 1 << 6;
    private static final int INTERRUPTS = 0x7FF;

    private static final int[] IDENTIFICATION = {0x11, 0x10, 0x34, 0x00, 0x0D, 0xF0, 0x05, 0xB1};
    private static final int FIRST_IDENTIFICATION = 0xFE0;

    private final Register control;
    private final Register mask;
    private final Register raised;

    /** Creates the device. */
    public Pl011(Surroundings surroundings) {
        super(surroundings, SIZE);
        registers.fixed(0x000).onRead(stored -> readData()).onWrite(this::send);
        registers.fixed(0x004);
        registers.fixed(0x018).onRead(stored -> FR_TXFE | (received.isEmpty() ? FR_RXFE : 0));
        registers.word(0x020, 0xFF);
        registers.word(0x024, 0xFFFF);
        registers.word(0x028, 0x3F);
        registers.word(0x02C, 0xFF);
        control = registers.word(0x030, 0xFFFF).resetsTo(CR_TXE | CR_RXE).onWrite(value -> update());
        registers.word(0x034, 0x3F).resetsTo(0x12);
        mask = registers.word(0x038, INTERRUPTS).onWrite(value -> update());
        raised = registers.fixed(0x03C).onRead(stored -> rawInterrupts());
        registers.fixed(0x040).onRead(stored -> rawInterrupts() & mask.get());
        registers.fixed(0x044).onWrite(this::clearInterrupts);
        registers.word(0x048, 0x7);
        for (int i = 0; i < IDENTIFICATION.length; i++) {
            registers.fixed(FIRST_IDENTIFICATION + 4 * i).resetsTo(IDENTIFICATION[i]);
        }
    }

    @Override
    protected boolean isReceiving() {
        return isOn(CR_RXE);
    }

    @Override
    protected boolean isInterrupting() {
        return (rawInterrupts() & mask.get()) != 0;
    }

    private boolean isOn(int direction) {
        return (control.get() & (CR_UARTEN | direction)) == (CR_UARTEN | direction);
    }

    private int rawInterrupts() {
        return raised.get() | (received.isEmpty() ? 0 : RXIS | RTIS);
    }

    private int readData() {
        if (received.isEmpty()) {
            return 0;
        }
        int value = received.remove();
        update();
        return value;
    }

    private void send(int value) {
        if (!isOn(CR_TXE)) {
            reportLost("UARTDR", "UARTEN or TXE is 0");
            return;
        }
        raised.set(raised.get() | TXIS);
        transmit(value);
        update();
    }

    private void clearInterrupts(int value) {
        raised.set(raised.get() & ~value);
        update();
    }
}
