package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.core.Stretch;

/** The regions of a memory protection unit, behind the registers that describe one of them at a time. */
sealed interface MpuRegions permits SizedRegions, LimitedRegions {

    /** No region holds an address. */
    int NONE = -1;

    /** Several regions hold an address, where that forbids it. */
    int SEVERAL = -2;

    int count();

    void reset();

    /** Reads a register of the selected region, or of another by an alias. */
    int read(int offset, int number);

    /** Returns which region is selected once a register is written. */
    int select(int offset, int number, int value);

    /** Writes a register of the selected region, or of another by an alias; returns whether permissions may change. */
    boolean write(int offset, int number, int value);

    /** Returns the region that decides about an address, {@link #NONE} or {@link #SEVERAL}. */
    int around(Stretch stretch);

    /** Returns what a region permits: a sum of {@code READ}, {@code WRITE} and {@code EXECUTE}. */
    int permissions(int region, boolean privileged);
}
