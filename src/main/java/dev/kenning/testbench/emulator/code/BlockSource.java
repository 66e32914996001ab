package dev.kenning.testbench.emulator.code;

/** Decodes instructions into blocks. */
public interface BlockSource {

    /** Decodes from an address and a decoding state to where the block must end; it holds at least one entry. */
    Block build(int address, int state);

    /** Returns how many counters the entries of all blocks built so far refer to. */
    int counters();
}
