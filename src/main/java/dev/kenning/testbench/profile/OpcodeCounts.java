package dev.kenning.testbench.profile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often each instruction was executed, by mnemonic. Immutable; mnemonics that were never executed are absent. */
public final class OpcodeCounts {

    private final SortedMap<String, Long> counts;

    private OpcodeCounts(SortedMap<String, Long> counts) {
        this.counts = counts;
    }

    /** Takes counts over, leaving out zeros. */
    public static OpcodeCounts of(Map<String, Long> counts) {
        SortedMap<String, Long> kept = new TreeMap<>();
        counts.forEach((mnemonic, count) -> {
            if (count != 0) {
                kept.put(mnemonic, count);
            }
        });
        return new OpcodeCounts(Collections.unmodifiableSortedMap(kept));
    }

    /** Returns the count of a mnemonic such as {@code vfma.f32}; 0 if it was never executed. */
    public long of(String mnemonic) {
        return counts.getOrDefault(mnemonic, 0L);
    }

    /** Returns the sum over all mnemonics. */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the counts by mnemonic, in alphabetical order. */
    public SortedMap<String, Long> asMap() {
        return counts;
    }

    /** Returns what was executed since an earlier point. */
    public OpcodeCounts minus(OpcodeCounts earlier) {
        Map<String, Long> difference = new TreeMap<>(counts);
        earlier.counts.forEach((mnemonic, count) -> difference.merge(mnemonic, -count, Long::sum));
        return of(difference);
    }

    /** Returns the most frequent mnemonics, most frequent first, ties in alphabetical order. */
    public Map<String, Long> top(int count) {
        Map<String, Long> top = new LinkedHashMap<>();
        List<Map.Entry<String, Long>> byCount = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(count)
                .toList();
        byCount.forEach(entry -> top.put(entry.getKey(), entry.getValue()));
        return top;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OpcodeCounts that && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
