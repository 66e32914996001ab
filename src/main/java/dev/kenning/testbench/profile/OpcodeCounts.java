package dev.kenning.testbench.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How often each instruction was executed, by mnemonic. Immutable; mnemonics that were never executed are absent. */
public final class OpcodeCounts {

    /** No instruction at all. */
    public static final OpcodeCounts NONE = of(Map.of());

    private static final int CSV_FIELDS = 2;

    private final SortedMap<String, Long> counts;
    private final Predicate<String> isVector;

    private OpcodeCounts(Map<String, Long> counts, Predicate<String> isVector) {
        SortedMap<String, Long> kept = new TreeMap<>();
        counts.forEach((mnemonic, count) -> {
            if (count != 0) {
                kept.put(mnemonic, count);
            }
        });
        this.counts = Collections.unmodifiableSortedMap(kept);
        this.isVector = isVector;
    }

    /** Takes counts over, leaving out zeros; no instruction counts as vector. */
    public static OpcodeCounts of(Map<String, Long> counts) {
        return new OpcodeCounts(counts, mnemonic -> false);
    }

    /** Takes the counts of a RISC-V core over, whose vector instructions are those that begin with {@code v}. */
    public static OpcodeCounts ofRiscV(Map<String, Long> counts) {
        return new OpcodeCounts(counts, mnemonic -> mnemonic.startsWith("v"));
    }

    /**
     * Reads what Renode's {@code SaveAllOpcodesCounters} wrote for a RISC-V core: lines of {@code name;count}.
     *
     * @throws IllegalArgumentException if a line is something else; the text says which
     */
    public static OpcodeCounts readCsv(Path file) throws IOException {
        Map<String, Long> counts = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            String[] fields = lines.get(i).split(";", -1);
            if (fields.length != CSV_FIELDS || !fields[1].strip().matches("[0-9]{1,18}")) {
                throw new IllegalArgumentException(file + ":" + (i + 1)
                        + ": a line must be an instruction, a semicolon and its count, but is \"" + lines.get(i)
                        + "\"");
            }
            counts.merge(fields[0].strip(), Long.valueOf(fields[1].strip()), Long::sum);
        }
        return ofRiscV(counts);
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

    /** Returns the counts of vector instructions only: RISC-V's, and none of Arm's M profile. */
    public OpcodeCounts vector() {
        Map<String, Long> vector = new TreeMap<>(counts);
        vector.keySet().removeIf(isVector.negate());
        return new OpcodeCounts(vector, isVector);
    }

    /** Returns which share of all instructions are vector instructions, 0 to 1; 0 if nothing was executed. */
    public double vectorShare() {
        return counts.isEmpty() ? 0 : (double) vector().total() / total();
    }

    /** Returns what was executed since an earlier point. */
    public OpcodeCounts minus(OpcodeCounts earlier) {
        Map<String, Long> difference = new TreeMap<>(counts);
        earlier.counts.forEach((mnemonic, count) -> difference.merge(mnemonic, -count, Long::sum));
        return new OpcodeCounts(difference, isVector);
    }

    /** Returns what this and another core executed together. */
    public OpcodeCounts plus(OpcodeCounts other) {
        Map<String, Long> sum = new TreeMap<>(counts);
        other.counts.forEach((mnemonic, count) -> sum.merge(mnemonic, count, Long::sum));
        return new OpcodeCounts(sum, isVector.or(other.isVector));
    }

    /**
     * Returns what each of so many equal runs executed, rounded down.
     *
     * @throws IllegalArgumentException if there is not at least one
     */
    public OpcodeCounts per(long runs) {
        if (runs < 1) {
            throw new IllegalArgumentException("the number of runs must be >= 1, but is " + runs);
        }
        Map<String, Long> each = new TreeMap<>(counts);
        each.replaceAll((mnemonic, count) -> count / runs);
        return new OpcodeCounts(each, isVector);
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

    /**
     * Returns the mnemonics whose counts differ most from those of another run, largest difference first, ties in
     * alphabetical order; equal counts are no change.
     */
    public List<OpcodeChange> changesSince(OpcodeCounts before, int limit) {
        SortedSet<String> mnemonics = new TreeSet<>(counts.keySet());
        mnemonics.addAll(before.counts.keySet());
        Stream<OpcodeChange> changes =
                mnemonics.stream().map(mnemonic -> new OpcodeChange(mnemonic, before.of(mnemonic), of(mnemonic)));
        return changes.filter(change -> change.difference() != 0)
                .sorted(Comparator.comparingLong((OpcodeChange change) -> -Math.abs(change.difference())))
                .limit(limit)
                .toList();
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
