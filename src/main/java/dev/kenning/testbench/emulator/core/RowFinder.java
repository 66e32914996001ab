package dev.kenning.testbench.emulator.core;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the row that an instruction word belongs to. Not thread-safe: rows in question are collected on first use. */
public final class RowFinder<R extends Row> {

    private final List<R> rows;
    private final int shift;
    /** Rows that may match, best first, by the halfword that comes first in memory. */
    private final @Nullable List<R>[] candidates = newLists(0x1_0000);

    /**
     * Creates a finder.
     *
     * @param firstHalfwordOnTop whether the halfword that comes first in memory is the upper one of a 32-bit word
     */
    public RowFinder(List<R> rows, boolean firstHalfwordOnTop) {
        this.rows = List.copyOf(rows);
        shift = firstHalfwordOnTop ? 16 : 0;
    }

    /** Returns the row of a word; 16-bit instructions stand in the low half. */
    public Optional<R> find(int word, boolean wide) {
        for (R row : candidates(word, wide)) {
            if (row.pattern().matches(word)) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    /** Returns every row that matches, best first. */
    public List<R> findAll(int word, boolean wide) {
        return candidates(word, wide).stream()
                .filter(row -> row.pattern().matches(word))
                .toList();
    }

    private List<R> candidates(int word, boolean wide) {
        int keyShift = wide ? shift : 0;
        int key = word >>> keyShift & 0xFFFF;
        List<R> known = candidates[key];
        if (known != null) {
            return known;
        }
        Comparator<R> worstFirst = Comparator.<R>comparingInt(Row::precedence)
                .thenComparingInt(row -> Integer.bitCount(row.pattern().mask()));
        List<R> found = rows.stream()
                .filter(row -> row.pattern().length() == (wide ? 32 : 16))
                .filter(row -> (((word ^ row.pattern().value()) & row.pattern().mask()) >>> keyShift & 0xFFFF) == 0)
                .sorted(worstFirst.reversed())
                .toList();
        candidates[key] = found;
        return found;
    }

    @SuppressWarnings("unchecked")
    private static <R> @Nullable List<R>[] newLists(int size) {
        return (List<R>[]) new List<?>[size];
    }
}
