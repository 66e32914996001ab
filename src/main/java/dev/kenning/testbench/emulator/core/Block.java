package dev.kenning.testbench.emulator.core;

import dev.kenning.testbench.state.NotState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of decoded instructions that is entered at the top and left at the bottom.
 *
 * <p>Some entries of {@link #code} are helpers that the decoder put in (a skip within an IT block, for instance); they
 * are no instructions and count as none. Where decoding depends on more than the bytes, as inside an IT block of
 * Thumb, each entry has a decoding state; it is 0 elsewhere.
 *
 * <p>Fields are open because interpreters read them for every block they execute.
 */
@NotState
public final class Block {

    /** The counter of an entry that is no instruction. */
    public static final int HELPER = -1;

    /** The block of a core that has executed nothing. */
    public static final Block EMPTY = new Block(0, 0, new long[0], new int[0], new short[0], 0, 0);

    /**
     * A block is taken for hot once before it is, so that HotSpot knows when it compiles the interpreter that there are hot blocks: it
     * leaves out what has never happened, and compiles anew when it does.
     */
    private static final int FIRST_LOOK = 16;

    /** Where the first instruction stands. */
    public final int address;
    /** The address behind the last instruction. */
    public final int end;
    /** The entries, each a decoded instruction packed into a number. */
    public final long[] code;
    /** Number of instructions, helpers not counted. */
    public final int instructions;
    /** The decoding state after the block. */
    public final int stateAtEnd;

    private final int[] places;
    private final short[] rows;
    /** How often the interpreter executed the block from top to bottom. */
    public long executions;
    /** Whether the cache has forgotten the block, or never knew it. */
    public boolean dropped;
    /** {@link #executions} from which on the block is translated, or looked at whether it is to be. */
    public long hotAt = Heat.OUT_OF_REACH;
    /** How many of the {@link #executions} have been noted as heat. */
    private long noted;

    /** What its runs access; null until somebody counts that. */
    @Nullable
    BlockAccesses accesses;

    private @Nullable Translation translation;
    /** How often it ran in translations that are forgotten. */
    private long runsOfForgotten;
    /** The translations that this block is part of. */
    private List<Part> parts = List.of();

    /** A place in the translation of a block. */
    private record Part(Block first, Translation code, int index) {}

    /**
     * Creates a block.
     *
     * @param places per entry: see {@link #place}
     * @param rows per entry: which counter counts it, or {@link #HELPER}
     */
    public Block(int address, int end, long[] code, int[] places, short[] rows, int instructions, int stateAtEnd) {
        this.address = address;
        this.end = end;
        this.code = code;
        this.places = places;
        this.rows = rows;
        this.instructions = instructions;
        this.stateAtEnd = stateAtEnd;
    }

    /** Packs where an entry stands: byte offset, instructions before it, decoding state before it. */
    public static int place(int offset, int instructionsBefore, int state) {
        return offset | instructionsBefore << 12 | state << 24;
    }

    /** Returns the address of an entry. */
    public int addressOf(int entry) {
        return address + (places[entry] & 0xFFF);
    }

    /** Returns how many instructions stand before an entry. */
    public int instructionsBefore(int entry) {
        return places[entry] >>> 12 & 0xFFF;
    }

    /** Returns the decoding state before an entry. */
    public int stateAt(int entry) {
        return places[entry] >>> 24;
    }

    /** Returns the first entry, but never the very first, that has this many instructions before it. */
    public int entryAfter(long count) {
        int entry = 1;
        while (entry < code.length && instructionsBefore(entry) < count) {
            entry++;
        }
        return entry;
    }

    /** Returns what the entry counts as, or {@link #HELPER}. */
    public int kindAt(int entry) {
        return rows[entry];
    }

    /** Returns the entry of the instruction that a helper belongs to. */
    public int instructionAt(int entry) {
        int at = entry;
        while (at < rows.length - 1 && rows[at] == HELPER) {
            at++;
        }
        return at;
    }

    /** Says when the block is looked at for the first time whether it is hot. */
    void warmUp(Heat heat) {
        long look = heat.executionsBetweenLooks(this);
        hotAt = look == Heat.OUT_OF_REACH ? look : heat.isAtOnce() ? 0 : Math.min(FIRST_LOOK, look);
    }

    /** Returns how many executions have not been noted as heat. */
    long unnoted() {
        return executions - noted;
    }

    /** Returns how many executions had not been noted as heat, and notes them. */
    long note() {
        long more = unnoted();
        noted = executions;
        return more;
    }

    /** Returns what its translation depends on. */
    public BlockContent content() {
        return new BlockContent(address, end, code, places, instructions, stateAtEnd);
    }

    /** Returns the translation that begins with this block; null if there is none. */
    @Nullable
    Translation translation() {
        return translation;
    }

    /** Sets the translation that begins with this block. */
    void setTranslation(Translation code) {
        translation = code;
        for (int i = 0; i < code.blocks().size(); i++) {
            code.blocks().get(i).notePart(new Part(this, code, i));
        }
    }

    /** Leaves so many executions to the interpreter. */
    void pause(long runs) {
        hotAt = executions + runs;
    }

    /** Leaves this block to the interpreter for good. */
    void giveUpTranslation() {
        hotAt = Heat.OUT_OF_REACH;
    }

    /** Forgets every translation that this block is part of; those blocks may be translated anew. */
    void dropTranslations() {
        for (Part part : List.copyOf(parts)) {
            part.first.translation = null;
            part.code.blocks().forEach(block -> block.settle(part.code));
        }
    }

    private void settle(Translation code) {
        for (Part part : parts) {
            if (part.code == code) {
                runsOfForgotten += code.runs()[part.index];
            }
        }
        parts.removeIf(part -> part.code == code);
    }

    private void notePart(Part part) {
        parts = parts.isEmpty() ? new ArrayList<>(1) : parts;
        parts.add(part);
    }

    /** Returns how often the block ran from top to bottom, interpreted or translated. */
    public long runs() {
        long runs = executions + runsOfForgotten;
        for (Part part : parts) {
            runs += part.code.runs()[part.index];
        }
        return runs;
    }

    /** Adds this block's complete runs to the counts, and forgets them. */
    void moveCountsTo(long[] counts) {
        addCountsTo(counts);
        forgetRuns();
    }

    /** Begins to count anew; the block stays as hot as it is. */
    void forgetRuns() {
        hotAt -= executions;
        noted -= executions;
        executions = 0;
        runsOfForgotten = 0;
        for (Part part : parts) {
            part.code.runs()[part.index] = 0;
        }
    }

    /** Adds this block's complete runs to the counts. */
    void addCountsTo(long[] counts) {
        long runs = runs();
        if (runs != 0) {
            for (short row : rows) {
                if (row != HELPER) {
                    counts[row] += runs;
                }
            }
        }
    }

    /** Adds one run of the first entries to the counts. */
    void countFirst(int entries, long[] counts) {
        for (short row : Arrays.copyOf(rows, entries)) {
            if (row != HELPER) {
                counts[row]++;
            }
        }
    }
}
