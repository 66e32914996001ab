package dev.kenning.testbench.gestures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.reference.Inference;
import dev.kenning.testbench.reference.ReferenceInterpreter;
import dev.kenning.testbench.reference.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks that what stands beside the models describes them. */
class SpecificationTest {

    private static final Path MODELS = Path.of("models");

    @ParameterizedTest
    @ValueSource(strings = {Artefacts.FLOAT_MODEL, Artefacts.INT8_MODEL})
    void specificationDescribesTheModelsTensors(String model) throws IOException {
        ReferenceInterpreter interpreter = ReferenceInterpreter.of(MODELS.resolve(model));
        JsonNode specification = json(model + ".json");
        check(
                specification.get("processed_input").get(0),
                interpreter.model().inputs().get(0));
        check(specification.get("output").get(0), interpreter.model().outputs().get(0));
        assertThat(specification.at("/output/0/class_names").valueStream().map(JsonNode::asString))
                .isEqualTo(Gesture.labels());
    }

    @ParameterizedTest
    @CsvSource({
        "gestures.tflite,      gestures-samples.json",
        "gestures_int8.tflite, gestures_int8-samples.json",
        "gestures_int8.tflite, gestures-samples.json"
    })
    void modelRecognisesEveryOneOfTheTenSamples(String model, String samples) throws IOException {
        ReferenceInterpreter interpreter = ReferenceInterpreter.of(MODELS.resolve(model));
        JsonNode file = json(samples);
        assertThat(file.get("samples").size()).as("samples in %s", samples).isEqualTo(10);
        for (JsonNode sample : file.get("samples")) {
            Inference inference = interpreter.run(readings(sample));
            assertThat(Gesture.labels().get(inference.predictedClass()))
                    .isEqualTo(sample.get("label").asString());
        }
    }

    private static void check(JsonNode described, Tensor tensor) {
        assertThat(described.get("name").asString()).isEqualTo(tensor.name());
        assertThat(described.get("dtype").asString())
                .isEqualTo(tensor.type().name().toLowerCase(Locale.ROOT));
        assertThat(described.get("shape").valueStream().map(JsonNode::asInt)).isEqualTo(tensor.shape());
        assertThat(described.has("scale")).isEqualTo(tensor.isQuantised());
        if (tensor.isQuantised()) {
            assertThat(described.get("scale").asDouble())
                    .isEqualTo(tensor.quantisation().scale());
            assertThat(described.get("zero_point").asInt())
                    .isEqualTo(tensor.quantisation().zeroPoint());
            assertThat(described.get("prequantized_dtype").asString()).isEqualTo("float32");
        }
    }

    private static float[] readings(JsonNode sample) {
        float[] readings = new float[Window.VALUES];
        for (int i = 0; i < readings.length; i++) {
            readings[i] = (float) sample.get("input")
                    .get(i / Window.AXES)
                    .get(i % Window.AXES)
                    .asDouble();
        }
        return readings;
    }

    private static JsonNode json(String name) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(MODELS.resolve(name)));
    }
}
