package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Alarm;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.bus.Uart;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;

/**
 * Models the UART of the nRF52840, with EasyDMA and without ({@code UART.NRF52840_UART}; product specification, sections
 * 6.33 and 6.34).
 *
 * <p>No flow control or errors. Bytes arrive without the pauses of a real line, and wait for a buffer where silicon keeps
 * six, but a buffer that a shortcut has opened gets them at the speed of the line until firmware clears RXSTARTED: no
 * firmware could follow otherwise.
 */
public final class Nrf52840Uart extends NrfDevice implements Uart {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final int ENABLED_UART = 4;
    private static final int ENABLED_UARTE = 8;
    private static final int DISCONNECTED = -1;
    private static final int COUNT_MASK = 0xFFFF;
    private static final int BITS_PER_BYTE = 10;
    private static final long OSCILLATOR = 16_000_000;

    private static final int SHORT_ENDRX_STARTRX = 1 << 5;
    private static final int SHORT_ENDRX_STOPRX = 1 << 6;

    private final Surroundings surroundings;
    private final SystemBus bus;
    private final boolean easyDma;
    private final ByteQueue received = new ByteQueue();
    private final UartListeners listeners = new UartListeners();

    private final Event receiveReady = event(0x108, 2);
    private final Event endReceive = event(0x110, 4);
    private final Event transmitReady = event(0x11C, 7);
    private final Event endTransmit = event(0x120, 8);
    private final Event receiverTimeout = event(0x144, 17);
    private final Event receiveStarted = event(0x14C, 19);
    private final Event transmitStarted = event(0x150, 20);
    private final Event transmitStopped = event(0x158, 22);

    private final Register enable;
    private final Register baudRate = registers.word(0x524).resetsTo(0x0400_0000);
    private final Register receivePointer = registers.word(0x534);
    private final Register receiveMaximum = registers.word(0x538, COUNT_MASK);
    private final Register receiveAmount = registers.fixed(0x53C);
    private final Register transmitPointer = registers.word(0x544);
    private final Register transmitMaximum = registers.word(0x548, COUNT_MASK);
    private final Register transmitAmount = registers.fixed(0x54C);

    /** The buffer that is being filled: pointer and size are latched when the receiver starts. */
    private int bufferAddress;

    private int bufferSize;
    private boolean receiving;
    private boolean transmitting;
    private boolean readyShown;
    private boolean paced;
    private final Alarm nextByte;

    /**
     * Creates the device.
     *
     * @param bus where buffers are
     * @param easyDma whether it moves whole buffers when its firmware asks for that
     */
    public Nrf52840Uart(Surroundings surroundings, SystemBus bus, boolean easyDma) {
        super(surroundings, SIZE);
        this.surroundings = surroundings;
        this.bus = bus;
        this.easyDma = easyDma;
        nextByte = surroundings.clock().newAlarm(this::deliverOne);
        receiveStarted.onClear(this::deliverAtOnce);
        task(0x000, this::startReceiving);
        task(0x004, this::stopReceiving);
        task(0x008, this::startTransmitting);
        task(0x00C, this::stopTransmitting);
        task(0x01C, () -> {
            receiving = false;
            transmitting = false;
        });
        task(0x02C, this::flush);
        // Clear to send, not clear to send, and errors: their lines are always quiet.
        event(0x100, 0);
        event(0x104, 1);
        event(0x124, 9);
        registers.word(0x480, 0xF);
        enable = registers.word(0x500, 0xF);
        for (int offset = 0x508; offset <= 0x514; offset += 4) {
            registers.word(offset).resetsTo(DISCONNECTED);
        }
        registers.fixed(0x518).onRead(stored -> readData());
        registers.fixed(0x51C).onWrite(this::writeData);
        registers.word(0x56C, 0x1F);
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
        if (enable.get() == 0) {
            return;
        }
        received.add(value);
        deliver();
    }

