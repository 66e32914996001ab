package dev.kenning.testbench.emulator.core;

/**
 * A stretch of addresses with the same permissions, as a {@link ProtectionUnit} finds it around one of them.
 *
 * <p>A unit goes through its rules, the most important first, and asks of each whether it {@linkplain #isIn decides}; the
 * stretch shrinks to what no rule divides.
 */
public final class Stretch {

    private long address;
    private long first;
    private long last;
    private int permissions;

    /** Returns everything around an address, of which nothing is known yet. */
    public static Stretch of(long address) {
        return new Stretch().around(address);
    }

    /** Begins anew: everything around an address. */
    Stretch around(long newAddress) {
        address = newAddress;
        first = 0;
        last = Long.MAX_VALUE;
        permissions = 0;
        return this;
    }

    /** Returns the address that is asked for, as an unsigned number. */
    public long address() {
        return address;
    }

    /** Returns whether a rule's range holds the address; the stretch then lies in the range, else beside it. */
    public boolean isIn(long from, long to) {
        if (to < from) {
            return false;
        }
        if (address < from) {
            last = Math.min(last, from - 1);
            return false;
        }
        if (address > to) {
            first = Math.max(first, to + 1);
            return false;
        }
        first = Math.max(first, from);
        last = Math.min(last, to);
        return true;
    }

    /** Says what a level of privilege may do here: the sum of {@link ProtectionUnit#READ} and the like. */
    public void permit(int level, int accesses) {
        permissions |= accesses << (3 * level);
    }

    /** Returns whether a level of privilege may do all of these here. */
    public boolean permits(int level, int accesses) {
        return (permissions >>> (3 * level) & accesses) == accesses;
    }

    boolean covers(long from, long to) {
        return first <= from && to <= last;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }
}
