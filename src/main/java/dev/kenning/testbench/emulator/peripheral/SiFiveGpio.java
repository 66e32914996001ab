package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.InterruptLine;
import dev.kenning.testbench.emulator.InterruptOutputs;
import dev.kenning.testbench.emulator.InterruptReceiver;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.Map;

/**
 * Models SiFive's GPIO ({@code GPIOPort.SiFive_GPIO}; FU540-C000 manual, chapter 17). As in Renode, an output of the model
 * is its pin's interrupt while one is enabled, and the level of the pin otherwise.
 */
public final class SiFiveGpio extends RegisterDevice implements InterruptOutputs, InterruptReceiver {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final int PINS = 32;
    private static final int ENABLES = 0x18;
    private static final int PENDING = 0x1C;
    private static final int CONDITION_STRIDE = 8;

    /** What can raise a pin's interrupt, in the order of the registers. */
    private enum Condition {
        RISE,
        FALL,
        HIGH,
        LOW;

        /** Returns the pins of which it is true, given the levels before and now. */
        int of(int before, int now) {
            return switch (this) {
                case RISE -> now & ~before;
                case FALL -> before & ~now;
                case HIGH -> now;
                case LOW -> ~now;
            };
        }
    }

    private final Register inputEnable;
    private final Register outputEnable;
    private final Register outputValue;
    private final Register outputInverted;
    private final Register[] enables = new Register[Condition.values().length];
    private final int[] pending = new int[Condition.values().length];
    private final NumberedOutputs outputs = new NumberedOutputs(PINS);
    private int external;
    private int levels;

    /** Creates the device. */
    public SiFiveGpio(Surroundings surroundings) {
        super(surroundings, SIZE);
        registers.fixed(0x00).onRead(stored -> inputs());
        inputEnable = registers.word(0x04);
        outputEnable = registers.word(0x08).onWrite(value -> update());
        outputValue = registers.word(0x0C).onWrite(value -> update());
        registers.word(0x10);
        registers.word(0x14);
        for (Condition condition : Condition.values()) {
            int index = condition.ordinal();
            enables[index] = registers.word(ENABLES + CONDITION_STRIDE * index).onWrite(value -> update());
            registers
                    .fixed(PENDING + CONDITION_STRIDE * index)
                    .onRead(stored -> pending[index])
                    .onWrite(value -> clear(index, value));
        }
        registers.word(0x38);
        registers.word(0x3C);
        outputInverted = registers.word(0x40).onWrite(value -> update());
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        return outputs.byName();
    }

    @Override
    public void onLevel(int number, boolean high) {
        external = high ? external | 1 << number : external & ~(1 << number);
        update();
    }

    @Override
    protected void onReset() {
        update();
        for (Condition condition : Condition.values()) {
            pending[condition.ordinal()] = 0;
        }
    }

    private int inputs() {
        return levels & inputEnable.get();
    }

    private void clear(int condition, int pins) {
        pending[condition] &= ~pins;
        update();
    }

    private void update() {
        int before = levels;
        int driven = outputEnable.get();
        levels = (driven & (outputValue.get() ^ outputInverted.get())) | (~driven & external);
        int interrupting = 0;
        int enabled = 0;
        for (Condition condition : Condition.values()) {
            int index = condition.ordinal();
            pending[index] |= condition.of(before, levels);
            interrupting |= pending[index] & enables[index].get();
            enabled |= enables[index].get();
        }
        int result = (enabled & interrupting) | (~enabled & levels);
        for (int pin = 0; pin < PINS; pin++) {
            outputs.line(pin).set((result >>> pin & 1) != 0);
        }
    }
}
