package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.riscv.CaseRecord.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Finds where two engines' results of a case differ. */
final class CaseComparison {

    /** SD, FS and VS: whether an engine marks state as dirty early or late is its own affair. Upper half: widths. */
    private static final long IGNORED_STATUS = 0xFFFF_FFFF_8000_6600L;

    private final CaseRecord before;
    private final CaseRecord qemu;
    private final CaseRecord ours;
    private final Predicate<String> known;
    private final List<String> differences = new ArrayList<>();

    private CaseComparison(CaseRecord before, CaseRecord qemu, CaseRecord ours, Predicate<String> known) {
        this.before = before;
        this.qemu = qemu;
        this.ours = ours;
        this.known = known;
    }

    /**
     * Returns the differences, one line each.
     *
     * @param vectorRegisterBytes size of a vector register, 0 if there are none
     * @param known tells which may differ, by name; memory is named by its address in brackets
     */
    static List<String> differences(
            CaseRecord before, CaseRecord qemu, CaseRecord ours, int vectorRegisterBytes, Predicate<String> known) {
        CaseComparison comparison = new CaseComparison(before, qemu, ours, known);
        comparison.compareRegisters();
        comparison.compareVectors(vectorRegisterBytes);
        comparison.compareMemory();
        return comparison.differences;
    }

    private void compareRegisters() {
        for (Field field : CaseRecord.FIELDS) {
            long mask = field.equals(CaseRecord.MSTATUS) ? ~IGNORED_STATUS : -1L;
            compare(field.name(), before.get(field), qemu.get(field) & mask, ours.get(field) & mask);
        }
    }

    private void compareVectors(int registerBytes) {
        for (int at = 0; at < 32 * registerBytes; at += 4) {
            compare(
                    String.format(Locale.ROOT, "v%d+%d", at / registerBytes, at % registerBytes),
                    Integer.toUnsignedLong(before.vectorWord(at)),
                    Integer.toUnsignedLong(qemu.vectorWord(at)),
                    Integer.toUnsignedLong(ours.vectorWord(at)));
        }
    }

    private void compareMemory() {
        for (int at = CaseRecord.SCRATCH; at < CaseRecord.SCRATCH + CaseRecord.SCRATCH_SIZE; at += 4) {
            compare(
                    String.format(Locale.ROOT, "[%08x]", at),
                    Integer.toUnsignedLong(before.scratchWord(at)),
                    Integer.toUnsignedLong(qemu.scratchWord(at)),
                    Integer.toUnsignedLong(ours.scratchWord(at)));
        }
    }

    private void compare(String name, long was, long expected, long actual) {
        if (expected != actual && !known.test(name)) {
            differences.add(
                    String.format(Locale.ROOT, "%-10s was %08x, QEMU %08x, ours %08x", name, was, expected, actual));
        }
    }
}
