package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.core.arm.CaseGenerator.Case;
import dev.kenning.testbench.emulator.core.arm.CaseRecord.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells how two engines' results of a case differ. */
final class CaseComparison {

    private CaseComparison() {}

    /** Returns the story of a mismatch, or nothing if the results agree. */
    static Optional<String> mismatch(Case test, String disassembly, CaseRecord qemu, CaseRecord ours) {
        List<String> differences = new ArrayList<>();
        for (Field field : CaseRecord.FIELDS) {
            int ignored = KnownDivergence.ignoredBits(test, field);
            if (((qemu.get(field) ^ ours.get(field)) & ~ignored) != 0) {
                differences.add(difference(field.name(), test.record().get(field), qemu.get(field), ours.get(field)));
            }
        }
        for (int address = CaseRecord.SCRATCH; address < CaseRecord.SCRATCH + CaseRecord.SCRATCH_SIZE; address += 4) {
            int expected = qemu.scratchWord(address);
            int actual = ours.scratchWord(address);
            if (expected != actual) {
                differences.add(difference(
                        String.format(Locale.ROOT, "[%08x]", address),
                        test.record().scratchWord(address),
                        expected,
                        actual));
            }
        }
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "seed %d: %s  (%s)%n  bytes %s at %08x%n  in  %s%n%s",
                test.seed(),
                disassembly,
                test.word(),
                test.halfwords().stream()
                        .map(halfword -> String.format(Locale.ROOT, "%04x", halfword))
                        .collect(Collectors.joining(" ")),
                test.record().get(CaseRecord.PC),
                stateBefore(test),
                differences.stream()
                        .map(line -> "  " + line + System.lineSeparator())
                        .collect(Collectors.joining())));
    }

    private static String difference(String name, int before, int qemu, int ours) {
        return String.format(Locale.ROOT, "%-10s was %08x, QEMU %08x, ours %08x", name, before, qemu, ours);
    }

    private static String stateBefore(Case test) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 15; i++) {
            text.append(String.format(Locale.ROOT, "r%d=%x ", i, test.record().getRegister(i)));
        }
        for (Field field : List.of(
                CaseRecord.XPSR,
                CaseRecord.CONTROL,
                CaseRecord.PRIMASK,
                CaseRecord.BASEPRI,
                CaseRecord.CCR,
                CaseRecord.FPSCR)) {
            text.append(String.format(
                    Locale.ROOT, "%s=%x ", field.name(), test.record().get(field)));
        }
        if (test.word().encoding().has(ThumbEncoding.Trait.FLOATING_POINT)) {
            for (char letter : new char[] {'d', 'n', 'm'}) {
                int number = test.word().single(letter);
                text.append(String.format(
                        Locale.ROOT, "s%d=%08x ", number, test.record().get(CaseRecord.single(number))));
            }
        }
        return text.toString().strip();
    }
}
