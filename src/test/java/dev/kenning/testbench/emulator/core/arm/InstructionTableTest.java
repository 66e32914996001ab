package dev.kenning.testbench.emulator.core.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.kenning.testbench.emulator.core.Decoded;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InstructionTableTest {

    private static final long SEED = 20_261_120;

    private final List<Instruction> rows = InstructionTable.rows();
    private final Decoder decoder = new Decoder(rows);

    @Test
    void decidesBetweenAnyTwoRowsThatOverlap() {
        for (Instruction a : rows) {
            for (Instruction b : rows) {
                if (a.index() < b.index() && overlap(a, b)) {
                    assertThat(a.precedence() != b.precedence() || isNarrower(a, b) || isNarrower(b, a))
                            .as("%s and %s overlap, and neither precedence nor pattern decides", a, b)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void matchesEveryHalfwordWithOneRowOrNone() {
        for (int halfword = 0; halfword < 0xE800; halfword++) {
            assertBestIsUnique(halfword, false);
        }
    }

    @Test
    void matchesRandomWordsWithOneRowOrNone() {
        Random random = new Random(SEED);
        for (int i = 0; i < 300_000; i++) {
            int word = random.nextInt() | 0xE800_0000;
            if (Decoder.isWide(word >>> 16)) {
                assertBestIsUnique(word, true);
            }
        }
    }

    @Test
    void finds16BitInstructionsForAllButAFewHalfwords() {
        int unknown = 0;
        for (int halfword = 0; halfword < 0xE800; halfword++) {
            unknown += decoder.find(halfword, false).isEmpty() ? 1 : 0;
        }
        assertThat(unknown).as("halfwords in no row").isLessThan(1800);
    }

    @Test
    void writesEveryRowAsText() {
        Disassembler disassembler = new Disassembler(decoder);
        Random random = new Random(SEED);
        for (Instruction row : rows) {
            int word = row.pattern().value()
                    | (random.nextInt() & ~row.pattern().mask() & (row.length() == 16 ? 0xFFFF : -1));
            assertThatCode(() -> disassembler.text(word, row.length() == 32, 0x0800_0000, 0))
                    .as("%s", row)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void namesSemanticMethodsThatExist() {
        for (String name : Semantics.NUMBERS.names()) {
            assertThatCode(() -> InterpreterSource.SOURCE.method(name)).as(name).doesNotThrowAnyException();
        }
    }

    @Test
    void numbersSemanticMethodsWithinTheOperationField() {
        assertThat(Semantics.NUMBERS.names()).hasSizeLessThanOrEqualTo(Decoded.OPERATION_MASK + 1);
    }

    private void assertBestIsUnique(int word, boolean wide) {
        List<Instruction> matching = decoder.findAll(word, wide);
        if (matching.size() > 1) {
            Instruction best = matching.get(0);
            Instruction next = matching.get(1);
            assertThat(best.precedence() > next.precedence() || isNarrower(best, next))
                    .as("0x%08X matches %s and %s alike", word, best, next)
                    .isTrue();
        }
    }

    private static boolean overlap(Instruction a, Instruction b) {
        boolean reachable = !a.onlyInsideItBlock() && !b.onlyInsideItBlock();
        return reachable && a.pattern().overlaps(b.pattern());
    }

    private static boolean isNarrower(Instruction a, Instruction b) {
        return a.pattern().isNarrowerThan(b.pattern());
    }
}
