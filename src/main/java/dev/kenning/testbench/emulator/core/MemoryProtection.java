package dev.kenning.testbench.emulator.core;

import dev.kenning.testbench.emulator.bus.PageTables;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.state.NotState;
import dev.kenning.testbench.state.Stateful;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds a core to what its {@link ProtectionUnit} permits.
 *
 * <p>While nothing needs checking, the core uses the bus's page tables and never comes here. Else it uses tables of the
 * level of privilege that it has, in which only pages stand that are permitted as a whole; any other access takes the
 * slow path and is looked up. In a page that rules divide, such as one with a stack and its guard, the last permitted
 * stretch is remembered, so that the next access there costs two comparisons.
 *
 * <p>Fetches are looked up once, when a block is decoded; {@link #changed} and a change of level drop the blocks of pages
 * that are permitted in another way from then on.
 */
public final class MemoryProtection implements Stateful {

    /** The level that nothing is denied to. */
    public static final int UNCHECKED = -1;

    private static final int LEVELS = 2;
    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = 0xFFF;
    private static final int LONGEST_ACCESS = 8;
    /** The fetches of a page that are permitted in one part only. */
    private static final int MIXED = 2;

    /** A stretch of memory in which accesses of one kind are permitted, 0 bytes long if nothing is known. */
    private static final class Window {
        private int first;
        private int length;

        private boolean covers(int address) {
            return Integer.compareUnsigned(address - first, length) < 0;
        }
    }

    private final SystemBus bus;
    private final ProtectionUnit unit;
    private final IntConsumer dropBlocks;

    @NotState
    private final @Nullable PageTables[] tables = new PageTables[LEVELS];

    private final Stretch stretch = new Stretch();
    private final Window loads = new Window();
    private final Window stores = new Window();
    private int level = UNCHECKED;
    private int fetchLevel = UNCHECKED;
    private int deniedAddress;

    /** The pages that hold decoded blocks, and how fetches were permitted there. */
    @NotState
    private int[] codePages = new int[16];

    @NotState
    private int[] codePermissions = new int[16];

    @NotState
    private int codeCount;

    /**
     * Creates the protection of a core whose level is {@link #UNCHECKED}.
     *
     * @param dropBlocks forgets the decoded blocks of a page, by its number
     */
    public MemoryProtection(SystemBus bus, ProtectionUnit unit, IntConsumer dropBlocks) {
        this.bus = bus;
        this.unit = unit;
        this.dropBlocks = dropBlocks;
    }

    @Override
    public Runnable capture() {
        return this::changed;
    }

    /**
     * Takes levels of privilege, from 0, or {@link #UNCHECKED}.
     *
     * @param newLevel of loads and stores
     * @param newFetchLevel of fetches
     * @return whether they are others than before
     */
    public boolean select(int newLevel, int newFetchLevel) {
        boolean fetchesOtherwise = newFetchLevel != fetchLevel;
        if (newLevel == level && !fetchesOtherwise) {
            return false;
        }
        level = newLevel;
        fetchLevel = newFetchLevel;
        forgetWindows();
        if (fetchesOtherwise) {
            checkCode();
        }
        return true;
    }

    /** Takes a level for the loads and stores of one instruction. */
    public void borrow(int newLevel) {
        level = newLevel;
        forgetWindows();
    }

    /** Returns the level of loads and stores. */
    public int level() {
        return level;
    }

    /** Returns the level of fetches. */
    public int fetchLevel() {
        return fetchLevel;
    }

    /** Returns whether fetches are looked up. */
    public boolean checksFetches() {
        return fetchLevel != UNCHECKED;
    }

    /** Forgets what has been looked up, because the unit's rules have changed. */
    public void changed() {
        for (PageTables table : tables) {
            if (table != null) {
                table.clear();
            }
        }
        forgetWindows();
        checkCode();
    }

    /** Returns the pages that loads may use directly at the present level. */
    public byte[] @Nullable [] readPages() {
        return level == UNCHECKED ? bus.readPages() : table().readPages();
    }

    /** Returns the pages that stores may use directly at the present level. */
    public byte[] @Nullable [] writePages() {
        return level == UNCHECKED ? bus.writePages() : table().writePages();
    }

    /** Returns whether an aligned load from memory is known to be permitted. */
    public boolean knowsLoad(int address) {
        return loads.covers(address) && bus.readPages()[address >>> PAGE_BITS] != null;
    }

    /** Returns whether an aligned store to memory is known to be permitted. */
    public boolean knowsStore(int address) {
        return stores.covers(address) && bus.writePages()[address >>> PAGE_BITS] != null;
    }

    /** Returns whether every byte of a range may be accessed; if not, {@link #deniedAddress()} is the first that may not. */
    public boolean permits(int address, int length, int accesses) {
        return permitsAt(level, Integer.toUnsignedLong(address), length, accesses);
    }

    /** Returns whether every byte of a range of the bus may be accessed at a level. */
    public boolean permitsAt(int atLevel, long address, int length, int accesses) {
        if (atLevel == UNCHECKED) {
            return true;
        }
        long at = address;
        long end = at + length;
        long begun = at;
        while (at < end) {
            unit.look(stretch.around(at));
            boolean whole = at == begun && stretch.last() >= end - 1;
            if (!stretch.permits(atLevel, accesses) || !(whole || unit.allowsStraddling())) {
                deniedAddress = (int) at;
                return false;
            }
            at = stretch.last() == Long.MAX_VALUE ? end : stretch.last() + 1;
        }
        return true;
    }

    /** Returns the address that {@link #permits} has last denied. */
    public int deniedAddress() {
        return deniedAddress;
    }

    /** Remembers what a load that was permitted has found. */
    public void loaded(int address) {
        if (level != UNCHECKED && bus.readPages()[address >>> PAGE_BITS] != null) {
            if (find(address, ProtectionUnit.READ, loads)) {
                table().admitLoads(address);
            }
        }
    }

    /** Remembers what a store that was permitted has found. */
    public void stored(int address) {
        if (level != UNCHECKED && bus.writePages()[address >>> PAGE_BITS] != null) {
            if (find(address, ProtectionUnit.WRITE, stores)) {
                table().admitStores(address);
            }
        }
    }

    /** Returns whether the whole page is permitted; if only a part of it is, that becomes the window. */
    private boolean find(int address, int access, Window window) {
        unit.look(stretch.around(Integer.toUnsignedLong(address)));
        if (!stretch.permits(level, access)) {
            return false;
        }
        long page = Integer.toUnsignedLong(address & ~PAGE_MASK);
        if (stretch.covers(page, page + PAGE_MASK)) {
            return true;
        }
        long first = Math.max(stretch.first(), page);
        long last = Math.min(stretch.last(), page + PAGE_MASK);
        window.first = (int) ((first + LONGEST_ACCESS - 1) & -LONGEST_ACCESS);
        window.length = (int) Math.max(0, (last + 1 & -LONGEST_ACCESS) - Integer.toUnsignedLong(window.first));
        return false;
    }

    /** Returns whether a fetch is permitted, for a block that is being decoded. */
    public boolean permitsFetch(int address, int length) {
        noteCode(address >>> PAGE_BITS);
        return permitsAt(fetchLevel, Integer.toUnsignedLong(address), length, ProtectionUnit.EXECUTE);
    }

    private void noteCode(int page) {
        for (int i = codeCount - 1; i >= 0; i--) {
            if (codePages[i] == page) {
                return;
            }
        }
        if (codeCount == codePages.length) {
            codePages = Arrays.copyOf(codePages, 2 * codeCount);
            codePermissions = Arrays.copyOf(codePermissions, 2 * codeCount);
        }
        codePages[codeCount] = page;
        codePermissions[codeCount] = fetches(page);
        codeCount++;
    }

    private void checkCode() {
        for (int i = codeCount - 1; i >= 0; i--) {
            int page = codePages[i];
            int now = fetches(page);
            if (now != codePermissions[i] || now == MIXED) {
                codeCount--;
                codePages[i] = codePages[codeCount];
                codePermissions[i] = codePermissions[codeCount];
                dropBlocks.accept(page);
            }
        }
    }

    /** Returns 0 if nothing of a page may be fetched at the present level, 1 if everything may, else {@link #MIXED}. */
    private int fetches(int page) {
        if (fetchLevel == UNCHECKED) {
            return 1;
        }
        long start = Integer.toUnsignedLong(page << PAGE_BITS);
        unit.look(stretch.around(start));
        if (!stretch.covers(start, start + PAGE_MASK)) {
            return MIXED;
        }
        return stretch.permits(fetchLevel, ProtectionUnit.EXECUTE) ? 1 : 0;
    }

    private void forgetWindows() {
        loads.length = 0;
        stores.length = 0;
    }

    private PageTables table() {
        PageTables table = tables[level];
        if (table == null) {
            table = bus.newPageTables();
            tables[level] = table;
        }
        return table;
    }
}
