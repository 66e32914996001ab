package dev.kenning.testbench.emulator.core.riscv;

/**
 * An instruction word at an address, seen through the row that matches it.
 *
 * @param row the row
 * @param word the encoding, as it stands in memory
 * @param address where it stands
 */
record Encoding(Instruction row, int word, int address) {

    int slot(char slot) {
        return row.slot(slot, word);
    }

    /** Returns bits of the word, moved to the right end. */
    int bits(int high, int low) {
        return word << (31 - high) >>> (31 - high + low);
    }

    /** Returns bits of the word as a signed number. */
    int signed(int high, int low) {
        return word << (31 - high) >> (31 - high + low);
    }
}
