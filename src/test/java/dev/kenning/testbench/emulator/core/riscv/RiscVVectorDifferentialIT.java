package dev.kenning.testbench.emulator.core.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.Rounds;
import dev.kenning.testbench.Tools;
import dev.kenning.testbench.emulator.core.riscv.VectorCaseGenerator.Case;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Executes random instances of every vector instruction with every vtype, masked and not, on QEMU and on our core and
 * compares all that is left behind.
 *
 * <p>{@code -Dtestbench.differential.cases=N} sets the cases for each row, vtype and masking in multiples of 16, {@code
 * -Dtestbench.differential.seed=N} where the seeds begin.
 */
@Tag("exhaustive")
@Tag("tool")
class RiscVVectorDifferentialIT {

    private static final int ROUNDS = Math.max(1, Integer.getInteger("testbench.differential.cases", 16) / 16);
    private static final long FIRST_SEED = Long.getLong("testbench.differential.seed", 1L);
    /** A sample keeps some cases of each row. */
    private static final int STRIDE = Rounds.of(100) >= 20 ? 1 : 3;

    private static final int BATCH = 4000;
    private static final int REPORTED = 10;

    @TempDir
    Path directory;

    @ParameterizedTest(name = "VLEN {0}, ELEN {1}")
    @CsvSource({
        "512, 32, 'rv32,v=false,Zve32f=true,vlen=512,elen=32'",
        "128, 32, 'rv32,v=false,Zve32f=true,vlen=128,elen=32'",
        "512, 64, 'rv32,v=false,Zve64f=true,vlen=512,elen=64'"
    })
    void instructionsLeaveTheSameState(int vlen, int elen, String cpu) throws Exception {
        VectorConfig config = new VectorConfig(vlen, elen);
        int features = CaseImage.FLOATS | CaseImage.VECTORS;
        Path qemu = Tools.require("qemu-system-riscv32", "qemu", "qemu-system-misc");
        QemuRiscV reference = new QemuRiscV(qemu, cpu, false, features, directory);
        List<Case> all = new VectorCaseGenerator(config).all(ROUNDS, FIRST_SEED);
        List<Case> cases = IntStream.range(0, all.size())
                .filter(index -> index % STRIDE == 0)
                .mapToObj(all::get)
                .toList();
        List<String> mismatches = new ArrayList<>();
        Map<String, Integer> perRow = new TreeMap<>();
        Map<String, Integer> executed = new TreeMap<>();

        for (int i = 0; i < cases.size(); i += BATCH) {
            List<Case> batch = cases.subList(i, Math.min(i + BATCH, cases.size()));
            List<CaseRecord> records = batch.stream().map(Case::record).toList();
            List<CaseRecord> expected = reference.run(records);
            List<CaseRecord> actual = new EmulatedRiscV("rv32imfv_zicsr_zifencei", false, features)
                    .withVectors(config)
                    .run(records);
            for (int j = 0; j < batch.size(); j++) {
                Case test = batch.get(j);
                String name = test.row().mnemonic();
                boolean ran = actual.get(j).get(CaseRecord.MCAUSE) == TrapCause.CALL_FROM_MACHINE;
                executed.merge(name, ran ? 1 : 0, Integer::sum);
                Optional<String> mismatch = VectorCaseComparison.mismatch(test, expected.get(j), actual.get(j));
                mismatch.ifPresent(text -> {
                    if (perRow.merge(name, 1, Integer::sum) == 1) {
                        mismatches.add(text);
                    }
                });
            }
        }

        List<String> trapped = VectorCaseGenerator.ROWS.stream()
                .map(Instruction::mnemonic)
                .filter(name -> executed.getOrDefault(name, 0) == 0)
                .toList();
        List<String> illegal = VectorCaseGenerator.ROWS.stream()
                .map(Instruction::mnemonic)
                .filter(name -> isAlwaysIllegal(config, name))
                .toList();
        assertThat(trapped)
                .as("rows that trapped in every case with VLEN %d and ELEN %d", vlen, elen)
                .containsAll(illegal);
        if (STRIDE == 1) {
            assertThat(trapped)
                    .as("rows that trapped in every case with VLEN %d and ELEN %d", vlen, elen)
                    .hasSameSizeAs(illegal);
        }
        assertThat(perRow)
                .as(
                        "of %d cases from seed %d these differ with VLEN %d and ELEN %d:%n%s%n%s",
                        cases.size(),
                        FIRST_SEED,
                        vlen,
                        elen,
                        perRow,
                        mismatches.stream().limit(REPORTED).collect(Collectors.joining(System.lineSeparator())))
                .isEmpty();
        System.out.printf(
                Locale.ROOT,
                "%d vector cases from seed %d agree: VLEN %d, ELEN %d%n",
                cases.size(),
                FIRST_SEED,
                vlen,
                elen);
    }

    /** Returns whether a row traps whatever its operands are: no double precision, no elements beyond ELEN. */
    private static boolean isAlwaysIllegal(VectorConfig config, String mnemonic) {
        boolean narrow = config.elen() == 32;
        boolean converts = mnemonic.matches("vfwcvt.*|vfncvt.*");
        boolean betweenDoubleIntegerAndFloat = mnemonic.matches("vfwcvt\\.(rtz\\.)?xu?\\.f\\.v|vfncvt\\.f\\.xu?\\.w");
        boolean betweenHalfIntegerAndFloat = mnemonic.matches("vfncvt\\.(rtz\\.)?xu?\\.f\\.w|vfwcvt\\.f\\.xu?\\.v");
        if (converts) {
            return !betweenHalfIntegerAndFloat && (narrow || !betweenDoubleIntegerAndFloat);
        }
        return mnemonic.startsWith("vfw")
                || mnemonic.matches("v[ls][uo]x.*ei64\\.v")
                || (narrow && mnemonic.matches("v[ls].*e64(ff)?\\.v|v[sz]ext\\.vf8"));
    }
}
