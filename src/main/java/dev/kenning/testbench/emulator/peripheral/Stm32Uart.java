package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;

/**
 * Models the USART of STM32F1, F2 and F4 ({@code UART.STM32_UART}; reference manual RM0090, section 30).
 *
 * <p>As {@link Stm32F7Usart}: no baud pacing, no errors; IDLE is not detected.
 */
public final class Stm32Uart extends QueuedUart {

    /** Bytes of address space. */
    public static final int SIZE = 0x100;

    private static final int RXNE = 1 << 5;
    private static final int TC = 1 << 6;
    private static final int TXE = 1 << 7;

    private static final int RE = 1 << 2;
    private static final int TE = 1 << 3;
    private static final int RXNEIE = 1 << 5;
    private static final int TCIE = 1 << 6;
    private static final int TXEIE = 1 << 7;
    private static final int UE = 1 << 13;

    private final Register status = registers.fixed(0x00).resetsTo(TC | TXE);
    private final Register control1;

    /** Creates the device. */
    public Stm32Uart(Surroundings surroundings) {
        super(surroundings, SIZE);
        status.onRead(stored -> stored | (received.isEmpty() ? 0 : RXNE)).onWrite(this::statusWritten);
        registers.fixed(0x04).onRead(stored -> readData()).onWrite(this::send);
        registers.word(0x08, 0xFFFF);
        control1 = registers.word(0x0C, 0xFFFF).onWrite(value -> update());
        registers.word(0x10, 0x7FFF);
        registers.word(0x14, 0x0FFF);
        registers.word(0x18, 0xFFFF);
    }

    @Override
    protected boolean isReceiving() {
        return (control1.get() & (UE | RE)) == (UE | RE);
    }

    @Override
    protected boolean isInterrupting() {
        return control1.has(TXEIE)
                || (control1.has(TCIE) && status.has(TC))
                || (control1.has(RXNEIE) && !received.isEmpty());
    }

    private void statusWritten(int value) {
        if ((value & TC) == 0) {
            status.set(status.get() & ~TC);
        }
        if ((value & RXNE) == 0) {
            received.clear();
        }
        update();
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
        if ((control1.get() & (UE | TE)) != (UE | TE)) {
            reportLost("DR", "UE or TE is 0");
            return;
        }
        status.set(status.get() | TC);
        update();
        transmit(value);
    }
}
