package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;

/**
 * Models the power controller of STM32F4 ({@code Miscellaneous.STM32_PWR}; RM0090, section 5.4): the regulator and over-drive are
 * ready as soon as they are asked for.
 */
public final class Stm32Power extends RegisterDevice {

    /** Bytes of address space. */
    public static final int SIZE = 0x400;

    private static final int BOTH_SCALES = 0xC000;
    private static final int REGULATOR_READY = 1 << 14;
    private static final int OVER_DRIVE = 3 << 16;
    private static final int CLEAR_FLAGS = 0xC;

    private final Register control;

    /** Creates the device. */
    public Stm32Power(Surroundings surroundings) {
        super(surroundings, SIZE);
        control = registers.word(0x00, ~CLEAR_FLAGS).resetsTo(BOTH_SCALES);
        // Ready bits of the over-drive stand where the bits stand that ask for it.
        registers.word(0x04, 0x300).onRead(stored -> stored | REGULATOR_READY | (control.get() & OVER_DRIVE));
    }
}
