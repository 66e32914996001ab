package dev.kenning.testbench.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.reference.AlteredModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceRuntimeTest {

    private static final int MAX_POOL_2D = 17;
    private static final int POOL_BYTES = 192 * 1024;

    private final ReferenceRuntime runtime = runtime("stm32f746g_disco");

    private static List<String> boards() {
        return BoardCatalogue.builtIn().boards().stream()
                .filter(board -> board.firmware().isPresent())
                .map(board -> board.name())
                .toList();
    }

    private static ReferenceRuntime runtime(String board) {
        return ReferenceRuntime.in(ElfFile.read(
                        BoardCatalogue.builtIn().board(board).firmware().orElseThrow()))
                .orElseThrow(() -> new AssertionError("the firmware of " + board + " has no interpreter"));
    }

    @ParameterizedTest
    @MethodSource("boards")
    void takesTheModelsThatTheFirmwareOfEveryBoardRuns(String board) throws IOException {
        assertThat(runtime(board).problems(model("gestures"))).isEmpty();
        assertThat(runtime(board).problems(model("gestures_int8"))).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({"0, ADD", "4, DEPTHWISE_CONV_2D", "14, LOGISTIC", "28, TANH", "114, QUANTIZE", "126, BATCH_MATMUL"})
    void namesAnOperatorThatTheFirmwareLacks(int number, String name) throws IOException {
        byte[] model = AlteredModel.withOperator(model("gestures"), MAX_POOL_2D, number);

        assertThat(runtime.problems(model)).containsExactly("unsupported operator: " + name);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12, 60, 1000, 7000})
    void saysThatAModelIsCut(int bytes) throws IOException {
        assertThat(runtime.problems(Arrays.copyOf(model("gestures"), bytes)))
                .containsExactly("it is truncated or damaged");
    }

    @Test
    void saysThatAModelDoesNotFitTheMemory() throws IOException {
        byte[] model = Arrays.copyOf(model("gestures"), POOL_BYTES);

        assertThat(runtime.problems(model))
                .singleElement()
                .asString()
                .matches("it and its tensors need \\d+ bytes or more, and it has " + POOL_BYTES);
    }

    @Test
    void knowsNothingOfOtherPrograms() {
        ElfFile blinky = ElfFile.read(Path.of("firmware/prebuilt/stm32f746g_disco/blinky.elf"));
        ElfFile standIn = ElfFile.read(Path.of("firmware/prebuilt/stm32f746g_disco/kenning-device-conformance.elf"));

        assertThat(ReferenceRuntime.in(blinky)).isEmpty();
        assertThat(ReferenceRuntime.in(standIn)).isEmpty();
    }

    @Test
    void answersForEveryDamagedModel() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] whole = model("gestures_int8");
        for (int round = 0; round < 5_000; round++) {
            byte[] model = random.nextInt(4) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int wound = 0; wound < 8 && model.length > 0; wound++) {
                model[random.nextInt(model.length)] = (byte) random.nextInt();
            }
            assertThat(runtime.problems(model))
                    .as("problems in round %d (seed %d)", round, seed)
                    .allMatch(problem -> !problem.isBlank());
        }
    }

    private static byte[] model(String name) throws IOException {
        return Files.readAllBytes(Path.of("models", name + ".tflite"));
    }
}
