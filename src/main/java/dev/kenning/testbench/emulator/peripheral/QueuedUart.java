package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.bus.Uart;
import java.util.Map;

/** A UART with one interrupt output that keeps what it receives until the program reads it. */
abstract class QueuedUart extends RegisterDevice implements Uart, InterruptOutputs {

    /** What has been received and not been read. */
    protected final ByteQueue received = new ByteQueue();

    /** Where the device is built in. */
    protected final Surroundings surroundings;

    private final UartListeners listeners = new UartListeners();
    private final InterruptLine irq = new InterruptLine();

    QueuedUart(Surroundings surroundings, int size) {
        this(surroundings, size, Registers.Layout.WORDS);
    }

    QueuedUart(Surroundings surroundings, int size, Registers.Layout layout) {
        super(surroundings, size, layout);
        this.surroundings = surroundings;
    }

    @Override
    public final void addListener(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public final void removeListener(Listener listener) {
        listeners.remove(listener);
    }

    @Override
    public final void receive(int value) {
        if (isReceiving()) {
            received.add(value);
            update();
        }
    }

    @Override
    public final Map<String, InterruptLine> outputs() {
        return Map.of("IRQ", irq);
    }

    @Override
    protected void onReset() {
        received.clear();
        update();
    }

    /** Drives the interrupt to what {@link #isInterrupting()} says. */
    protected final void update() {
        irq.set(isInterrupting());
    }

    /** Gives a program the oldest byte that it has not read, 0 if there is none. */
    protected final int takeReceived() {
        int value = received.isEmpty() ? 0 : received.remove();
        update();
        return value;
    }

    /** Sends a byte, the lowest of the value. */
    protected final void transmit(int value) {
        listeners.transmit(value & 0xFF);
    }

    /** Reports a byte that a program wrote where it cannot be sent. */
    protected final void reportLost(String register, String reason) {
        surroundings
                .log()
                .warn(
                        surroundings.name(),
                        "A byte was written to " + register + " while the transmitter is disabled (" + reason
                                + "); it is lost.");
    }

    /** Returns whether the receiver is on. */
    protected abstract boolean isReceiving();

    /** Returns whether the interrupt output is to be high. */
    protected abstract boolean isInterrupting();
}
