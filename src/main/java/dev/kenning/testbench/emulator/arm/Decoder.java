package dev.kenning.testbench.emulator.arm;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the row that an instruction word belongs to. Not thread-safe: rows in question are collected on first use. */
final class Decoder {

    private static final Comparator<Instruction> BEST_FIRST = Comparator.comparingInt(Instruction::precedence)
            .thenComparingInt(row -> Integer.bitCount(row.mask()))
            .reversed();

    private final List<Instruction> rows;
    /** Rows that may match, best first, by the first halfword. */
    private final @Nullable List<Instruction>[] candidates;

    Decoder(List<Instruction> rows) {
        this.rows = rows;
        candidates = newLists(0x1_0000);
    }

    /** Returns whether a halfword begins a 32-bit instruction. */
    static boolean isWide(int halfword) {
        return halfword >>> 11 >= 0b11101;
    }

    /** Returns the row of a word: of 32-bit instructions with the first halfword on top, of others in the low half. */
    Optional<Instruction> find(int word, boolean wide) {
        for (Instruction row : candidates(wide ? word >>> 16 : word)) {
            if (row.matches(word)) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    /** Returns every row that matches, best first. */
    List<Instruction> findAll(int word, boolean wide) {
        return candidates(wide ? word >>> 16 : word).stream()
                .filter(row -> row.matches(word))
                .toList();
    }

    private List<Instruction> candidates(int halfword) {
        List<Instruction> known = candidates[halfword];
        if (known != null) {
            return known;
        }
        int length = isWide(halfword) ? 32 : 16;
        List<Instruction> found = rows.stream()
                .filter(row -> row.length() == length && !row.onlyInsideItBlock())
                .filter(row -> ((halfword << (length - 16) ^ row.value()) & row.mask() & 0xFFFF << (length - 16)) == 0)
                .sorted(BEST_FIRST)
                .toList();
        candidates[halfword] = found;
        return found;
    }

    @SuppressWarnings("unchecked")
    private static @Nullable List<Instruction>[] newLists(int size) {
        return (List<Instruction>[]) new List<?>[size];
    }
}
