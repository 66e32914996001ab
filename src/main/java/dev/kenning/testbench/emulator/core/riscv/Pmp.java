package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.ProtectionUnit;
import dev.kenning.testbench.emulator.core.Stretch;
import java.util.Arrays;

/** Physical memory protection (Privileged ISA, 3.7): the entry with the lowest number decides. */
final class Pmp implements ProtectionUnit {

    static final int USER = 0;
    static final int MACHINE = 1;

    private static final int LOCKED = 1 << 7;
    private static final int WRITABLE = LOCKED | 3 << 3 | ANY;
    private static final int TOP_OF_RANGE = 1;
    private static final int FOUR_BYTES = 2;

    private final int entries;
    private final long addressMask;
    private final long[] addresses;
    private final int[] configurations;
    private boolean checksUser;
    private boolean checksMachine;
    private Runnable changed = () -> {};

    Pmp(int entries, Xlen xlen) {
        this.entries = entries;
        addressMask = xlen == Xlen.RV64 ? (1L << 54) - 1 : 0xFFFF_FFFFL;
        addresses = new long[entries];
        configurations = new int[entries];
    }

    /** Says what to call when a register has been changed. */
    void onChange(Runnable action) {
        changed = action;
    }

    void reset() {
        Arrays.fill(addresses, 0);
        Arrays.fill(configurations, 0);
        update();
    }

    /** Returns whether a level is checked: user mode by any entry, machine mode by locked ones. */
    boolean checks(int level) {
        return level == MACHINE ? checksMachine : checksUser;
    }

    long address(int entry) {
        return addresses[entry];
    }

    void setAddress(int entry, long value) {
        boolean isBaseOfLocked = entry + 1 < entries && isLocked(entry + 1) && mode(entry + 1) == TOP_OF_RANGE;
        if (!isLocked(entry) && !isBaseOfLocked) {
            addresses[entry] = value & addressMask;
            update();
        }
    }

    int configuration(int entry) {
        return configurations[entry];
    }

    /** Sets an entry's configuration; to write without reading is reserved, and becomes neither, as on Renode. */
    void setConfiguration(int entry, int value) {
        if (!isLocked(entry)) {
            boolean reserved = (value & (READ | WRITE)) == WRITE;
            configurations[entry] = value & WRITABLE & (reserved ? ~WRITE : ~0);
            update();
        }
    }

    private boolean isLocked(int entry) {
        return (configurations[entry] & LOCKED) != 0;
    }

    private int mode(int entry) {
        return configurations[entry] >>> 3 & 3;
    }

    private void update() {
        checksUser = false;
        checksMachine = false;
        for (int entry = 0; entry < entries; entry++) {
            boolean active = mode(entry) != 0;
            checksUser |= active;
            checksMachine |= active && isLocked(entry);
        }
        changed.run();
    }

    @Override
    public void look(Stretch stretch) {
        for (int entry = 0; entry < entries; entry++) {
            if (isAround(entry, stretch)) {
                int accesses = configurations[entry] & ANY;
                stretch.permit(USER, accesses);
                stretch.permit(MACHINE, isLocked(entry) ? accesses : ANY);
                return;
            }
        }
        stretch.permit(MACHINE, ANY);
    }

    /** The entry that decides must match all bytes of an access. */
    @Override
    public boolean allowsStraddling() {
        return false;
    }

    private boolean isAround(int entry, Stretch stretch) {
        long address = addresses[entry];
        switch (mode(entry)) {
            case 0 -> {
                return false;
            }
            case TOP_OF_RANGE -> {
                long from = entry == 0 ? 0 : addresses[entry - 1] << 2;
                return stretch.isIn(from, (address << 2) - 1);
            }
            case FOUR_BYTES -> {
                return stretch.isIn(address << 2, (address << 2) + 3);
            }
            default -> {
                long inRange = address ^ address + 1;
                long start = (address & ~inRange) << 2;
                return stretch.isIn(start, start + (inRange << 2) + 3);
            }
        }
    }
}
