package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.riscv.VectorCaseGenerator.Case;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells how two engines' results of a vector case differ. */
final class VectorCaseComparison {

    private static final int SHOWN = 12;

    private VectorCaseComparison() {}

    /** Returns the story of a mismatch, or nothing if the results agree or are known to differ. */
    static Optional<String> mismatch(Case test, CaseRecord qemu, CaseRecord ours) {
        List<String> differences = CaseComparison.differences(
                test.record(), qemu, ours, test.config().vlen() / 8, name -> VectorDivergence.isKnown(test, name));
        return differences.isEmpty() ? Optional.empty() : Optional.of(story(test, differences));
    }

    private static String story(Case test, List<String> differences) {
        CaseRecord record = test.record();
        return String.format(
                Locale.ROOT,
                "seed %d: %s  (%08x at %08x)%n  in  %s, vl=%d vstart=%d vcsr=%x fcsr=%x mstatus=%x%n%s",
                test.seed(),
                text(test),
                test.word(),
                record.get(CaseRecord.MEPC),
                VectorType.text(test.type()),
                record.get(CaseRecord.VL),
                record.get(CaseRecord.VSTART),
                record.get(CaseRecord.VCSR),
                record.get(CaseRecord.FCSR),
                record.get(CaseRecord.MSTATUS),
                differences.stream()
                        .limit(SHOWN)
                        .map(line -> "  " + line + System.lineSeparator())
                        .collect(Collectors.joining()));
    }

    private static String text(Case test) {
        Encoding encoding =
                new Encoding(test.row(), test.word(), (int) test.record().get(CaseRecord.MEPC));
        return test.row().mnemonic() + " " + test.row().operands().write(encoding);
    }
}
