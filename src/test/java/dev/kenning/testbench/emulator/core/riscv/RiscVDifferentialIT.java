package dev.kenning.testbench.emulator.core.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.Rounds;
import dev.kenning.testbench.Tools;
import dev.kenning.testbench.emulator.core.riscv.ScalarCaseGenerator.Case;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Executes random instances of every scalar instruction on QEMU and on our core and compares all that is left behind.
 *
 * <p>{@code -Dtestbench.differential.cases=N} sets the cases for each row of the table, {@code
 * -Dtestbench.differential.seed=N} where the seeds begin.
 */
@Tag("exhaustive")
@Tag("tool")
class RiscVDifferentialIT {

    private static final int CASES = Integer.getInteger("testbench.differential.cases", Rounds.of(80));
    private static final long FIRST_SEED = Long.getLong("testbench.differential.seed", 1L);
    private static final int CASES_PER_ROW = 4;
    private static final int SEQUENCES_PER_CASE = 200;
    private static final int BATCH = 4000;
    private static final int REPORTED = 10;

    /** Rows that no case executes, and where else they are. */
    private static final Map<String, String> NOT_EXECUTED = Map.of(
            "wfi", "sleeps; in TrapTest",
            "sret", "changes the mode; in SupervisorTest",
            "dret", "QEMU knows it");

    /** A core of ours, and QEMU's with the same extensions. */
    private enum Core {
        RV32("rv32imafc_zicsr_zifencei", false),
        RV64("rv64imafc_zicsr_zifencei", true),
        RV32_WITH_DOUBLE_PRECISION("rv32imafdc_zicsr_zifencei", false),
        RV64_WITH_DOUBLE_PRECISION("rv64imafdc_zicsr_zifencei", true),
        RV32_WITHOUT_COMPRESSED("rv32imaf_zicsr_zifencei", false),
        RV32_WITH_BIT_MANIPULATION("rv32imafc_zba_zbb_zbc_zbs", false),
        RV64_WITH_BIT_MANIPULATION("rv64imafc_zba_zbb_zbc_zbs", true),
        RV32_WITH_HALF_PRECISION("rv32imafc_zfh", false),
        RV64_WITH_HALF_PRECISION("rv64imafdc_zfh", true);

        private final String cpuType;
        private final boolean is64;

        Core(String cpuType, boolean is64) {
            this.cpuType = cpuType;
            this.is64 = is64;
        }

        CoreType type() {
            return CoreType.of(cpuType, is64);
        }

        int features() {
            return CaseImage.FLOATS | (type().has(Extension.D) ? CaseImage.DOUBLES : 0);
        }

        QemuRiscV qemu(Path directory) {
            String width = is64 ? "64" : "32";
            Path qemu = Tools.require("qemu-system-riscv" + width, "qemu", "qemu-system-misc");
            String cpu = "rv" + width + ",v=false,h=false,c=" + type().has(Extension.C) + ",d="
                    + type().has(Extension.D)
                    + Stream.of(Extension.ZBA, Extension.ZBB, Extension.ZBC, Extension.ZBS)
                            .map(it -> "," + it.name().toLowerCase(Locale.ROOT) + "=" + type().has(it))
                            .collect(Collectors.joining())
                    + ",Zfh=" + type().has(Extension.ZFH);
            return new QemuRiscV(qemu, cpu, is64, features(), directory);
        }
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void instructionsLeaveTheSameState(Core core) throws Exception {
        ScalarCaseGenerator generator = new ScalarCaseGenerator(core.type());
        List<Case> cases = new ArrayList<>();
        long seed = FIRST_SEED;
        for (Instruction row : ScalarCaseGenerator.rows(core.type())) {
            if (!NOT_EXECUTED.containsKey(row.mnemonic())) {
                for (int i = 0; i < CASES_PER_ROW * CASES; i++) {
                    cases.add(generator.generate(row, seed++));
                }
            }
        }

        compare(core, cases);
    }

    @ParameterizedTest
    @EnumSource
    void sequencesLeaveTheSameState(Core core) throws Exception {
        ScalarCaseGenerator generator = new ScalarCaseGenerator(core.type());

        compare(
                core,
                LongStream.range(FIRST_SEED, FIRST_SEED + (long) SEQUENCES_PER_CASE * CASES)
                        .mapToObj(generator::sequence)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RV32_WITHOUT_COMPRESSED")
    void halfwordsInNoRowAreIllegal(Core core) throws Exception {
        ScalarCaseGenerator generator = new ScalarCaseGenerator(core.type());

        compare(
                core,
                IntStream.range(0, 0x1_0000)
                        .filter(halfword -> !BlockBuilder.isWide(halfword))
                        .boxed()
                        .flatMap(halfword -> generator.illegal(halfword).stream())
                        .toList());
    }

    private void compare(Core core, List<Case> cases) throws IOException, InterruptedException {
        QemuRiscV qemu = core.qemu(directory);
        List<String> mismatches = new ArrayList<>();
        for (int i = 0; i < cases.size(); i += BATCH) {
            List<Case> batch = cases.subList(i, Math.min(i + BATCH, cases.size()));
            List<CaseRecord> records = batch.stream().map(Case::record).toList();
            List<CaseRecord> expected = qemu.run(records);
            List<CaseRecord> actual = new EmulatedRiscV(core.cpuType, core.is64, core.features()).run(records);
            for (int j = 0; j < batch.size(); j++) {
                Case test = batch.get(j);
                List<String> differences = CaseComparison.differences(
                        test.record(), expected.get(j), actual.get(j), 0, name -> ScalarDivergence.isKnown(test, name));
                if (!differences.isEmpty()) {
                    mismatches.add(story(test, differences));
                }
            }
        }
        assertThat(mismatches)
                .as(
                        "%d of %d cases from seed %d differ on %s%n%s",
                        mismatches.size(),
                        cases.size(),
                        FIRST_SEED,
                        core,
                        mismatches.stream().limit(REPORTED).collect(Collectors.joining(System.lineSeparator())))
                .isEmpty();
        System.out.printf(Locale.ROOT, "%d scalar cases from seed %d agree: %s%n", cases.size(), FIRST_SEED, core);
    }

    private static String story(Case test, List<String> differences) {
        CaseRecord record = test.record();
        return String.format(
                Locale.ROOT,
                "seed %d: %s at %08x%n  in  fcsr=%x mstatus=%x%n%s",
                test.seed(),
                test.text(),
                record.get(CaseRecord.MEPC),
                record.get(CaseRecord.FCSR),
                record.get(CaseRecord.MSTATUS),
                differences.stream()
                        .map(line -> "  " + line + System.lineSeparator())
                        .collect(Collectors.joining()));
    }
}
