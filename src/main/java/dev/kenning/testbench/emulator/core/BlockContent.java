package dev.kenning.testbench.emulator.core;

import java.util.Arrays;

/**
 * What the translation of a block depends on: where it stands, and what its entries are.
 *
 * @param code the entries; not copied, because a block never changes them
 * @param places per entry: see {@link Block#place}; not copied either
 */
public record BlockContent(int address, int end, long[] code, int[] places, int instructions, int stateAtEnd) {

    @Override
    public boolean equals(Object other) {
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
        return String.format("block of %d instructions at 0x%X", instructions, address);
    }
}
