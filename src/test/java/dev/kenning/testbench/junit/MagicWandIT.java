package dev.kenning.testbench.junit;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.Tools;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.protocol.IoSpec;
import dev.kenning.testbench.reference.AlteredModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The model of Kenning Zephyr Runtime's demo with its ten windows, on the simulated board. */
@KenningTest(board = "stm32f746g_disco", welcomeTimeoutMillis = 1_000)
@Tag("board")
class MagicWandIT {

    private static final Path MODELS = Path.of("../shared/models");

    @BeforeEach
    void requireTheModels() {
        Tools.requireFile(MODELS, "models", "the Magic Wand models are not part of this project");
    }

    @Test
    void recognisesEveryWindow(KenningSession kenning) {
        kenning.load(Model.tflite(MODELS.resolve("magic_wand.tflite")));
        for (Sample sample : windows()) {
            assertThat(kenning.infer(sample)).hasClass(sample.label()).isCloseTo(sample.expected(), within(1e-5));
        }
    }

    @Test
    void recognisesEveryWindowInIntegers(KenningSession kenning) {
        kenning.load(Model.tflite(MODELS.resolve("magic_wand_int8.tflite")));
        for (Sample sample : windows()) {
            assertThat(kenning.infer(sample)).hasClass(sample.label()).isCloseTo(sample.expected(), within(2.0 / 256));
        }
    }

    /** The softmax saturates and would hide a wrong logit, so the model is cut before it. */
    @Test
    void computesEveryIntegerLogitAsTheReferenceKernelsDo(KenningSession kenning) throws IOException {
        Path file = MODELS.resolve("magic_wand_int8.tflite");
        String spec = Files.readString(MODELS.resolve("magic_wand_int8.tflite.json"));
        kenning.load(Model.of(
                "magic_wand_int8 without softmax",
                AlteredModel.cutBeforeSoftmax(Files.readAllBytes(file)),
                IoSpec.parse(spec, "magic_wand_int8.tflite.json")));

        List<List<Integer>> logits = new ArrayList<>();
        for (Sample sample : windows()) {
            List<Integer> row = new ArrayList<>();
            for (byte logit : kenning.infer(sample).raw()) {
                row.add((int) logit);
            }
            logits.add(row);
        }

        assertThat(logits).isEqualTo(expectedLogits());
    }

    private static List<List<Integer>> expectedLogits() throws IOException {
        JsonNode reference = new JsonMapper()
                .readTree(Files.readString(MODELS.resolve("magic_wand_reference_outputs.json")))
                .get("int8__magic_wand_int8.tflite")
                .get("logits_int8");
        List<List<Integer>> rows = new ArrayList<>();
        for (JsonNode row : reference) {
            List<Integer> values = new ArrayList<>();
            row.forEach(value -> values.add(value.asInt()));
            rows.add(values);
        }
        return rows;
    }

    private static Samples windows() {
        return Samples.json(MODELS.resolve("magic_wand_samples.json"));
    }
}
