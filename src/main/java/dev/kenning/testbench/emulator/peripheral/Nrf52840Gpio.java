package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.InterruptReceiver;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Models a GPIO port ({@code GPIOPort.NRF52840_GPIO}; product specification, section 6.9): offsets count from 0x500 of the
 * data sheet, as in Renode's platform.
 */
public final class Nrf52840Gpio extends RegisterDevice implements InterruptOutputs, InterruptReceiver {

    /** Bytes of address space. */
    public static final int SIZE = 0x300;

    private static final int PINS = 32;
    private static final int DIRECTION = 1;
    private static final int DISCONNECTED_INPUT = 1 << 1;

    /** Hears of each change of a pin's level. */
    @FunctionalInterface
    interface PinListener {

        /** Takes the pin, its new level, and whether the pin senses that level. */
        void onPin(int pin, boolean high, boolean sensed);
    }

    private final Register output = registers.word(0x04).onWrite(value -> drive());
    private final Register direction = registers.word(0x14).onWrite(this::directionWritten);
    private final Register[] configuration = new Register[PINS];
    private final NumberedOutputs pins = new NumberedOutputs(PINS);
    private final List<PinListener> listeners = new ArrayList<>(1);
    private int external;
    private int levels;

    /** Creates the device. */
    public Nrf52840Gpio(Surroundings surroundings) {
        super(surroundings, SIZE);
        registers.setAndClear(0x08, 0x0C, output, this::drive);
        registers.fixed(0x10).onRead(stored -> inputs());
        registers.setAndClear(0x18, 0x1C, direction, () -> directionWritten(direction.get()));
        registers.word(0x20);
        registers.word(0x24, 1);
        for (int i = 0; i < PINS; i++) {
            int pin = i;
            configuration[i] = registers
                    .word(0x200 + 4 * i, 0x3_070F)
                    .resetsTo(DISCONNECTED_INPUT)
                    .onWrite(value -> configured(pin, value));
        }
    }

    /** Adds a listener, as the GPIO tasks and events are. */
    void addPinListener(PinListener listener) {
        listeners.add(listener);
    }

    /** Drives a pin from a task, whatever OUT says. */
    void drivePin(int pin, boolean high) {
        int bit = 1 << pin;
        output.set(high ? output.get() | bit : output.get() & ~bit);
        drive();
    }

    /** Returns a pin's level. */
    boolean isHigh(int pin) {
        return (levels() & (1 << pin)) != 0;
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        return pins.byName();
    }

    @Override
    public void onLevel(int number, boolean high) {
        external = high ? external | (1 << number) : external & ~(1 << number);
        drive();
    }

    @Override
    protected void onReset() {
        drive();
    }

    private void configured(int pin, int value) {
        int bit = 1 << pin;
        direction.set((value & DIRECTION) != 0 ? direction.get() | bit : direction.get() & ~bit);
        drive();
    }

    private void directionWritten(int value) {
        for (int i = 0; i < PINS; i++) {
            int out = (value >>> i) & DIRECTION;
            configuration[i].set((configuration[i].get() & ~DIRECTION) | out);
        }
        drive();
    }

    private int inputs() {
        int connected = 0;
        for (int i = 0; i < PINS; i++) {
            connected |= configuration[i].has(DISCONNECTED_INPUT) ? 0 : 1 << i;
        }
        return levels() & connected;
    }

    private int levels() {
        return (output.get() & direction.get()) | (external & ~direction.get());
    }

    private void drive() {
        int now = levels();
        int changed = now ^ levels;
        levels = now;
        for (int pin = 0; pin < PINS; pin++) {
            boolean high = (now & (1 << pin)) != 0;
            if ((direction.get() & (1 << pin)) != 0) {
                pins.line(pin).set(high);
            }
            if ((changed & (1 << pin)) != 0) {
                for (int i = 0; i < listeners.size(); i++) {
                    listeners.get(i).onPin(pin, high, senses(pin, high));
                }
            }
        }
    }

    /** SENSE is 2 for a high level and 3 for a low one. */
    private boolean senses(int pin, boolean high) {
        return ((configuration[pin].get() >>> 16) & 3) == (high ? 2 : 3);
    }
}
