package dev.kenning.testbench.emulator.arm;

import java.util.Arrays;

/**
 * A run of decoded instructions that is entered at the top and left at the bottom.
 *
 * <p>Some entries of {@link #code} are helpers that the decoder put in (a skip within an IT block, for instance); they
 * are no instructions and count as none.
 */
final class Block {

    static final int HELPER = -1;

    final int address;
    final int end;
    /** {@link Decoded} entries. */
    final long[] code;
    /** Number of instructions, helpers not counted. */
    final int instructions;
    /** ITSTATE after the block; 0 but where an instruction inside an IT block ends it. */
    final int itStateAtEnd;

    private final int[] places;
    private final short[] rows;
    /** How often the block ran from top to bottom. */
    long executions;
    /** Whether the cache has forgotten the block. */
    boolean dropped;

    /**
     * Creates a block.
     *
     * @param places per entry: see {@link #place}
     * @param rows per entry: index into the instruction table, or {@link #HELPER}
     */
    Block(int address, int end, long[] code, int[] places, short[] rows, int instructions, int itStateAtEnd) {
        this.address = address;
        this.end = end;
        this.code = code;
        this.places = places;
        this.rows = rows;
        this.instructions = instructions;
        this.itStateAtEnd = itStateAtEnd;
    }

    /** Packs where an entry stands: byte offset, instructions before it, ITSTATE before it. */
    static int place(int offset, int instructionsBefore, int itState) {
        return offset | instructionsBefore << 12 | itState << 24;
    }

    int addressOf(int entry) {
        return address + (places[entry] & 0xFFF);
    }

    int instructionsBefore(int entry) {
        return places[entry] >>> 12 & 0xFFF;
    }

    int itStateAt(int entry) {
        return places[entry] >>> 24;
    }

    /** Returns the row of an entry, or {@link #HELPER}. */
    int row(int entry) {
        return rows[entry];
    }

    /** Returns the first entry, but never the very first, that has this many instructions before it. */
    int entryAfter(long count) {
        int entry = 1;
        while (entry < code.length && instructionsBefore(entry) < count) {
            entry++;
        }
        return entry;
    }

    /** Returns the entry of the instruction that a helper belongs to. */
    int instructionAt(int entry) {
        int at = entry;
        while (at < rows.length - 1 && rows[at] == HELPER) {
            at++;
        }
        return at;
    }

    /** Adds this block's complete runs to counts by row, and forgets them. */
    void moveCountsTo(long[] counts) {
        addCountsTo(counts);
        executions = 0;
    }

    /** Adds this block's complete runs to counts by row. */
    void addCountsTo(long[] counts) {
        if (executions != 0) {
            for (short row : rows) {
                if (row != HELPER) {
                    counts[row] += executions;
                }
            }
        }
    }

    /** Adds one run of the first entries to counts by row. */
    void countFirst(int entries, long[] counts) {
        for (short row : Arrays.copyOf(rows, entries)) {
            if (row != HELPER) {
                counts[row]++;
            }
        }
    }
}
