package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.Decoded.immediate;

import dev.kenning.testbench.emulator.core.BitPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** The instructions of a hart that have been installed by pattern; they come before RISC-V's own. */
final class CustomInstructions {

    private record Entry(String pattern, BitPattern bits, Runner runner) {}

    /** Executes an instruction word. */
    @FunctionalInterface
    interface Runner {
        void run(int word);
    }

    private final List<Entry> entries = new ArrayList<>();

    /**
     * Refuses a pattern whose lowest bits say that an instruction has another length (Unprivileged ISA, 1.5).
     *
     * @throws IllegalArgumentException in Renode's words
     */
    static void requireLength(String pattern) {
        int length = pattern.length();
        boolean fits = switch (length) {
            case 16 -> !pattern.endsWith("11");
            case 32 -> pattern.endsWith("11") && !pattern.endsWith("11111");
            case 64 -> pattern.endsWith("0111111");
            default ->
                throw new IllegalArgumentException(
                        "Unsupported custom instruction length: " + length + ". Supported values are: 16, 32, 64 bits");
        };
        if (!fits) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "Pattern 0x%X is invalid for %d bits long instruction. Expected instruction in format: %s",
                    Long.parseUnsignedLong(pattern.replaceAll("[^01]", "0"), 2),
                    length,
                    switch (length) {
                        case 16 -> "x".repeat(14) + "AA, AA != 11";
                        case 32 -> "x".repeat(27) + "BBB11, BBB != 111";
                        default -> "x".repeat(57) + "0111111";
                    }));
        }
    }

    /** Adds an instruction; every character of the pattern but 0 and 1 matches any bit. */
    void add(String pattern, Runner runner) {
        entries.add(new Entry(pattern, BitPattern.ofAny(pattern), runner));
    }

    /** Returns which entry a word belongs to. */
    OptionalInt find(int word, boolean wide) {
        for (int i = 0; i < entries.size(); i++) {
            BitPattern bits = entries.get(i).bits();
            if (bits.length() == (wide ? 32 : 16) && bits.matches(word)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** Returns the patterns in the order of their installation. */
    List<String> patterns() {
        return entries.stream().map(Entry::pattern).toList();
    }

    /** Helper: executes the instruction whose entry the immediate tells. */
    static void execute(Hart h, long[] x, long i, int k) {
        h.moveClockTo(k);
        h.customInstructions.entries.get(immediate(i)).runner().run(h.instructionAt(k));
        x[0] = 0;
    }
}
