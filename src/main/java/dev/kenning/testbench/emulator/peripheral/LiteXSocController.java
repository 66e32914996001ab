package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;

/**
 * Models the controller of a LiteX system with registers of 8 bits, 4 bytes apart ({@code
 * Miscellaneous.LiteX_SoC_Controller}): a scratch register in four parts, and no errors of the bus.
 */
public final class LiteXSocController extends RegisterDevice {

    /** Bytes of address space. */
    public static final int SIZE = 0x100;

    /** What the scratch register holds after reset, its highest byte first. */
    private static final int[] SCRATCH = {0x12, 0x34, 0x56, 0x78};

    private static final int BYTE = 0xFF;

    /** Creates the device. */
    public LiteXSocController(Surroundings surroundings) {
        super(surroundings, SIZE);
        registers.fixed(0x00);
        for (int i = 0; i < SCRATCH.length; i++) {
            registers.word(0x04 + 4 * i, BYTE).resetsTo(SCRATCH[i]);
            registers.fixed(0x14 + 4 * i);
        }
    }
}
