package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.bus.Uart;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.Map;

/**
 * Models the APB UART of Arm's Cortex-M System Design Kit ({@code UART.CMSDK_APB_UART}; ARM DDI 0479D, 4.3). Bytes are sent at
 * once, so that the transmitter is never full; a byte that arrives waits until the one before it has been read, so that none
 * is overrun.
 */
public final class CmsdkApbUart extends RegisterDevice implements Uart, InterruptOutputs {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final int TX = 1;
    private static final int RX = 1 << 1;
    private static final int STATE_RX_FULL = 1 << 1;
    private static final int INTERRUPT_ENABLE_SHIFT = 2;
    private static final int CONTROL = 0x7F;
    private static final int DIVIDER = 0xFFFFF;

    private static final int[] IDENTIFICATION = {0x04, 0x00, 0x00, 0x00, 0x21, 0xB8, 0x1B, 0x00, 0x0D, 0xF0, 0x05, 0xB1
    };
    private static final int FIRST_IDENTIFICATION = 0xFD0;

    private final Surroundings surroundings;
    private final ByteQueue received = new ByteQueue();
    private final UartListeners listeners = new UartListeners();
    private final InterruptLine transmitInterrupt = new InterruptLine();
    private final InterruptLine receiveInterrupt = new InterruptLine();
    private final Register control;
    private final Register raised;

    /** Creates the device. */
    public CmsdkApbUart(Surroundings surroundings) {
        super(surroundings, SIZE);
        this.surroundings = surroundings;
        registers.fixed(0x00).onRead(stored -> readData()).onWrite(this::send);
        registers.fixed(0x04).onRead(stored -> received.isEmpty() ? 0 : STATE_RX_FULL);
        control = registers.word(0x08, CONTROL);
        raised = registers.fixed(0x0C).onWrite(this::clearInterrupts);
        registers.word(0x10, DIVIDER);
        for (int i = 0; i < IDENTIFICATION.length; i++) {
            registers.fixed(FIRST_IDENTIFICATION + 4 * i).resetsTo(IDENTIFICATION[i]);
        }
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
    public Map<String, InterruptLine> outputs() {
        return Map.of("TxInterrupt", transmitInterrupt, "RxInterrupt", receiveInterrupt);
    }

    @Override
    public void receive(int value) {
        if ((control.get() & RX) != 0) {
            boolean isFirst = received.isEmpty();
            received.add(value);
            if (isFirst) {
                raise(RX);
            }
        }
    }

    @Override
    protected void onReset() {
        received.clear();
        update();
    }

    private int readData() {
        if (received.isEmpty()) {
            return 0;
        }
        int value = received.remove();
        if (!received.isEmpty()) {
            raise(RX);
        }
        return value;
    }

    private void send(int value) {
        if ((control.get() & TX) == 0) {
            surroundings
                    .log()
                    .warn(
                            surroundings.name(),
                            "A byte was written to DATA while the transmitter is disabled (TX enable is 0); it is lost.");
            return;
        }
        listeners.transmit(value & 0xFF);
        raise(TX);
    }

    /** Interrupts are raised by what happens while they are enabled, and stay until they are cleared. */
    private void raise(int interrupt) {
        raised.set(raised.get() | (control.get() >> INTERRUPT_ENABLE_SHIFT & interrupt));
        update();
    }

    private void clearInterrupts(int value) {
        raised.set(raised.get() & ~value);
        update();
    }

    private void update() {
        transmitInterrupt.set((raised.get() & TX) != 0);
        receiveInterrupt.set((raised.get() & RX) != 0);
    }
}
