package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.InterruptReceiver;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.Map;

/**
 * Turns edges into interrupt requests ({@code IRQControllers.STM32F4_EXTI}; reference manual RM0385, section 11). Line
 * n is both input n and output n.
 */
public final class Stm32F4Exti extends RegisterDevice implements InterruptOutputs, InterruptReceiver {

    /** Bytes of address space. */
    public static final int SIZE = 0x400;

    /** Lines beyond one register's bits are direct ones. */
    private static final int CONFIGURABLE = 32;

    private final int configurable;
    private final int firstDirect;
    private final NumberedOutputs lines;
    private final Register interruptMask;
    private final Register risingTrigger;
    private final Register fallingTrigger;
    private final Register softwareEvent;
    private final Register pending;
    private int levels;

    /**
     * Creates the device.
     *
     * @param count of lines
     * @param firstDirect the first line that is not configurable: it passes its input on as it is
     */
    public Stm32F4Exti(Surroundings surroundings, int count, int firstDirect) {
        super(surroundings, SIZE);
        lines = new NumberedOutputs(count);
        configurable = Math.min(count, CONFIGURABLE);
        this.firstDirect = Math.max(firstDirect, configurable);
        int all = configurable == 32 ? -1 : (1 << configurable) - 1;
        interruptMask = registers.word(0x00, all).onWrite(value -> update());
        registers.word(0x04, all);
        risingTrigger = registers.word(0x08, all);
        fallingTrigger = registers.word(0x0C, all);
        softwareEvent = registers.word(0x10, all).onWrite(this::raise);
        pending = registers.fixed(0x14).onWrite(this::acknowledge);
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        return lines.byName();
    }

    @Override
    public void onLevel(int number, boolean high) {
        if (number >= firstDirect) {
            lines.line(number).set(high);
            return;
        }
        int line = 1 << number;
        if (high == ((levels & line) != 0)) {
            return;
        }
        levels ^= line;
        if ((high ? risingTrigger : fallingTrigger).has(line)) {
            raise(line);
        }
    }

    @Override
    protected void onReset() {
        update();
    }

    private void raise(int mask) {
        pending.set(pending.get() | (mask & interruptMask.get()));
        update();
    }

    private void acknowledge(int mask) {
        pending.set(pending.get() & ~mask);
        softwareEvent.set(softwareEvent.get() & ~mask);
        update();
    }

    private void update() {
        for (int line = 0; line < configurable; line++) {
            lines.line(line).set((pending.get() & interruptMask.get() & (1 << line)) != 0);
        }
    }
}
