package dev.kenning.testbench.emulator.core.arm;

import static dev.kenning.testbench.emulator.core.ProtectionUnit.EXECUTE;
import static dev.kenning.testbench.emulator.core.ProtectionUnit.READ;
import static dev.kenning.testbench.emulator.core.ProtectionUnit.WRITE;

import dev.kenning.testbench.emulator.core.Stretch;
import java.util.Arrays;

/** Regions from a base to a limit, where two that overlap forbid everything (ARMv8-M ARM, B11 and D1.2.179). */
final class LimitedRegions implements MpuRegions {

    private static final int MEMORY_ATTRIBUTES = 0xDC0;
    private static final int FIRST_ALIAS = 0xDA4;
    private static final int REGIONS_OF_ALIASES = 4;

    private static final int ADDRESS = ~0x1F;
    private static final int BASE_XN = 1;
    private static final int BASE_UNPRIVILEGED = 1 << 1;
    private static final int BASE_READ_ONLY = 1 << 2;
    private static final int LIMIT_ENABLE = 1;

    private final int[] bases;
    private final int[] limits;
    private final int[] memoryAttributes = new int[2];

    LimitedRegions(int count) {
        bases = new int[count];
        limits = new int[count];
    }

    @Override
    public int count() {
        return bases.length;
    }

    @Override
    public void reset() {
        Arrays.fill(bases, 0);
        Arrays.fill(limits, 0);
        Arrays.fill(memoryAttributes, 0);
    }

    @Override
    public int read(int offset, int number) {
        if (offset >= MEMORY_ATTRIBUTES) {
            return memoryAttributes[(offset - MEMORY_ATTRIBUTES) / 4 & 1];
        }
        int region = region(offset, number);
        return region >= bases.length ? 0 : (isBase(offset) ? bases : limits)[region];
    }

    /** A base does not name its region. */
    @Override
    public int select(int offset, int number, int value) {
        return number;
    }

    @Override
    public boolean write(int offset, int number, int value) {
        if (offset >= MEMORY_ATTRIBUTES) {
            memoryAttributes[(offset - MEMORY_ATTRIBUTES) / 4 & 1] = value;
            return false;
        }
        int region = region(offset, number);
        int[] registers = isBase(offset) ? bases : limits;
        boolean changes = region < registers.length && registers[region] != value;
        if (changes) {
            registers[region] = value;
        }
        return changes;
    }

    /** The three aliases are of the regions beside the one that is selected. */
    private static int region(int offset, int number) {
        return offset < FIRST_ALIAS ? number : (number & -REGIONS_OF_ALIASES) | (offset - Mpu.BASE) / Mpu.ALIAS_STRIDE;
    }

    private static boolean isBase(int offset) {
        return (offset - Mpu.BASE) % Mpu.ALIAS_STRIDE == 0;
    }

    @Override
    public int around(Stretch stretch) {
        int found = NONE;
        for (int region = 0; region < bases.length; region++) {
            if (isAround(stretch, region)) {
                found = found == NONE ? region : SEVERAL;
            }
        }
        return found;
    }

    private boolean isAround(Stretch stretch, int region) {
        return (limits[region] & LIMIT_ENABLE) != 0
                && stretch.isIn(
                        Integer.toUnsignedLong(bases[region] & ADDRESS),
                        Integer.toUnsignedLong(limits[region] | ~ADDRESS));
    }

    @Override
    public int permissions(int region, boolean privileged) {
        int base = bases[region];
        if (!privileged && (base & BASE_UNPRIVILEGED) == 0) {
            return 0;
        }
        return READ | ((base & BASE_READ_ONLY) != 0 ? 0 : WRITE) | ((base & BASE_XN) != 0 ? 0 : EXECUTE);
    }
}
