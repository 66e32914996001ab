package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.bus.Surroundings;

/** A device that is its registers: subclasses declare them and add what reset does beyond their values. */
abstract class RegisterDevice implements Peripheral {

    /** The device's registers. */
    protected final Registers registers;

    RegisterDevice(Surroundings surroundings, int size) {
        this(surroundings, size, Registers.Layout.WORDS);
    }

    RegisterDevice(Surroundings surroundings, int size, Registers.Layout layout) {
        registers = new Registers(surroundings.name(), size, surroundings.log(), layout);
    }

    @Override
    public final int read(int offset, int width) {
        return registers.read(offset, width);
    }

    @Override
    public final void write(int offset, int width, int value) {
        registers.write(offset, width, value);
    }

    @Override
    public final void reset() {
        registers.reset();
        onReset();
    }

    /** Brings back what is not in a register: queues, alarms, outputs. */
    protected void onReset() {}
}
