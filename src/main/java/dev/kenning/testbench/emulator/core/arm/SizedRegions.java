package dev.kenning.testbench.emulator.core.arm;

import static dev.kenning.testbench.emulator.core.ProtectionUnit.EXECUTE;
import static dev.kenning.testbench.emulator.core.ProtectionUnit.READ;
import static dev.kenning.testbench.emulator.core.ProtectionUnit.WRITE;

import dev.kenning.testbench.emulator.core.Stretch;
import java.util.Arrays;

/** Regions of a size that is a power of two (ARMv7-M ARM, B3.5): the one with the highest number decides. */
final class SizedRegions implements MpuRegions {

    private static final int BASE_VALID = 1 << 4;
    private static final int BASE_NUMBER = 0xF;
    private static final int BASE_ADDRESS = ~0x1F;

    private static final int ATTRIBUTES_WRITABLE = 0x173F_FF3F;
    private static final int ATTRIBUTES_ENABLE = 1;
    private static final int ATTRIBUTES_XN = 1 << 28;
    /** SIZE of the smallest region: 32 bytes. */
    private static final int SMALLEST = 4;
    /** SIZE of the smallest region that has sub-regions: 256 bytes. */
    private static final int SMALLEST_DIVIDED = 7;

    /** What AP allows privileged code: nothing, all, or to read; 4 is reserved. */
    private static final int[] PRIVILEGED_ACCESS = {0, READ | WRITE, READ | WRITE, READ | WRITE, 0, READ, READ, READ};

    private static final int[] UNPRIVILEGED_ACCESS = {0, 0, READ, READ | WRITE, 0, 0, READ, READ};

    private final int[] bases;
    private final int[] attributes;

    SizedRegions(int count) {
        bases = new int[count];
        attributes = new int[count];
    }

    @Override
    public int count() {
        return bases.length;
    }

    @Override
    public void reset() {
        Arrays.fill(bases, 0);
        Arrays.fill(attributes, 0);
    }

    @Override
    public int read(int offset, int number) {
        return number >= bases.length ? 0 : isBase(offset) ? bases[number] | number : attributes[number];
    }

    /** There are four aliases of the two registers. */
    @Override
    public int select(int offset, int number, int value) {
        boolean named = isBase(offset) && (value & BASE_VALID) != 0;
        int asked = value & BASE_NUMBER;
        return named && asked < bases.length ? asked : number;
    }

    @Override
    public boolean write(int offset, int number, int value) {
        return isBase(offset)
                ? set(bases, number, value & BASE_ADDRESS)
                : set(attributes, number, value & ATTRIBUTES_WRITABLE);
    }

    private static boolean set(int[] registers, int number, int value) {
        boolean changes = number < registers.length && registers[number] != value;
        if (changes) {
            registers[number] = value;
        }
        return changes;
    }

    private static boolean isBase(int offset) {
        return (offset - Mpu.BASE) % Mpu.ALIAS_STRIDE == 0;
    }

    @Override
    public int around(Stretch stretch) {
        for (int region = bases.length - 1; region >= 0; region--) {
            if (isAround(stretch, bases[region], attributes[region])) {
                return region;
            }
        }
        return NONE;
    }

    private static boolean isAround(Stretch stretch, int base, int attributes) {
        int size = attributes >>> 1 & 0x1F;
        if ((attributes & ATTRIBUTES_ENABLE) == 0 || size < SMALLEST) {
            return false;
        }
        long length = 2L << size;
        long start = Integer.toUnsignedLong(base) & -length;
        if (!stretch.isIn(start, start + length - 1)) {
            return false;
        }
        int disabled = attributes >>> 8 & 0xFF;
        if (disabled == 0 || size < SMALLEST_DIVIDED) {
            return true;
        }
        long part = length / 8;
        long index = (stretch.address() - start) / part;
        stretch.isIn(start + index * part, start + (index + 1) * part - 1);
        return (disabled >>> index & 1) == 0;
    }

    @Override
    public int permissions(int region, boolean privileged) {
        int access = attributes[region] >>> 24 & 7;
        int permitted = (privileged ? PRIVILEGED_ACCESS : UNPRIVILEGED_ACCESS)[access];
        return (attributes[region] & ATTRIBUTES_XN) == 0 ? permitted | EXECUTE : permitted;
    }
}
