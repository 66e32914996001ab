package dev.kenning.testbench.emulator.riscv;

import dev.kenning.testbench.emulator.code.BitPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What instructions are told apart by when they are counted: the row of the table or the custom instruction, and the
 * pattern of the user that they match.
 *
 * <p>The first kinds are the rows, so that a kind's index is a row's index until the user installs patterns.
 */
final class OpcodeKinds {

    /** One kind; of a row or a custom instruction. */
    record Kind(Optional<Instruction> row, Optional<String> customPattern, Optional<String> userPattern) {

        /** Returns the mnemonic, or the pattern of a custom instruction. */
        String mnemonic() {
            return row.map(Instruction::mnemonic).orElseGet(() -> customPattern.orElse(""));
        }
    }

    private record UserPattern(String name, BitPattern bits) {}

    private final List<Kind> kinds = new ArrayList<>();
    private final List<UserPattern> userPatterns = new ArrayList<>();

    OpcodeKinds() {
        InstructionTable.rows()
                .forEach(row -> kinds.add(new Kind(Optional.of(row), Optional.empty(), Optional.empty())));
    }

    int count() {
        return kinds.size();
    }

    Kind kind(int index) {
        return kinds.get(index);
    }

    /** Tells instructions that match a pattern apart from others of their row from now on. */
    void addUserPattern(String name, String pattern) {
        userPatterns.add(new UserPattern(name, CustomInstructions.bits(pattern)));
    }

    /** Returns the index of the kind that an instruction of a row is of. */
    int indexOf(Instruction row, int word) {
        Optional<String> pattern = userPattern(word, row.isWide());
        return pattern.isEmpty() ? row.index() : indexOf(new Kind(Optional.of(row), Optional.empty(), pattern));
    }

    /** Returns the index of the kind that a custom instruction is of. */
    int indexOf(String customPattern, int word) {
        Optional<String> pattern = userPattern(word, customPattern.length() == 32);
        return indexOf(new Kind(Optional.empty(), Optional.of(customPattern), pattern));
    }

    private int indexOf(Kind kind) {
        int known = kinds.indexOf(kind);
        if (known >= 0) {
            return known;
        }
        kinds.add(kind);
        return kinds.size() - 1;
    }

    private Optional<String> userPattern(int word, boolean wide) {
        return userPatterns.stream()
                .filter(pattern -> pattern.bits().length() == (wide ? 32 : 16)
                        && pattern.bits().matches(word))
                .map(UserPattern::name)
                .findFirst();
    }
}
