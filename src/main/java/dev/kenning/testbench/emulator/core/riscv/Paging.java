package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.bus.ExternalMmu;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.bus.TranslatedPages;
import dev.kenning.testbench.emulator.bus.WideAccess;
import dev.kenning.testbench.emulator.core.MemoryProtection;
import dev.kenning.testbench.emulator.core.ProtectionUnit;
import dev.kenning.testbench.state.NotState;
import org.jspecify.annotations.Nullable;

/**
 * Translates addresses of supervisor and user mode through page tables in memory: Sv32 on RV32, Sv39, Sv48 and Sv57 on
 * RV64 (Privileged ISA, 4.3 to 4.6).
 *
 * <p>Accessed and dirty bits are set by the walk, as QEMU and Renode do. What walks have found is kept in {@link
 * TranslatedPages} until {@code satp} is written or SFENCE.VMA is executed, so that an access to a page that is known
 * costs what it costs without translation.
 */
final class Paging {

    /** What {@link #translate} returns where page tables do not allow an access. */
    static final long PAGE_FAULT = -1;
    /** What {@link #translate} returns where memory protection does not allow the access to a page table. */
    static final long ACCESS_FAULT = -2;

    /** An access that every page allows, and that leaves no mark: a debugger's. */
    static final int PEEK = 0;

    private static final int VALID = 1;
    private static final int READABLE = 1 << 1;
    private static final int WRITABLE = 1 << 2;
    private static final int EXECUTABLE = 1 << 3;
    private static final int OF_USER = 1 << 4;
    private static final int ACCESSED = 1 << 6;
    private static final int DIRTY = 1 << 7;
    private static final int ANY_LEAF = READABLE | WRITABLE | EXECUTABLE;

    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = 0xFFF;
    private static final int FLAGS = 10;
    private static final long PAGE_NUMBER_32 = (1L << 22) - 1;
    private static final long PAGE_NUMBER_64 = (1L << 44) - 1;
    private static final int SV39 = 8;
    private static final int SV57 = 10;

    /** The states that see different pages: user mode, and supervisor mode without and with SUM. */
    private static final int STATES = 3;

    private final Hart h;
    private final SystemBus bus;
    private final WideAccess memory;
    private final boolean is64;

    @NotState
    private final @Nullable TranslatedPages[] pages = new TranslatedPages[STATES];

    /** What a user has put in place of all this; off most of the time. */
    private final ExternalMmu external;

    private long satp;
    /** 0 if addresses are not translated. */
    private int levels;

    private int generation;

    Paging(Hart hart, ExternalMmu external) {
        h = hart;
        this.external = external;
        bus = hart.bus;
        memory = new WideAccess(bus);
        is64 = hart.type.is64();
    }

    void reset() {
        satp = 0;
        levels = 0;
        forget();
    }

    long satp() {
        return satp;
    }

    /** Takes what is written to {@code satp}; a mode that does not exist leaves it as it was. */
    void setSatp(long value) {
        int mode = (int) (is64 ? value >>> 60 : (value >>> 31) & 1);
        if (mode == 0) {
            levels = 0;
        } else if (!is64) {
            levels = 2;
        } else if (mode >= SV39 && mode <= SV57) {
            levels = 3 + mode - SV39;
        } else {
            return;
        }
        satp = value;
        forget();
    }

    /** Returns whether a mode's addresses are translated. */
    boolean isOn(int mode) {
        return (levels != 0 && mode != Hart.MACHINE) || external.isOn();
    }

    /** Forgets what walks have found. */
    void forget() {
        generation++;
        for (TranslatedPages known : pages) {
            if (known != null) {
                known.clear();
            }
        }
    }

    /** Returns a number that changes with whatever walks find. */
    int generation() {
        return generation;
    }

    /** Returns what walks have found for loads and stores of a mode. */
    TranslatedPages pages(int mode) {
        int state = mode == Hart.USER ? 0 : (h.mstatus & Status.SUM) == 0 ? 1 : 2;
        TranslatedPages known = pages[state];
        if (known == null) {
            known = bus.newTranslatedPages();
            pages[state] = known;
        }
        return known;
    }