    @Override
    protected void onReset() {
        received.clear();
        receiving = false;
        transmitting = false;
        readyShown = false;
        paced = false;
        nextByte.cancel();
        super.onReset();
    }

    private boolean movesBuffers() {
        return easyDma && enable.get() == ENABLED_UARTE;
    }

    private void startReceiving() {
        receiving = true;
        paced = false;
        if (movesBuffers()) {
            openBuffer();
        }
        deliver();
    }

    private void openBuffer() {
        bufferAddress = receivePointer.get();
        bufferSize = receiveMaximum.get();
        receiveAmount.set(0);
        receiveStarted.happen();
    }

    private void stopReceiving() {
        boolean wasReceiving = receiving;
        receiving = false;
        if (wasReceiving && movesBuffers()) {
            endReceive.happen();
        }
        receiverTimeout.happen();
    }

    /** Empties what the receiver holds into the buffer, after it has stopped. */
    private void flush() {
        if (movesBuffers()) {
            bufferAddress = receivePointer.get();
            bufferSize = receiveMaximum.get();
            receiveAmount.set(0);
            fillBuffer();
            endReceive.happen();
        }
    }

    private void deliver() {
        if (!receiving) {
            return;
        }
        if (movesBuffers()) {
            while (receiving && !paced && !received.isEmpty() && receiveAmount.get() < bufferSize) {
                fillBuffer();
                if (receiveAmount.get() == bufferSize) {
                    endBuffer();
                }
            }
            if (paced && !received.isEmpty() && !nextByte.isSet()) {
                nextByte.at(surroundings.clock().now() + surroundings.clock().slotsFor(BITS_PER_BYTE, baud()));
            }
        } else if (!received.isEmpty() && !readyShown) {
            readyShown = true;
            receiveReady.happen();
        }
    }

    private void deliverOne() {
        if (paced && receiving && !received.isEmpty()) {
            fill(1);
            if (receiveAmount.get() == bufferSize) {
                endBuffer();
            }
        }
        deliver();
    }

    private void deliverAtOnce() {
        paced = false;
        deliver();
    }

    private long baud() {
        return Math.max(1, (Integer.toUnsignedLong(baudRate.get()) * OSCILLATOR) >>> 32);
    }

    private void fillBuffer() {
        fill(bufferSize - receiveAmount.get());
    }

    private void fill(int count) {
        for (int i = 0; i < count && !received.isEmpty(); i++) {
            int amount = receiveAmount.get();
            bus.writeByte(bufferAddress + amount, received.remove());
            receiveAmount.set(amount + 1);
            receiveReady.happen();
        }
    }

    private void endBuffer() {
        receiving = false;
        endReceive.happen();
        if (shorts.has(SHORT_ENDRX_STARTRX)) {
            receiving = true;
            openBuffer();
            paced = true;
        } else if (shorts.has(SHORT_ENDRX_STOPRX)) {
            receiverTimeout.happen();
        }
    }

    private int readData() {
        if (received.isEmpty()) {
            return 0;
        }
        int value = received.remove();
        readyShown = false;
        deliver();
        return value;
    }

    private void startTransmitting() {
        transmitting = true;
        if (!movesBuffers()) {
            return;
        }
        transmitStarted.happen();
        int count = transmitMaximum.get();
        for (int i = 0; i < count; i++) {
            listeners.transmit(bus.readByte(transmitPointer.get() + i));
            transmitReady.happen();
        }
        transmitAmount.set(count);
        endTransmit.happen();
    }

    private void stopTransmitting() {
        transmitting = false;
        if (movesBuffers()) {
            transmitStopped.happen();
        }
    }

    private void writeData(int value) {
        if (!transmitting || enable.get() != ENABLED_UART) {
            surroundings
                    .log()
                    .warn(
                            surroundings.name(),
                            "A byte was written to TXD while the transmitter is not started; it is lost.");
            return;
        }
        listeners.transmit(value & 0xFF);
        transmitReady.happen();
    }
}
