package dev.kenning.testbench.emulator.core.arm;

/**
 * An instruction word at an address, seen through the row that matches it.
 *
 * @param row the row
 * @param word the encoding; of 32-bit instructions the first halfword is the upper one
 * @param address where it stands
 */
record Encoding(Instruction row, int word, int address) {

    int field(char letter) {
        return row.field(letter, word);
    }

    int slot(char slot) {
        return row.slot(slot, word);
    }

    /** Returns whether this is an encoding of coprocessors 10 and 11, allocated or not. */
    boolean isFloatingPoint() {
        return row.length() == 32 && (word & 0xEC00_0E00) == 0xEC00_0A00;
    }

    /** Returns what an instruction reads from PC: its address and 4. */
    int programCounter() {
        return address + 4;
    }
}
