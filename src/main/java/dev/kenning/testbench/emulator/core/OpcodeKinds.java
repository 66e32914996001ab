package dev.kenning.testbench.emulator.core;

import dev.kenning.testbench.state.NotState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What instructions are told apart by when they are counted: the row of the table or the custom instruction, and the
 * pattern of the user that they match.
 *
 * <p>The first kinds are the rows, so that a kind's index is a row's index until the user installs patterns.
 */
public final class OpcodeKinds {

    /** Says which instructions a pattern of the user means; the simulators differ per instruction set. */
    @FunctionalInterface
    public interface PatternRule {

        /**
         * Returns whether an instruction matches.
         *
         * @param word the instruction's bits, the first halfword of a wide one where the instruction set puts it
         * @param bits 16 or 32, the length of the instruction
         */
        boolean matches(BitPattern pattern, int word, int bits);
    }

    /** One kind; of a row or a custom instruction. */
    public record Kind(Optional<Row> row, Optional<String> customPattern, Optional<String> userPattern) {

        /** Returns the mnemonic, or the pattern of a custom instruction. */
        public String mnemonic() {
            return row.map(Row::mnemonic).orElseGet(() -> customPattern.orElse(""));
        }
    }

    private record UserPattern(String name, BitPattern bits) {}

    @NotState
    private final List<Kind> kinds = new ArrayList<>();

    private final List<UserPattern> userPatterns = new ArrayList<>();
    private final PatternRule rule;

    /** Creates the kinds of a table, without patterns. */
    public OpcodeKinds(List<? extends Row> rows, PatternRule rule) {
        this.rule = rule;
        rows.forEach(row -> kinds.add(new Kind(Optional.of(row), Optional.empty(), Optional.empty())));
    }

    /** Returns how many kinds there are so far. */
    public int count() {
        return kinds.size();
    }

    /** Returns a kind. */
    public Kind kind(int index) {
        return kinds.get(index);
    }

    /** Returns whether the user has installed patterns. */
    public boolean hasPatterns() {
        return !userPatterns.isEmpty();
    }

    /** Tells instructions that match a pattern apart from others of their row from now on. */
    void addUserPattern(String name, String pattern) {
        userPatterns.add(new UserPattern(name, BitPattern.ofAny(pattern)));
    }

    /** Returns the index of the kind that an instruction of a row is of. */
    public int indexOf(Row row, int word) {
        Optional<String> pattern = userPattern(word, row.pattern().length());
        return pattern.isEmpty() ? row.index() : indexOf(new Kind(Optional.of(row), Optional.empty(), pattern));
    }

    /** Returns the index of the kind that a custom instruction is of. */
    public int indexOf(String customPattern, int word) {
        return indexOf(
                new Kind(Optional.empty(), Optional.of(customPattern), userPattern(word, customPattern.length())));
    }

    private int indexOf(Kind kind) {
        int known = kinds.indexOf(kind);
        if (known >= 0) {
            return known;
        }
        kinds.add(kind);
        return kinds.size() - 1;
    }

    private Optional<String> userPattern(int word, int bits) {
        return userPatterns.stream()
                .filter(pattern -> rule.matches(pattern.bits(), word, bits))
                .map(UserPattern::name)
                .findFirst();
    }
}
