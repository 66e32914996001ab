package dev.kenning.testbench.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.Tools;
import dev.kenning.testbench.reference.ReferenceInterpreter.InputRounding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the reference interpreter against recorded results of real models and against its own malformed input. */
class ReferenceInterpreterTest {

    private static final Path REAL_MODELS = Path.of("../shared/models");
    private static final Path OWN_MODELS = Path.of("models");

    @Test
    void computesTheRecordedSoftmaxOfMagicWand() throws IOException {
        ReferenceInterpreter interpreter = ReferenceInterpreter.of(real("magic_wand.tflite"));
        List<float[]> inputs = windows();
        JsonNode expected = json("magic_wand_expected.json");
        for (int i = 0; i < inputs.size(); i++) {
            assertThat(interpreter.run(inputs.get(i)).output())
                    .as("window %d", i)
                    .containsExactly(doubles(expected.get(i)), within(1e-6));
        }
    }

    @Test
    void computesTheRecordedLogitsOfMagicWand() throws IOException {
        ReferenceInterpreter interpreter = ReferenceInterpreter.of(real("magic_wand.tflite"));
        List<float[]> inputs = windows();
        JsonNode expected = json("magic_wand_reference_outputs.json").get("logits__magic_wand_no_softmax.tflite");
        for (int i = 0; i < inputs.size(); i++) {
            Inference inference = interpreter.run(inputs.get(i));
            assertThat(inference.values(inference.logits()))
                    .as("window %d", i)
                    .containsExactly(doubles(expected.get(i)), within(1e-9));
        }
    }

    @ParameterizedTest
    @EnumSource
    void computesTheRecordedInt8LogitsOfMagicWand(InputRounding rounding) throws IOException {
        ReferenceInterpreter interpreter = ReferenceInterpreter.of(real("magic_wand_int8.tflite"));
        List<float[]> inputs = windows();
        JsonNode expected = json("magic_wand_reference_outputs.json")
                .get(
                        rounding == InputRounding.TRUNCATE
                                ? "int8__magic_wand_int8.tflite"
                                : "int8_input_rounded_to_nearest");
        for (int i = 0; i < inputs.size(); i++) {
            Inference inference = interpreter.run(interpreter.quantise(inputs.get(i), rounding));
            assertThat(inference.quantised(inference.logits()))
                    .as("logits of window %d", i)
                    .containsExactly(integers(expected.get("logits_int8").get(i)));
            assertThat(inference.quantisedOutput())
                    .as("output of window %d", i)
                    .containsExactly(integers(expected.get("output_int8").get(i)));
        }
    }

    @Test
    void refusesAFileOfAnotherKind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReferenceInterpreter.of(new byte[64]))
                .withMessageContaining("TFL3");
    }

    @Test
    void refusesEveryTruncationOfAModel() throws IOException {
        byte[] model = Files.readAllBytes(OWN_MODELS.resolve("gestures_int8.tflite"));
        for (int length = 0; length < model.length; length++) {
            byte[] truncated = Arrays.copyOf(model, length);
            assertThatIllegalArgumentException()
                    .as("first %d of %d bytes", length, model.length)
                    .isThrownBy(() -> ReferenceInterpreter.of(truncated));
        }
    }

    @Test
    void refusesAnInputOfAnotherSize() throws IOException {
        ReferenceInterpreter interpreter = ReferenceInterpreter.of(OWN_MODELS.resolve("gestures.tflite"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> interpreter.run(new float[383]))
                .withMessage("input [1, 128, 3, 1] takes 384 numbers, not 383");
    }

    private static Path real(String name) {
        return Tools.requireFile(
                REAL_MODELS.resolve(name), "models", "the Magic Wand models are not part of this project");
    }

    private static JsonNode json(String name) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(real(name)));
    }

    private static List<float[]> windows() throws IOException {
        List<float[]> windows = new ArrayList<>();
        for (JsonNode window : json("magic_wand_inputs.json")) {
            float[] values = new float[window.size() * 3];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) window.get(i / 3).get(i % 3).asDouble();
            }
            windows.add(values);
        }
        return windows;
    }

    private static double[] doubles(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }

    private static int[] integers(JsonNode array) {
        return array.valueStream().mapToInt(JsonNode::asInt).toArray();
    }
}
