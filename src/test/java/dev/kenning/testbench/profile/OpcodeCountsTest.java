package dev.kenning.testbench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpcodeCountsTest {

    @Test
    void leavesOutWhatWasNeverExecuted() {
        assertThat(OpcodeCounts.of(Map.of("add", 2L, "sub", 0L)).asMap()).containsOnlyKeys("add");
    }

    @Test
    void tellsWhatWasExecutedSinceAnEarlierPoint() {
        OpcodeCounts earlier = OpcodeCounts.of(Map.of("add", 2L, "mul", 5L));
        OpcodeCounts later = OpcodeCounts.of(Map.of("add", 7L, "mul", 5L, "ldr", 1L));

        assertThat(later.minus(earlier)).isEqualTo(OpcodeCounts.of(Map.of("add", 5L, "ldr", 1L)));
    }

    @Test
    void ordersTheMostFrequentFirstAndTiesByName() {
        OpcodeCounts counts = OpcodeCounts.of(Map.of("str", 3L, "ldr", 3L, "add", 1L, "b", 9L));

        assertThat(counts.top(3).keySet()).containsExactly("b", "ldr", "str");
    }

    @Test
    void knowsWhichInstructionsOfARiscVCoreAreVector() {
        OpcodeCounts counts = OpcodeCounts.ofRiscV(Map.of("vle32.v", 3L, "vsetvli", 1L, "addi", 12L));

        assertThat(counts.vector()).isEqualTo(OpcodeCounts.of(Map.of("vle32.v", 3L, "vsetvli", 1L)));
        assertThat(counts.vectorShare()).isEqualTo(0.25);
        assertThat(counts.minus(OpcodeCounts.ofRiscV(Map.of("addi", 12L))).vectorShare())
                .isEqualTo(1.0);
        assertThat(OpcodeCounts.of(Map.of("vfma.f32", 3L)).vectorShare())
                .as("floating point of an Arm core")
                .isZero();
        assertThat(OpcodeCounts.NONE.vectorShare()).isZero();
    }

    @Test
    void sumsCores() {
        OpcodeCounts arm = OpcodeCounts.of(Map.of("add", 2L, "ldr", 5L));

        assertThat(arm.plus(OpcodeCounts.ofRiscV(Map.of("add", 1L, "vadd.vv", 4L))))
                .isEqualTo(OpcodeCounts.of(Map.of("add", 3L, "ldr", 5L, "vadd.vv", 4L)));
    }

    @Test
    void sharesCountsOutAmongEqualRuns() {
        assertThat(OpcodeCounts.of(Map.of("add", 21L, "nop", 9L)).per(10))
                .isEqualTo(OpcodeCounts.of(Map.of("add", 2L)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpcodeCounts.NONE.per(0))
                .withMessage("the number of runs must be >= 1, but is 0");
    }

    @Test
    void ordersChangesByTheirSizeAndTiesByName() {
        OpcodeCounts before = OpcodeCounts.of(Map.of("add", 10L, "mul", 5L, "ldr", 7L, "str", 1L));
        OpcodeCounts after = OpcodeCounts.of(Map.of("add", 11L, "mul", 5L, "str", 8L, "b", 1L));

        assertThat(after.changesSince(before, 3))
                .containsExactly(
                        new OpcodeChange("ldr", 7, 0), new OpcodeChange("str", 1, 8), new OpcodeChange("add", 10, 11));
    }

    @Test
    void readsTheCountsThatRenodeSaved() throws IOException {
        OpcodeCounts counts = OpcodeCounts.readCsv(Path.of("src/test/resources/renode-golden/rv.opcodes.csv"));

        assertThat(counts.total()).isEqualTo(10_898);
        assertThat(counts.of("bne")).isEqualTo(1_200);
        assertThat(counts.vector().asMap()).containsKeys("vle8.v", "vwmul.vv", "vredsum.vs");
    }

    @Test
    void saysWhichLineOfSavedCountsIsWrong(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv"), "add;1\n\nsub,2\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpcodeCounts.readCsv(file))
                .withMessage(file + ":3: a line must be an instruction, a semicolon and its count, but is \"sub,2\"");
    }
}
