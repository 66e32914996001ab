package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.core.ProtectionUnit;
import dev.kenning.testbench.emulator.core.Stretch;
import java.util.Arrays;

/** The memory protection unit (ARMv7-M ARM, B3.5): the region with the highest number decides. */
final class Mpu implements ProtectionUnit {

    static final int UNPRIVILEGED = 0;
    static final int PRIVILEGED = 1;

    static final int TYPE = 0xD90;
    static final int CONTROL = 0xD94;
    static final int NUMBER = 0xD98;
    static final int BASE = 0xD9C;
    static final int ATTRIBUTES = 0xDA0;

    /** The regions that a core has unless somebody says how many. */
    static final int REGIONS = 8;

    private static final int BASE_VALID = 1 << 4;
    private static final int BASE_NUMBER = 0xF;
    private static final int BASE_ADDRESS = ~0x1F;
    private static final int ALIAS_STRIDE = 8;

    private static final int CONTROL_ENABLE = 1;
    private static final int CONTROL_HFNMIENA = 1 << 1;
    private static final int CONTROL_PRIVDEFENA = 1 << 2;

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

    private static final long PRIVATE_BUS_START = 0xE000_0000L;
    private static final long PRIVATE_BUS_LAST = 0xE00F_FFFFL;
    private static final long SYSTEM_START = 0xE000_0000L;

    private int[] bases = new int[REGIONS];
    private int[] attributes = new int[REGIONS];
    private int control;
    private int number;
    private Runnable changed = () -> {};

    /** Says what to call when a register has been changed. */
    void onChange(Runnable action) {
        changed = action;
    }

    /** Gives the unit so many regions, all disabled. */
    void setRegions(int count) {
        bases = new int[count];
        attributes = new int[count];
        reset();
    }

    int regions() {
        return bases.length;
    }

    void reset() {
        control = 0;
        number = 0;
        Arrays.fill(bases, 0);
        Arrays.fill(attributes, 0);
        changed.run();
    }

    /** Returns whether accesses are checked; {@code faulting} at a priority of HardFault, NMI or FAULTMASK. */
    boolean isOn(boolean faulting) {
        int needed = faulting ? CONTROL_ENABLE | CONTROL_HFNMIENA : CONTROL_ENABLE;
        return (control & needed) == needed;
    }

    int read(int offset) {
        return switch (offset) {
            case TYPE -> bases.length << 8;
            case CONTROL -> control;
            case NUMBER -> number;
            default -> number >= bases.length ? 0 : isBase(offset) ? bases[number] | number : attributes[number];
        };
    }

    void write(int offset, int value) {
        switch (offset) {
            case TYPE -> {}
            case CONTROL -> {
                control = value & (CONTROL_ENABLE | CONTROL_HFNMIENA | CONTROL_PRIVDEFENA);
                changed.run();
            }
            case NUMBER -> select(value & 0xFF);
            default -> {
                if (isBase(offset)) {
                    writeBase(value);
                } else {
                    set(attributes, value & ATTRIBUTES_WRITABLE);
                }
            }
        }
    }

    private void select(int region) {
        if (region < bases.length) {
            number = region;
        }
    }

    private void writeBase(int value) {
        if ((value & BASE_VALID) != 0) {
            select(value & BASE_NUMBER);
        }
        set(bases, value & BASE_ADDRESS);
    }

    private void set(int[] registers, int value) {
        if (number < registers.length && registers[number] != value) {
            registers[number] = value;
            if ((control & CONTROL_ENABLE) != 0) {
                changed.run();
            }
        }
    }

    /** Tells the base registers, of which there are four aliases, from the attribute registers. */
    private static boolean isBase(int offset) {
        return (offset - BASE) % ALIAS_STRIDE == 0;
    }

    @Override
    public void look(Stretch stretch) {
        boolean privateBus = stretch.isIn(PRIVATE_BUS_START, PRIVATE_BUS_LAST);
        int region = privateBus ? -1 : regionAround(stretch);
        if (region >= 0) {
            permit(stretch, attributes[region]);
        } else if (privateBus) {
            stretch.permit(UNPRIVILEGED, READ | WRITE);
            stretch.permit(PRIVILEGED, READ | WRITE);
        } else if ((control & CONTROL_PRIVDEFENA) != 0) {
            stretch.permit(PRIVILEGED, READ | WRITE | (isExecutableByDefault(stretch) ? EXECUTE : 0));
        }
    }

    /** An access is made of aligned ones, each of which is looked up. */
    @Override
    public boolean allowsStraddling() {
        return true;
    }

    private int regionAround(Stretch stretch) {
        for (int region = bases.length - 1; region >= 0; region--) {
            if (isAround(stretch, bases[region], attributes[region])) {
                return region;
            }
        }
        return -1;
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

    private static void permit(Stretch stretch, int attributes) {
        int access = attributes >>> 24 & 7;
        boolean system = stretch.isIn(SYSTEM_START, 0xFFFF_FFFFL);
        int fetch = (attributes & ATTRIBUTES_XN) != 0 || system ? 0 : EXECUTE;
        stretch.permit(PRIVILEGED, withFetch(PRIVILEGED_ACCESS[access], fetch));
        stretch.permit(UNPRIVILEGED, withFetch(UNPRIVILEGED_ACCESS[access], fetch));
    }

    /** Fetching needs the permission to read. */
    private static int withFetch(int access, int fetch) {
        return (access & READ) != 0 ? access | fetch : access;
    }

    /** The default memory map has instructions in code, RAM and external RAM (ARMv7-M ARM, B3.1). */
    private static boolean isExecutableByDefault(Stretch stretch) {
        for (int block = 0; block < 8; block++) {
            if (stretch.isIn((long) block << 29, (((long) block + 1) << 29) - 1)) {
                return !isExecuteNever((int) ((long) block << 29));
            }
        }
        return false;
    }

    /** Returns whether the default memory map forbids instructions at an address. */
    static boolean isExecuteNever(int address) {
        return address >>> 29 == 2 || address >>> 29 >= 5;
    }
}
