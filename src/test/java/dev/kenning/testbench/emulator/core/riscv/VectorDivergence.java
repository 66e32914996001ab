package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.riscv.VectorCaseGenerator.Case;
import java.util.List;
import java.util.function.Predicate;

/**
 * Names what our core does otherwise than QEMU 7.2, on purpose. Sections are those of the RISC-V "V" extension 1.0.
 *
 * @param reason why ours is right
 * @param applies the cases it is about
 * @param field the registers that may differ, by name; memory is named by its address in brackets
 */
record VectorDivergence(String reason, Predicate<Case> applies, Predicate<String> field) {

    static final List<VectorDivergence> LIST = List.of(
            new VectorDivergence(
                    "every vector instruction sets vstart to 0 (3.7); QEMU leaves it where no element is to be done",
                    VectorDivergence::startsBehindEnd,
                    "vstart"::equals),
            new VectorDivergence(
                    "every vector instruction sets vstart to 0 (3.7); these leave it on QEMU",
                    test -> test.row().mnemonic().matches("vslideup.*|vf?mv\\.[xfs]\\.[xfs]"),
                    "vstart"::equals),
            new VectorDivergence(
                    "elements wider than ELEN are reserved (3.4.1, 7.3); QEMU accesses memory with them",
                    test -> test.config().elen() < 64 && namesWideElements(test),
                    field -> true),
            new VectorDivergence(
                    "moves of whole registers depend on vtype (3.4.4); QEMU executes them while vill is set",
                    test -> test.row().semantics().endsWith(".moveWhole")
                            && test.record().isTypeIllegal(),
                    field -> true),
            new VectorDivergence(
                    "double precision needs D, which is absent (18.2); QEMU 7.2 sums into it",
                    test -> test.row().mnemonic().matches("vfwred[uo]sum\\.vs"),
                    field -> true),
            new VectorDivergence(
                    "a scalar narrower than SEW is sign-extended (16.3.3); QEMU 7.2 zero-extends it here",
                    test -> test.row().mnemonic().matches("vslide1(up|down)\\.vx") && test.sew() == 64,
                    field -> field.startsWith("v")),
            new VectorDivergence(
                    "half precision is an extension of its own (Zvfh); QEMU has it wherever single precision is",
                    VectorDivergence::isHalfPrecision,
                    field -> true));

    static boolean isKnown(Case test, String field) {
        return LIST.stream()
                .anyMatch(divergence ->
                        divergence.applies().test(test) && divergence.field().test(field));
    }

    private static boolean startsBehindEnd(Case test) {
        boolean wholeRegisters = test.row().semantics().endsWith("Whole");
        return wholeRegisters
                || test.record().get(CaseRecord.VSTART) >= test.record().get(CaseRecord.VL);
    }

    private static boolean namesWideElements(Case test) {
        return test.row().mnemonic().matches("v[ls].*e(i)?64(ff)?\\.v");
    }

    private static boolean isHalfPrecision(Case test) {
        String mnemonic = test.row().mnemonic();
        boolean betweenIntegerAndSingle = mnemonic.matches("vfncvt\\.(rtz\\.)?xu?\\.f\\.w|vfwcvt\\.f\\.xu?\\.v");
        return mnemonic.matches("vm?f.*") && test.sew() == (betweenIntegerAndSingle ? 8 : 16);
    }
}