    /**
     * Returns the address on the bus, {@link #PAGE_FAULT} or {@link #ACCESS_FAULT}.
     *
     * @param access {@link ProtectionUnit#READ}, {@link ProtectionUnit#WRITE} for a store, with or without a load, or
     *     {@link ProtectionUnit#EXECUTE}, or {@link #PEEK}
     * @param marks whether the page is marked as accessed; else one that is not counts as absent
     */
    long translate(long address, int mode, int access, boolean marks) {
        if (external.isOn()) {
            long at = external.look(address, access == PEEK ? ExternalMmu.ANY : access);
            return at == ExternalMmu.FAULT ? PAGE_FAULT : at;
        }
        int indexBits = is64 ? 9 : 10;
        int width = is64 ? 8 : 4;
        int unused = 64 - PAGE_BITS - levels * indexBits;
        if (is64 && address << unused >> unused != address) {
            return PAGE_FAULT;
        }
        long number = (address >>> PAGE_BITS) & (is64 ? -1L : 0xF_FFFFL);
        long table = (satp & (is64 ? PAGE_NUMBER_64 : PAGE_NUMBER_32)) << PAGE_BITS;
        for (int level = levels - 1; level >= 0; level--) {
            int shift = level * indexBits;
            long at = table + ((number >>> shift) & ((1 << indexBits) - 1)) * width;
            if (!permits(at, width, ProtectionUnit.READ)) {
                return ACCESS_FAULT;
            }
            long entry = memory.read(at, width);
            boolean isReserved = is64 && entry >>> (FLAGS + 44) != 0;
            if ((entry & VALID) == 0 || isReserved) {
                return PAGE_FAULT;
            }
            long page = (entry >>> FLAGS) & PAGE_NUMBER_64;
            if ((entry & ANY_LEAF) == 0) {
                if ((entry & (DIRTY | ACCESSED | OF_USER)) != 0) {
                    return PAGE_FAULT;
                }
                table = page << PAGE_BITS;
                continue;
            }
            long within = (1L << shift) - 1;
            if (!allows((int) entry, mode, access) || (page & within) != 0) {
                return PAGE_FAULT;
            }
            long marked = entry | ACCESSED | (access == ProtectionUnit.WRITE ? DIRTY : 0);
            if (marked != entry && !marks && access != PEEK) {
                return PAGE_FAULT;
            }
            if (marked != entry && access != PEEK) {
                if (!permits(at, width, ProtectionUnit.WRITE)) {
                    return ACCESS_FAULT;
                }
                memory.write(at, width, marked);
            }
            return (page | (number & within)) << PAGE_BITS | (address & PAGE_MASK);
        }
        return PAGE_FAULT;
    }

    private boolean allows(int entry, int mode, int access) {
        if (access == PEEK) {
            return true;
        }
        if ((entry & WRITABLE) != 0 && (entry & READABLE) == 0) {
            return false;
        }
        boolean ofUser = (entry & OF_USER) != 0;
        if (mode == Hart.USER
                ? !ofUser
                : ofUser && ((h.mstatus & Status.SUM) == 0 || access == ProtectionUnit.EXECUTE)) {
            return false;
        }
        int readable = (h.mstatus & Status.MXR) != 0 ? READABLE | EXECUTABLE : READABLE;
        return switch (access) {
            case ProtectionUnit.READ -> (entry & readable) != 0;
            case ProtectionUnit.WRITE -> (entry & WRITABLE) != 0;
            default -> (entry & EXECUTABLE) != 0;
        };
    }

    /** Walks are checked as accesses of supervisor mode. */
    private boolean permits(long address, int width, int access) {
        int level = h.pmp.checks(Pmp.USER) ? Pmp.USER : MemoryProtection.UNCHECKED;
        return h.protection.permitsAt(level, address, width, access);
    }
}
