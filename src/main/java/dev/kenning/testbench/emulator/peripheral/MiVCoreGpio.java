package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.InterruptReceiver;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.LinkedHashMap;
import java.util.Map;

/** Models Microchip's CoreGPIO of 32 pins ({@code GPIOPort.MiV_CoreGPIO}; its handbook, version 3.2). */
public final class MiVCoreGpio extends RegisterDevice implements InterruptOutputs, InterruptReceiver {

    /** Bytes of address space. */
    public static final int SIZE = 0xA4;

    private static final int PINS = 32;
    private static final int OUTPUT = 1;
    private static final int INPUT = 1 << 1;
    private static final int INTERRUPT = 1 << 3;
    private static final int TRIGGER_SHIFT = 5;
    private static final int LEVEL_HIGH = 0;
    private static final int LEVEL_LOW = 1;
    private static final int RISING = 2;
    private static final int FALLING = 3;
    private static final int BOTH = 4;

    private final Register[] configuration = new Register[PINS];
    private final Register pending;
    private final Register output;
    private final NumberedOutputs pins = new NumberedOutputs(PINS);
    private final InterruptLine irq = new InterruptLine();
    private int levels;

    /** Creates the device, whose pins are neither inputs nor outputs at first. */
    public MiVCoreGpio(Surroundings surroundings) {
        super(surroundings, SIZE);
        for (int pin = 0; pin < PINS; pin++) {
            configuration[pin] = registers.word(4 * pin, 0xFF).onWrite(value -> update());
        }
        pending = registers.fixed(0x80).onWrite(this::clearPending);
        registers.fixed(0x90).onRead(stored -> levels & pinsWith(INPUT));
        output = registers.word(0xA0).onWrite(value -> update());
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        Map<String, InterruptLine> outputs = new LinkedHashMap<>(pins.byName());
        outputs.put("IRQ", irq);
        return outputs;
    }

    @Override
    public void onLevel(int number, boolean high) {
        int before = levels;
        levels = high ? levels | 1 << number : levels & ~(1 << number);
        if (before != levels && isEnabled(number) && isEdge(trigger(number), high)) {
            pending.set(pending.get() | 1 << number);
        }
        update();
    }

    @Override
    protected void onReset() {
        update();
    }

    private void clearPending(int bits) {
        pending.set(pending.get() & ~bits);
        update();
    }

    private void update() {
        int driven = output.get() & pinsWith(OUTPUT);
        for (int pin = 0; pin < PINS; pin++) {
            pins.line(pin).set((driven >>> pin & 1) != 0);
            boolean high = (levels >>> pin & 1) != 0;
            int trigger = trigger(pin);
            if (isEnabled(pin) && ((trigger == LEVEL_HIGH && high) || (trigger == LEVEL_LOW && !high))) {
                pending.set(pending.get() | 1 << pin);
            }
        }
        irq.set(pending.get() != 0);
    }

    private boolean isEnabled(int pin) {
        return (configuration[pin].get() & (INPUT | INTERRUPT)) == (INPUT | INTERRUPT);
    }

    private int trigger(int pin) {
        return configuration[pin].get() >>> TRIGGER_SHIFT;
    }

    private static boolean isEdge(int trigger, boolean rises) {
        return trigger == BOTH || trigger == (rises ? RISING : FALLING);
    }

    private int pinsWith(int bit) {
        int with = 0;
        for (int pin = 0; pin < PINS; pin++) {
            with |= configuration[pin].has(bit) ? 1 << pin : 0;
        }
        return with;
    }
}
