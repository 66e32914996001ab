package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.Map;

/**
 * Gives random words ({@code Miscellaneous.STM32F4_RNG}, {@code Miscellaneous.STM32F7_RNG}; reference manual RM0385,
 * section 16). The sequence depends on the device's name only, so that equal runs draw equal numbers.
 */
public final class Stm32Rng extends RegisterDevice implements InterruptOutputs {

    /** Bytes of address space. */
    public static final int SIZE = 0x400;

    private static final int RNGEN = 1 << 2;
    private static final int IE = 1 << 3;
    private static final int DRDY = 1;

    private final String name;
    private final Register control = registers.word(0x00, RNGEN | IE | (1 << 5)).onWrite(value -> update());
    private final InterruptLine irq = new InterruptLine();
    private RandomNumbers random;

    /** Creates the device. */
    public Stm32Rng(Surroundings surroundings) {
        super(surroundings, SIZE);
        name = surroundings.name();
        random = new RandomNumbers(name.hashCode());
        registers.fixed(0x04).onRead(stored -> control.has(RNGEN) ? DRDY : 0);
        registers.fixed(0x08).onRead(stored -> control.has(RNGEN) ? random.next(32) : 0);
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        return Map.of("IRQ", irq);
    }

    @Override
    protected void onReset() {
        random = new RandomNumbers(name.hashCode());
        update();
    }

    private void update() {
        irq.set(control.has(RNGEN) && control.has(IE));
    }
}
