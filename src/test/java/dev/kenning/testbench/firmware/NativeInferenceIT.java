package dev.kenning.testbench.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.Tools;
import dev.kenning.testbench.reference.Inference;
import dev.kenning.testbench.reference.ReferenceInterpreter;
import dev.kenning.testbench.reference.ReferenceInterpreter.InputRounding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the interpreter's numbers, tensor by tensor, against the reference interpreter and recorded results. */
@Tag("tool")
class NativeInferenceIT {

    private static final Path MODELS = Path.of("models");
    private static final Path MAGIC_WAND = Path.of("..", "shared", "models");

    @TempDir
    private Path directory;

    @Test
    void givesTheReferenceOutputsOfTheFloatGestureModel() throws IOException {
        Path model = MODELS.resolve("gestures.tflite");
        ReferenceInterpreter reference = ReferenceInterpreter.of(model);
        for (float[] input : samples(MODELS.resolve("gestures-samples.json"))) {
            Inference expected = reference.run(input);
            assertThat(dump(model, floats(input))).containsExactly(expected.output(), within(1e-5));
        }
    }

    /** Every tensor, because the outputs alone would forgive an error of one step in a hidden layer. */
    @Test
    void givesEveryTensorOfTheInt8GestureModel() throws IOException {
        Path model = MODELS.resolve("gestures_int8.tflite");
        ReferenceInterpreter reference = ReferenceInterpreter.of(model);
        List<float[]> samples = samples(MODELS.resolve("gestures_int8-samples.json"));
        for (float[] sample : samples.subList(0, 3)) {
            byte[] input = reference.quantise(sample, InputRounding.NEAREST);
            Inference expected = reference.run(input);
            reference
                    .model()
                    .operators()
                    .forEach(operation -> assertThat(
                                    dump(model, input, operation.output().index()))
                            .as("output of %s", operation.name())
                            .isEqualTo(widened(expected.quantised(operation.output()))));
        }
    }

    @Test
    void givesTheExpectedOutputsOfMagicWand() throws IOException {
        Path model = magicWand("magic_wand.tflite");
        JsonNode expected = json("magic_wand_expected.json");
        List<float[]> windows = windows();
        for (int i = 0; i < windows.size(); i++) {
            assertThat(dump(model, floats(windows.get(i))))
                    .as("window %d", i)
                    .containsExactly(doubles(expected.path(i)), within(1e-5));
        }
    }

    @Test
    void givesTheInt8LogitsOfMagicWandForBothInputRoundings() throws IOException {
        Path model = magicWand("magic_wand_int8.tflite");
        JsonNode recorded = json("magic_wand_reference_outputs.json");
        assertInt8(model, recorded.path("int8__magic_wand_int8.tflite"), InputRounding.TRUNCATE);
        assertInt8(model, recorded.path("int8_input_rounded_to_nearest"), InputRounding.NEAREST);
    }

    private void assertInt8(Path model, JsonNode recorded, InputRounding rounding) throws IOException {
        ReferenceInterpreter reference = ReferenceInterpreter.of(model);
        int logits = reference
                .model()
                .operators()
                .get(reference.model().operators().size() - 2)
                .output()
                .index();
        List<float[]> windows = windows();
        for (int i = 0; i < windows.size(); i++) {
            byte[] input = reference.quantise(windows.get(i), rounding);
            assertThat(dump(model, input, logits))
                    .as("logits of window %d, %s", i, rounding)
                    .isEqualTo(doubles(recorded.path("logits_int8").path(i)));
            assertThat(dump(model, input))
                    .as("output of window %d, %s", i, rounding)
                    .isEqualTo(doubles(recorded.path("output_int8").path(i)));
        }
    }

    private double[] dump(Path model, byte[] input, int... tensor) {
        try {
            Path file = Files.write(directory.resolve("input"), input);
            List<String> arguments = new ArrayList<>(List.of(model.toString(), file.toString()));
            IntStream.of(tensor).mapToObj(Integer::toString).forEach(arguments::add);
            return NativeFirmware.run("tflite-dump", List.of(), arguments.toArray(String[]::new)).stream()
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path magicWand(String name) {
        return Tools.requireFile(MAGIC_WAND.resolve(name), "models", "Kenning's Magic Wand models stay outside");
    }

    private static List<float[]> samples(Path file) {
        return new JsonMapper()
                .readTree(file.toFile())
                .path("samples")
                .valueStream()
                .map(sample -> numbers(sample.path("input")))
                .toList();
    }

    private static List<float[]> windows() {
        return json("magic_wand_inputs.json")
                .valueStream()
                .map(NativeInferenceIT::numbers)
                .toList();
    }

    private static JsonNode json(String name) {
        return new JsonMapper().readTree(magicWand(name).toFile());
    }

    private static float[] numbers(JsonNode nested) {
        double[] flat = flatten(nested).toArray();
        float[] numbers = new float[flat.length];
        for (int i = 0; i < flat.length; i++) {
            numbers[i] = (float) flat[i];
        }
        return numbers;
    }

    private static double[] doubles(JsonNode row) {
        return flatten(row).toArray();
    }

    private static DoubleStream flatten(JsonNode node) {
        return node.isArray()
                ? node.valueStream().flatMapToDouble(NativeInferenceIT::flatten)
                : DoubleStream.of(node.asDouble());
    }

    private static double[] widened(int[] values) {
        return IntStream.of(values).asDoubleStream().toArray();
    }

    private static byte[] floats(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }
}
