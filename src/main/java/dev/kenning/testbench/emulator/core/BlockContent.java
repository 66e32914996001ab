package dev.kenning.testbench.emulator.core;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the translation of a block depends on: where it stands, and what its entries are. Immutable. */
public final class BlockContent {

    private final int address;
    private final int end;
    private final long[] code;
    private final int[] places;
    private final int instructions;
    private final int stateAtEnd;

    /**
     * Creates a content.
     *
     * @param code the entries; not copied, because a block never changes them
     * @param places per entry: see {@link Block#place}; not copied either
     */
    public BlockContent(int address, int end, long[] code, int[] places, int instructions, int stateAtEnd) {
        this.address = address;
        this.end = end;
        this.code = code;
        this.places = places;
        this.instructions = instructions;
        this.stateAtEnd = stateAtEnd;
    }

    /** Returns where the block stands. */
    public int address() {
        return address;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BlockContent content
                && address == content.address
                && end == content.end
                && instructions == content.instructions
                && stateAtEnd == content.stateAtEnd
                && Arrays.equals(code, content.code)
                && Arrays.equals(places, content.places);
    }

    @Override
    public int hashCode() {
        return 31 * address + Arrays.hashCode(code);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "block of %d instructions at 0x%X", instructions, address);
    }
}
