package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.Decoded.immediate;

import dev.kenning.testbench.emulator.core.BitPattern;
import java.util.ArrayList;
import java.util.List;
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
