package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.core.RowFinder;
import java.util.List;
import java.util.Optional;

/** Finds the row that an instruction word belongs to. Not thread-safe: rows in question are collected on first use. */
final class Decoder {

    private final RowFinder<Instruction> finder;

    Decoder(List<Instruction> rows) {
        finder = new RowFinder<>(
                rows.stream().filter(row -> !row.onlyInsideItBlock()).toList(), true);
    }

    /** Returns whether a halfword begins a 32-bit instruction. */
    static boolean isWide(int halfword) {
        return halfword >>> 11 >= 0b11101;
    }

    /** Returns the row of a word: of 32-bit instructions with the first halfword on top, of others in the low half. */
    Optional<Instruction> find(int word, boolean wide) {
        return finder.find(word, wide);
    }

    /** Returns every row that matches, best first. */
    List<Instruction> findAll(int word, boolean wide) {
        return finder.findAll(word, wide);
    }
}
