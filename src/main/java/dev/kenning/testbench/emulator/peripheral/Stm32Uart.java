package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.InterruptLine;
import dev.kenning.testbench.emulator.InterruptOutputs;
import dev.kenning.testbench.emulator.Uart;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.Map;

/**
 * Models the USART of STM32F1, F2 and F4 ({@code UART.STM32_UART}; reference manual RM0090, section 30).
 *
 * <p>As {@link Stm32F7Usart}: no baud pacing, no errors; IDLE is not detected.
 */
public final class Stm32Uart extends RegisterDevice implements Uart, InterruptOutputs {

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

    private final Surroundings surroundings;
    private final Register status = registers.fixed(0x00).resetsTo(TC | TXE);
    private final Register control1;
    private final ByteQueue received = new ByteQueue();
    private final UartListeners listeners = new UartListeners();
    private final InterruptLine irq = new InterruptLine();

    /** Creates the device. */
    public Stm32Uart(Surroundings surroundings) {
        super(surroundings, SIZE);
        this.surroundings = surroundings;
        status.onRead(stored -> stored | (received.isEmpty() ? 0 : RXNE)).onWrite(this::statusWritten);
        registers.fixed(0x04).onRead(stored -> readData()).onWrite(this::transmit);
        registers.word(0x08, 0xFFFF);
        control1 = registers.word(0x0C, 0xFFFF).onWrite(value -> update());
        registers.word(0x10, 0x7FFF);
        registers.word(0x14, 0x0FFF);
        registers.word(0x18, 0xFFFF);
    }

    @Override
    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(Listener listener) {
        listeners.remove(listener);
    }

    @Override
    public void receive(int value) {
        if ((control1.get() & (UE | RE)) == (UE | RE)) {
            received.add(value);
            update();
        }
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        return Map.of("IRQ", irq);
    }

    @Override
    protected void onReset() {
        received.clear();
        update();
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

    private void transmit(int value) {
        if ((control1.get() & (UE | TE)) != (UE | TE)) {
            surroundings
                    .log()
                    .warn(
                            surroundings.name(),
                            "A byte was written to DR while the transmitter is disabled (UE or TE is 0); it is lost.");
            return;
        }
        status.set(status.get() | TC);
        update();
        listeners.transmit(value & 0xFF);
    }

    private void update() {
        irq.set(control1.has(TXEIE)
                || (control1.has(TCIE) && status.has(TC))
                || (control1.has(RXNEIE) && !received.isEmpty()));
    }
}
