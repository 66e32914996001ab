package dev.kenning.testbench.emulator.core.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.Rounds;
import dev.kenning.testbench.Tools;
import dev.kenning.testbench.emulator.core.arm.CaseGenerator.Case;
import dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Trait;
import dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Word;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Executes random instances of every instruction on QEMU and on our core and compares all that is left behind.
 *
 * <p>{@code -Dtestbench.differential.cases=N} sets the cases for each encoding of the manual and for each row of the
 * core's table, {@code -Dtestbench.differential.seed=N} where the seeds begin.
 */
@Tag("exhaustive")
@Tag("tool")
class CortexMDifferentialIT {

    private static final int CASES = Integer.getInteger("testbench.differential.cases", Rounds.of(80));
    private static final long FIRST_SEED = Long.getLong("testbench.differential.seed", 1L);
    private static final long SEQUENCES_PER_CASE = 400;
    private static final int REPORTED = 10;

    /** Rows that no case executes, and where else they are. */
    private static final Map<String, String> NOT_EXECUTED = Map.of(
            "1011111100110000 wfi", "sleeps; in exceptions.c",
            "11110011101011111000000000000011 wfi.w", "sleeps; as wfi",
            "1110011111111110 b <self>", "sleeps here, loops on QEMU");

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0} as on {1}")
    @CsvSource({"CORTEX_M7, mps2-an500", "CORTEX_M4F, mps2-an386", "CORTEX_M3, mps2-an385"})
    void instructionsLeaveTheSameState(CortexMType model, String machine) throws Exception {
        compare(model, machine, cases(model));
    }

    @ParameterizedTest(name = "{0} as on {1}")
    @CsvSource({"CORTEX_M7, mps2-an500", "CORTEX_M4F, mps2-an386", "CORTEX_M3, mps2-an385"})
    void sequencesLeaveTheSameState(CortexMType model, String machine) throws Exception {
        CaseGenerator generator = new CaseGenerator(model.hasFloatingPoint());
        List<ThumbEncoding> pool = comparable(model);

        compare(
                model,
                machine,
                LongStream.range(FIRST_SEED, FIRST_SEED + SEQUENCES_PER_CASE * CASES)
                        .mapToObj(seed -> generator.sequence(pool, seed))
                        .toList());
    }

    private void compare(CortexMType model, String machine, List<Case> cases) throws IOException, InterruptedException {
        Path qemu = Tools.require("qemu-system-arm", "qemu", "qemu-system-arm");
        QemuCortexM reference = new QemuCortexM(qemu, machine, model.hasFloatingPoint(), directory);
        Decoder decoder = new Decoder(InstructionTable.rows());
        List<String> mismatches = new ArrayList<>();
        Map<String, Integer> perEncoding = new TreeMap<>();

        for (int i = 0; i < cases.size(); i += CaseImage.MAX_CASES) {
            List<Case> batch = cases.subList(i, Math.min(i + CaseImage.MAX_CASES, cases.size()));
            List<CaseRecord> records = batch.stream().map(Case::record).toList();
            List<CaseRecord> expected = reference.run(records);
            List<CaseRecord> actual = new EmulatedCortexM(model).run(records);
            for (int j = 0; j < batch.size(); j++) {
                Case test = batch.get(j);
                Optional<String> mismatch = CaseComparison.mismatch(
                        test, disassembly(decoder, test.halfwords()), expected.get(j), actual.get(j));
                mismatch.ifPresent(mismatches::add);
                mismatch.ifPresent(
                        text -> perEncoding.merge(test.word().encoding().name(), 1, Integer::sum));
            }
        }

        assertThat(mismatches)
                .as(
                        "%d of %d cases from seed %d differ on %s%n%s%n%s",
                        mismatches.size(),
                        cases.size(),
                        FIRST_SEED,
                        model,
                        perEncoding,
                        mismatches.stream().limit(REPORTED).collect(Collectors.joining(System.lineSeparator())))
                .isEmpty();
        System.out.printf(
                Locale.ROOT, "%d cases from seed %d agree: %s, QEMU %s%n", cases.size(), FIRST_SEED, model, machine);
    }

    @Test
    void everyRowIsExecuted() {
        Decoder decoder = new Decoder(InstructionTable.rows());
        Set<Integer> executed = Stream.of(CortexMType.CORTEX_M7, CortexMType.CORTEX_M4F)
                .flatMap(model -> cases(model).stream())
                .flatMap(test -> rows(decoder, test.halfwords()).stream())
                .flatMap(row -> Stream.concat(Stream.of(row), row.insideItBlock().stream()))
                .map(Instruction::index)
                .collect(Collectors.toCollection(TreeSet::new));

        List<String> missing = InstructionTable.rows().stream()
                .filter(row -> CortexMType.CORTEX_M7.has(row.extension()))
                .filter(row -> !executed.contains(row.index()))
                .map(row -> row.toString().strip())
                .filter(row -> !NOT_EXECUTED.containsKey(row))
                .toList();

        assertThat(missing).as("rows that no case executes").isEmpty();
    }

    @Test
    void everyEncodingOfTheManualHasARow() {
        Decoder decoder = new Decoder(InstructionTable.rows());
        List<String> missing = cases(CortexMType.CORTEX_M7).stream()
                .map(Case::word)
                .filter(word -> row(decoder, word).isEmpty())
                .map(word -> word.encoding() + " as " + Integer.toHexString(word.bits()))
                .distinct()
                .toList();

        assertThat(missing).as("predictable instructions that no row matches").isEmpty();
    }

    /** Returns the cases: some for each encoding of the manual, and some for each row of the table. */
    private static List<Case> cases(CortexMType model) {
        CaseGenerator generator = new CaseGenerator(model.hasFloatingPoint());
        List<Case> cases = new ArrayList<>();
        long seed = FIRST_SEED;
        List<ThumbEncoding> comparable = comparable(model);
        for (ThumbEncoding encoding : comparable) {
            for (int i = 0; i < CASES; i++) {
                cases.add(generator.generate(encoding::instance, seed++).orElseThrow());
            }
        }
        for (Instruction row : InstructionTable.rows()) {
            List<ThumbEncoding> known = comparable.stream()
                    .filter(encoding -> encoding.overlaps(
                            row.length(), row.pattern().mask(), row.pattern().value()))
                    .toList();
            if (row.onlyInsideItBlock()
                    || instance(row, known, new SplittableRandom(0)).isEmpty()) {
                continue;
            }
            for (int i = 0; i < CASES; i++) {
                generator
                        .generate(random -> instance(row, known, random).orElseThrow(), seed++)
                        .ifPresent(cases::add);
            }
        }
        return cases;
    }

    /** Returns the encodings that QEMU's core of this kind has, and lacks, as ours does. */
    private static List<ThumbEncoding> comparable(CortexMType model) {
        // QEMU's Cortex-M7 has double precision, the parts we model have not; QEMU's Cortex-M3 executes some
        // instructions of the DSP extension. CortexMInstructionTest has both.
        return ThumbEncodings.ALL.stream()
                .filter(encoding -> model != CortexMType.CORTEX_M7 || !encoding.has(Trait.DOUBLE_PRECISION))
                .filter(encoding -> model.has(Extension.DSP) || !encoding.has(Trait.DSP))
                .toList();
    }

    /** Returns an instance of a row that the manual calls predictable, if it is easily found. */
    private static Optional<Word> instance(Instruction row, List<ThumbEncoding> known, RandomGenerator random) {
        for (int attempt = 0; attempt < 100_000 && !known.isEmpty(); attempt++) {
            int free = random.nextInt() & ~row.pattern().mask() & (row.length() == 16 ? 0xffff : -1);
            int bits = row.pattern().value() | free;
            for (ThumbEncoding encoding : known) {
                if (encoding.matches(bits)) {
                    return Optional.of(new Word(encoding, bits));
                }
            }
        }
        return Optional.empty();
    }

    private static List<Instruction> rows(Decoder decoder, List<Integer> halfwords) {
        return encodings(decoder, halfwords).stream().map(Encoding::row).toList();
    }

    private static String disassembly(Decoder decoder, List<Integer> halfwords) {
        return encodings(decoder, halfwords).stream()
                .map(encoding -> encoding.row().mnemonic() + " "
                        + encoding.row().operands().write(encoding))
                .map(String::strip)
                .collect(Collectors.joining("; "));
    }

    private static List<Encoding> encodings(Decoder decoder, List<Integer> halfwords) {
        List<Encoding> encodings = new ArrayList<>();
        for (int i = 0; i < halfwords.size(); i++) {
            int address = CaseRecord.SLOT + 2 * i;
            boolean wide = Decoder.isWide(halfwords.get(i));
            int bits = wide ? halfwords.get(i) << 16 | halfwords.get(++i) : halfwords.get(i);
            decoder.find(bits, wide).ifPresent(row -> encodings.add(new Encoding(row, bits, address)));
        }
        return encodings;
    }

    private static Optional<Instruction> row(Decoder decoder, Word word) {
        return decoder.find(word.bits(), word.halfwords().length == 2);
    }
}
