package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Alarm;
import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.bus.Uart;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.Map;

/**
 * Models the USART of STM32F7 and its relatives ({@code UART.STM32F7_USART}; reference manual RM0385, section 31).
 *
 * <p>A byte leaves the moment it is written and is received the moment it arrives: TXE always reads 1, the receive
 * queue has no end, and errors and idle lines do not occur.
 */
public final class Stm32F7Usart extends RegisterDevice implements Uart, InterruptOutputs {

    /** Bytes of address space. */
    public static final int SIZE = 0x400;

    private static final int UE = 1;
    private static final int RE = 1 << 2;
    private static final int TE = 1 << 3;
    private static final int RXNEIE = 1 << 5;
    private static final int TCIE = 1 << 6;
    private static final int TXEIE = 1 << 7;
    private static final int OVER8 = 1 << 15;
    private static final int RTOIE = 1 << 26;
    private static final Map<Integer, String> NEVER_RAISED = Map.of(4, "IDLEIE", 8, "PEIE", 14, "CMIE", 27, "EOBIE");

    private static final int DMAR = 1 << 6;

    private static final int RXNE = 1 << 5;
    private static final int TC = 1 << 6;
    private static final int RTOF = 1 << 11;
    private static final int TEACK = 1 << 21;
    private static final int REACK = 1 << 22;
    private static final int ISR_AFTER_RESET = 0x2000_00C0;

    private static final int RXFRQ = 1 << 3;

    private final Surroundings surroundings;
    private final int frequency;
    private final boolean lowPower;
    private final Register control1 = registers.word(0x00).onWrite(this::control1Written);
    private final Register control3;
    private final Register baudRate;
    private final Register receiverTimeout;
    private final Register status =
            registers.fixed(0x1C).resetsTo(ISR_AFTER_RESET).onRead(this::readStatus);
    private final ByteQueue received = new ByteQueue();
    private final UartListeners listeners = new UartListeners();
    private final InterruptLine irq = new InterruptLine();
    private final InterruptLine receiveDmaRequest = new InterruptLine();
    private final Alarm timeout;
    private int reportedEnables;

    /**
     * Creates the device.
     *
     * @param frequency of the kernel clock in Hz; only the receiver time-out depends on it
     * @param lowPower whether this is an LPUART, whose baud rate divider is finer
     */
    public Stm32F7Usart(Surroundings surroundings, int frequency, boolean lowPower) {
        super(surroundings, SIZE);
        this.surroundings = surroundings;
        this.frequency = frequency;
        this.lowPower = lowPower;
        timeout = surroundings.clock().newAlarm(this::receiverTimedOut);
        registers.word(0x04);
        control3 = registers.word(0x08).onWrite(value -> update());
        baudRate = registers.word(0x0C, lowPower ? 0xF_FFFF : 0xFFFF);
        registers.word(0x10);
        receiverTimeout = registers.word(0x14, 0xFF_FFFF);
        registers.fixed(0x18).onWrite(this::requestWritten);
        registers.fixed(0x20).onWrite(this::clearFlags);
        registers.fixed(0x24).onRead(stored -> readData());
        registers.fixed(0x28).onWrite(this::transmit);
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
        if ((control1.get() & (UE | RE)) != (UE | RE)) {
            return;
        }
        received.add(value);
        startTimeout();
        update();
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        return Map.of("IRQ", irq, "ReceiveDmaRequest", receiveDmaRequest);
    }

    @Override
    protected void onReset() {
        received.clear();
        timeout.cancel();
        update();
    }

    private int readStatus(int stored) {
        return stored
                | (received.isEmpty() ? 0 : RXNE)
                | (control1.has(TE) ? TEACK : 0)
                | (control1.has(RE) ? REACK : 0);
    }

    private void control1Written(int value) {
        if ((value & TE) == 0) {
            status.set(status.get() | TC);
        }
        NEVER_RAISED.forEach((bit, name) -> {
            if ((value & ~reportedEnables & (1 << bit)) != 0) {
                reportedEnables |= 1 << bit;
                surroundings
                        .log()
                        .warn(
                                surroundings.name(),
                                name + " is set, but this interrupt is not modelled and never fires.");
            }
        });
        update();
    }

    private void requestWritten(int value) {
        if ((value & RXFRQ) != 0) {
            received.clear();
            update();
        }
    }

    private void clearFlags(int value) {
        status.set(status.get() & ~(value & (TC | RTOF)));
        update();
    }

    private int readData() {
        if (received.isEmpty()) {
            surroundings.log().warn(surroundings.name(), "No characters in queue.");
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
                            "A byte was written to TDR while the transmitter is disabled (UE or TE is 0); it is lost.");
            return;
        }
        status.set(status.get() | TC);
        update();
        listeners.transmit(value & 0xFF);
    }

    private void startTimeout() {
        int divider = baudRate.get();
        if (!control1.has(RTOIE) || divider == 0) {
            return;
        }
        long bitsPerSecond = (long) frequency * (lowPower ? 256 : control1.has(OVER8) ? 2 : 1) / divider;
        if (bitsPerSecond > 0) {
            Clock clock = surroundings.clock();
            timeout.at(clock.now() + clock.slotsFor(receiverTimeout.get(), bitsPerSecond));
        }
    }

    private void receiverTimedOut() {
        status.set(status.get() | RTOF);
        update();
    }

    private void update() {
        boolean waiting = !received.isEmpty();
        irq.set(control1.has(TXEIE)
                || (control1.has(TCIE) && status.has(TC))
                || (control1.has(RXNEIE) && waiting)
                || (control1.has(RTOIE) && status.has(RTOF)));
        receiveDmaRequest.set(control3.has(DMAR) && waiting);
    }
}
