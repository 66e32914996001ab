package dev.kenning.testbench.emulator.core;

import java.util.function.IntPredicate;

/** Decodes instructions into blocks. */
public interface BlockSource {

    /**
     * Decodes from an address and a decoding state to where the block must end; it holds at least one entry.
     *
     * @param breakpoints the addresses, behind the first, before which it must end
     */
    Block build(int address, int state, IntPredicate breakpoints);

    /** Returns an entry that does nothing. */
    long idle();

    /** Returns how many counters the entries of all blocks built so far refer to. */
    int counters();
}
