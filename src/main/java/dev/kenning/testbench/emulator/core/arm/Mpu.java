package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.core.ProtectionUnit;
import dev.kenning.testbench.emulator.core.Stretch;

/** The memory protection unit (ARMv7-M ARM, B3.5; ARMv8-M ARM, B11). */
final class Mpu implements ProtectionUnit {

    static final int UNPRIVILEGED = 0;
    static final int PRIVILEGED = 1;

    static final int TYPE = 0xD90;
    static final int CONTROL = 0xD94;
    static final int NUMBER = 0xD98;
    static final int BASE = 0xD9C;

    /** The regions that a core has unless somebody says how many. */
    static final int REGIONS = 8;

    /** From one alias of the two registers of a region to the next. */
    static final int ALIAS_STRIDE = 8;

    private static final int CONTROL_ENABLE = 1;
    private static final int CONTROL_HFNMIENA = 1 << 1;
    private static final int CONTROL_PRIVDEFENA = 1 << 2;

    private static final int TARGET_REGION_VALID = 1 << 16;
    private static final int TARGET_READABLE = 1 << 18;
    private static final int TARGET_WRITABLE = 1 << 19;

    private static final long PRIVATE_BUS_START = 0xE000_0000L;
    private static final long PRIVATE_BUS_LAST = 0xE00F_FFFFL;
    private static final long SYSTEM_START = 0xE000_0000L;

    private MpuRegions regions = new SizedRegions(REGIONS);
    private boolean hasLimits;
    private int control;
    private int number;
    private Runnable changed = () -> {};

    /** Says what to call when a register has been changed. */
    void onChange(Runnable action) {
        changed = action;
    }

    /** Takes the form that a type of core has. */
    void use(CortexMType model) {
        hasLimits = model.has(Extension.V8);
        setRegions(model.regions());
    }

    /** Gives the unit so many regions, all disabled. */
    void setRegions(int count) {
        regions = hasLimits ? new LimitedRegions(count) : new SizedRegions(count);
        reset();
    }

    int regions() {
        return regions.count();
    }

    void reset() {
        control = 0;
        number = 0;
        regions.reset();
        changed.run();
    }

    /** Returns whether accesses are checked; {@code faulting} at a priority of HardFault, NMI or FAULTMASK. */
    boolean isOn(boolean faulting) {
        int needed = faulting ? CONTROL_ENABLE | CONTROL_HFNMIENA : CONTROL_ENABLE;
        return (control & needed) == needed;
    }

    int read(int offset) {
        return switch (offset) {
            case TYPE -> regions.count() << 8;
            case CONTROL -> control;
            case NUMBER -> number;
            default -> regions.read(offset, number);
        };
    }

    void write(int offset, int value) {
        switch (offset) {
            case TYPE -> {}
            case CONTROL -> {
                control = value & (CONTROL_ENABLE | CONTROL_HFNMIENA | CONTROL_PRIVDEFENA);
                changed.run();
            }
            case NUMBER -> {
                if ((value & 0xFF) < regions.count()) {
                    number = value & 0xFF;
                }
            }
            default -> {
                number = regions.select(offset, number, value);
                if (regions.write(offset, number, value) && (control & CONTROL_ENABLE) != 0) {
                    changed.run();
                }
            }
        }
    }

    @Override
    public void look(Stretch stretch) {
        boolean privateBus = stretch.isIn(PRIVATE_BUS_START, PRIVATE_BUS_LAST);
        int region = privateBus ? MpuRegions.NONE : regions.around(stretch);
        if (region >= 0) {
            boolean system = stretch.isIn(SYSTEM_START, 0xFFFF_FFFFL);
            stretch.permit(PRIVILEGED, withFetch(regions.permissions(region, true), system));
            stretch.permit(UNPRIVILEGED, withFetch(regions.permissions(region, false), system));
        } else if (privateBus) {
            stretch.permit(UNPRIVILEGED, READ | WRITE);
            stretch.permit(PRIVILEGED, READ | WRITE);
        } else if (region == MpuRegions.NONE && (control & CONTROL_PRIVDEFENA) != 0) {
            stretch.permit(PRIVILEGED, READ | WRITE | (isExecutableByDefault(stretch) ? EXECUTE : 0));
        }
    }

    /**
     * Returns what TT tells of an address: its region, bit 16 if there is one, bits 18 and 19 if it may be read and written
     * (ARMv8-M ARM, D1.2.237).
     */
    int target(int address, int level) {
        if ((control & CONTROL_ENABLE) == 0) {
            return TARGET_READABLE | TARGET_WRITABLE;
        }
        Stretch stretch = Stretch.of(Integer.toUnsignedLong(address));
        int region = regions.around(stretch);
        look(stretch);
        return (region >= 0 ? region | TARGET_REGION_VALID : 0)
                | (stretch.permits(level, READ) ? TARGET_READABLE : 0)
                | (stretch.permits(level, WRITE) ? TARGET_WRITABLE : 0);
    }

    /** An access is made of aligned ones, each of which is looked up. */
    @Override
    public boolean allowsStraddling() {
        return true;
    }

    /** Fetching needs the permission to read, and nothing is fetched from the system's own addresses. */
    private static int withFetch(int permissions, boolean system) {
        return (permissions & READ) == 0 || system ? permissions & ~EXECUTE : permissions;
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
