package dev.kenning.testbench.emulator.core.riscv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.kenning.testbench.emulator.core.Decoded;
import dev.kenning.testbench.emulator.core.RowFinder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstructionTableTest {

    private static final long SEED = 20_261_120;

    @ParameterizedTest
    @ValueSource(strings = {"rv32imafdc_zicsr", "rv32imfcv_zicsr", "rv64imafdc_zicsr", "rv64imac_zicsr"})
    void matchesEveryHalfwordWithOneRowOrNone(String cpuType) {
        RowFinder<Instruction> finder = finder(cpuType);
        for (int halfword = 0; halfword < 0x1_0000; halfword++) {
            if (!BlockBuilder.isWide(halfword)) {
                assertBestIsUnique(finder, halfword, false);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rv32imafdcv_zicsr", "rv64imafdcv_zicsr"})
    void decidesBetweenAnyTwoRowsThatOverlap(String cpuType) {
        List<Instruction> rows = rows(cpuType);
        RowFinder<Instruction> finder = finder(cpuType);
        for (Instruction a : rows) {
            for (Instruction b : rows) {
                if (a.index() < b.index() && a.pattern().overlaps(b.pattern())) {
                    int common = a.pattern().value() | b.pattern().value();
                    assertBestIsUnique(finder, common, a.isWide());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rv32imafdc_zicsr", "rv64imafdc_zicsr"})
    void writesEveryRowAsText(String cpuType) {
        Random random = new Random(SEED);
        for (Instruction row : rows(cpuType)) {
            int word =
                    row.pattern().value() | (random.nextInt() & ~row.pattern().mask() & (row.isWide() ? -1 : 0xFFFF));
            assertThatCode(() -> row.operands().write(new Encoding(row, word, 0x8000_0000)))
                    .as("%s", row)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void namesSemanticMethodsThatExist() {
        for (String name : Semantics.NUMBERS.names()) {
            if (!name.startsWith(VectorInstructions.PREFIX)) {
                assertThatCode(() -> InterpreterSource.SOURCE.method(name))
                        .as(name)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void numbersSemanticMethodsWithinTheOperationField() {
        assertThat(Semantics.NUMBERS.names()).hasSizeLessThanOrEqualTo(Decoded.OPERATION_MASK + 1);
    }

    @Test
    void namesOnlyOpcodesThatRenodeKnows() {
        for (Instruction row : InstructionTable.rows()) {
            if (!row.counterName().isEmpty()) {
                assertThat(List.of(Extension.values()))
                        .as("Renode's list with %s of %s", row.counterName(), row)
                        .anyMatch(extension ->
                                RenodeOpcodes.of(extension, Xlen.RV64).contains(row.counterName()));
            }
        }
    }

    private static List<Instruction> rows(String cpuType) {
        CoreType type = CoreType.of(cpuType, cpuType.startsWith("rv64"));
        return InstructionTable.rows().stream().filter(type::has).toList();
    }

    private static RowFinder<Instruction> finder(String cpuType) {
        return new RowFinder<>(rows(cpuType), false);
    }

    private static void assertBestIsUnique(RowFinder<Instruction> finder, int word, boolean wide) {
        List<Instruction> matching = finder.findAll(word, wide);
        for (int i = 1; i < matching.size(); i++) {
            assertThat(matching.get(0).pattern().isNarrowerThan(matching.get(i).pattern()))
                    .as("0x%08X matches %s and %s alike", word, matching.get(0), matching.get(i))
                    .isTrue();
        }
    }
}
