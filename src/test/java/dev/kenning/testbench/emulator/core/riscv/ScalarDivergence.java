package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.riscv.ScalarCaseGenerator.Case;
import java.util.List;
import java.util.function.Predicate;

/**
 * Names what our core does otherwise than QEMU 7.2, on purpose.
 *
 * @param reason why ours is right, or why the difference is no concern
 * @param applies the cases it is about, by their text
 * @param field the registers that may differ, by name
 */
record ScalarDivergence(String reason, Predicate<String> applies, Predicate<String> field) {

    static final List<ScalarDivergence> LIST = List.of(
            new ScalarDivergence(
                    "a breakpoint's mtval is 0 or its address (Privileged ISA, 3.1.16); QEMU chooses 0",
                    text -> text.endsWith("ebreak "),
                    "mtval"::equals),
            new ScalarDivergence(
                    "mtval of a misaligned target is that target (Privileged ISA, 3.1.16); QEMU gives the jump's"
                            + " address",
                    text -> text.matches("\\w+ (jalr?|b(eq|ne|ltu?|geu?)) .*"),
                    "mtval"::equals),
            new ScalarDivergence(
                    "CTZW of a word of zeros is 32 (Bit-Manipulation 1.0, ctzw); QEMU 7.2 goes on counting in the upper"
                            + " half, and what comes of that in a sequence differs, too",
                    text -> text.contains(" ctzw "),
                    any -> true));

    static boolean isKnown(Case test, String field) {
        return LIST.stream()
                .anyMatch(divergence -> divergence.applies().test(test.text())
                        && divergence.field().test(field));
    }
}
