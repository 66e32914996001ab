package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.InterruptReceiver;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.List;
import java.util.Map;
import java.util.function.IntBinaryOperator;

/**
 * Models SiFive's GPIO ({@code GPIOPort.SiFive_GPIO}; FU540-C000 manual, chapter 17). As in Renode, an output of the model
 * is its pin's interrupt while one is enabled, and the level of the pin otherwise.
 */
public final class SiFiveGpio extends RegisterDevice implements InterruptOutputs, InterruptReceiver {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final int PINS = 32;

    /** Something that raises a pin's interrupt: a register that enables it, and what is pending behind that. */
    private final class Condition {

        private final IntBinaryOperator pins;
        private final Register enable;
        private int pending;

        /**
         * Creates a condition.
         *
         * @param pins gives the pins of which it is true, from the levels before and now
         */
        Condition(int offset, IntBinaryOperator pins) {
            this.pins = pins;
            enable = registers.word(offset).onWrite(value -> update());
            registers.fixed(offset + 4).onRead(stored -> pending).onWrite(value -> {
                pending &= ~value;
                update();
            });
        }
    }

    private final Register inputEnable;
    private final Register outputEnable;
    private final Register outputValue;
    private final Register outputInverted;
    private final List<Condition> conditions;
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
        conditions = List.of(
                new Condition(0x18, (before, now) -> now & ~before),
                new Condition(0x20, (before, now) -> before & ~now),
                new Condition(0x28, (before, now) -> now),
                new Condition(0x30, (before, now) -> ~now));
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
        conditions.forEach(condition -> condition.pending = 0);
    }

    private int inputs() {
        return levels & inputEnable.get();
    }

    private void update() {
        int before = levels;
        int driven = outputEnable.get();
        levels = (driven & (outputValue.get() ^ outputInverted.get())) | (~driven & external);
        int interrupting = 0;
        int enabled = 0;
        for (Condition condition : conditions) {
            condition.pending |= condition.pins.applyAsInt(before, levels);
            interrupting |= condition.pending & condition.enable.get();
            enabled |= condition.enable.get();
        }
        int result = (enabled & interrupting) | (~enabled & levels);
        for (int pin = 0; pin < PINS; pin++) {
            outputs.line(pin).set((result >>> pin & 1) != 0);
        }
    }
}
