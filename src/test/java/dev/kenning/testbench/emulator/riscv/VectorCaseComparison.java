package dev.kenning.testbench.emulator.riscv;

import dev.kenning.testbench.emulator.riscv.CaseRecord.Field;
import dev.kenning.testbench.emulator.riscv.VectorCaseGenerator.Case;
import java.util.ArrayList;
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
        List<String> differences = new ArrayList<>();
        VectorConfig config = test.config();
        for (Field field : CaseRecord.FIELDS) {
            long mask = field.equals(CaseRecord.MSTATUS) ? ~0x8000_6600L : -1L;
            long expected = qemu.get(field) & mask;
            long actual = ours.get(field) & mask;
            if (expected != actual && !VectorDivergence.isKnown(test, field.name())) {
                differences.add(difference(field.name(), test.record().get(field), expected, actual));
            }
        }
        for (int at = 0; at < 4 * config.vlen(); at += 4) {
            int bytes = config.vlen() / 8;
            String name = String.format(Locale.ROOT, "v%d+%d", at / bytes, at % bytes);
            if (qemu.vectorWord(at) != ours.vectorWord(at) && !VectorDivergence.isKnown(test, name)) {
                differences.add(difference(
                        name,
                        test.record().vectorWord(at) & 0xFFFF_FFFFL,
                        qemu.vectorWord(at) & 0xFFFF_FFFFL,
                        ours.vectorWord(at) & 0xFFFF_FFFFL));
            }
        }
        for (int at = CaseRecord.SCRATCH; at < CaseRecord.SCRATCH + CaseRecord.SCRATCH_SIZE; at += 4) {
            String name = String.format(Locale.ROOT, "[%08x]", at);
            if (qemu.scratchWord(at) != ours.scratchWord(at) && !VectorDivergence.isKnown(test, name)) {
                differences.add(difference(
                        name,
                        test.record().scratchWord(at) & 0xFFFF_FFFFL,
                        qemu.scratchWord(at) & 0xFFFF_FFFFL,
                        ours.scratchWord(at) & 0xFFFF_FFFFL));
            }
        }
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

    private static String difference(String name, long before, long qemu, long ours) {
        return String.format(Locale.ROOT, "%-10s was %08x, QEMU %08x, ours %08x", name, before, qemu, ours);
    }
}
