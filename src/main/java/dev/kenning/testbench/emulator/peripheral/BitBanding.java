package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.bus.SystemBus;

/**
 * Shows each bit of a region as a word ({@code Miscellaneous.BitBanding}; ARMv7-M reference manual, B3.1): bit 0 of the word is the
 * bit, and writing it changes that bit of the region only.
 */
public final class BitBanding implements Peripheral {

    private final SystemBus bus;
    private final int base;

    /**
     * Creates the alias.
     *
     * @param base where the region begins
     */
    public BitBanding(SystemBus bus, int base) {
        this.bus = bus;
        this.base = base;
    }

    @Override
    public int read(int offset, int width) {
        return bus.readWord(word(offset)) >>> bit(offset) & 1;
    }

    @Override
    public void write(int offset, int width, int value) {
        int mask = 1 << bit(offset);
        int others = bus.readWord(word(offset)) & ~mask;
        bus.writeWord(word(offset), (value & 1) != 0 ? others | mask : others);
    }

    private int word(int offset) {
        return base + (offset >>> 7 << 2);
    }

    private static int bit(int offset) {
        return offset >>> 2 & 31;
    }
}
