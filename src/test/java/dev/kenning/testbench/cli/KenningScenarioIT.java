package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.NoEngineSelected;
import dev.kenning.testbench.Tools;
import dev.kenning.testbench.board.ZephyrBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code testbench run} on scenarios as Kenning Zephyr Runtime has them: not a word is changed. */
@Tag("board")
@NoEngineSelected
class KenningScenarioIT {

    private static final Path FORMS =
            Path.of("src/test/resources/scenarios/kzr/kenning-scenarios/magic-wand-inference");
    private static final Path SHARED = Path.of("../shared/models");
    private static final String LOADS_RUNTIMES =
            "firmware/prebuilt/stm32f746g_disco/kenning-device-conformance-llext.elf";

    /** The header of a relocatable ELF file for Arm; the stand-in for a loader takes anything that is not empty. */
    private static final String RUNTIME = "\u007fELF\u0001\u0001\u0001" + "\0".repeat(9) + "\u0001\0(\0";

    private final TestConsole console = new TestConsole();

    @TempDir
    private Path folder;

    private ZephyrBuild build;

    @BeforeEach
    void build() {
        build = ZephyrBuild.disco(folder.resolve("build"));
    }

    @Test
    void runsTheMagicWandOfKenning() throws IOException {
        Tools.requireFile(SHARED, "models", "the Magic Wand models are not part of this project");
        model("output/magic-wand.tflite", SHARED.resolve("magic_wand.tflite"));

        int status = run("tflite/renode-stm32f746g.yml", SHARED.resolve("magic_wand_samples.json"), "--min-accuracy=1");

        assertThat(status).as("exit status, after " + console.err()).isZero();
        assertThat(console.out()).contains("accuracy 100.0 % (10 of 10)");
        assertThat(console.err())
                .contains("MagicWandDataset (dataset_root): not run here, because datasets are made by Python")
                .doesNotContain("error");
    }

    @Test
    void runsAnotherModelUnderTheSameScenario() throws IOException {
        model("output/magic-wand.tflite", Path.of("models/gestures.tflite"));

        int status = run("tflite/renode-stm32f746g.yml", Path.of("models/gestures-samples.json"), "--min-accuracy=1");

        assertThat(status).as("exit status, after " + console.err()).isZero();
    }

    @Test
    void loadsTheRuntimeThatTheScenarioNames() throws IOException {
        build.file("zephyr/zephyr.elf", Path.of(LOADS_RUNTIMES)).text("llext/tvm.llext", RUNTIME);
        modelOfTheStandIn("output/microtvm-magic-wand.graph_data");

        int status = run("tvm/renode-llext-stm32f746g.yml", samplesOfTheStandIn());

        assertThat(status).as("exit status, after " + console.err()).isZero();
        assertThat(console.out()).contains("2.000000 3.000000");
    }

    @Test
    void refusesToLoadARuntimeIntoFirmwareThatHasOne() throws IOException {
        build.text("llext/tvm.llext", RUNTIME);
        modelOfTheStandIn("output/microtvm-magic-wand.graph_data");

        int status = run("tvm/renode-llext-stm32f746g.yml", samplesOfTheStandIn());

        assertThat(status).as("exit status").isEqualTo(2);
        assertThat(console.err())
                .contains("cannot load the runtime")
                .contains("it has its own built in. Build it with llext.conf")
                .doesNotContain("on engine");
    }

    @Test
    void refusesARuntimeForAnotherMachine() throws IOException {
        build.file("zephyr/zephyr.elf", Path.of(LOADS_RUNTIMES))
                .text("llext/tvm.llext", RUNTIME.replace('(', '\u0003'));
        modelOfTheStandIn("output/microtvm-magic-wand.graph_data");

        int status = run("tvm/renode-llext-stm32f746g.yml", samplesOfTheStandIn());

        assertThat(status).as("exit status").isEqualTo(2);
        assertThat(console.err())
                .contains("tvm.llext is for x86, 32 bit, but the firmware that is to load it is for Arm, 32 bit");
    }

    @Test
    void refusesFirmwareWithoutARuntimeIfNoneIsNamed() throws IOException {
        build.file("zephyr/zephyr.elf", Path.of(LOADS_RUNTIMES));
        model("output/magic-wand.tflite", Path.of("models/gestures.tflite"));

        int status = run("tflite/renode-stm32f746g.yml", Path.of("models/gestures-samples.json"));

        assertThat(status).as("exit status").isEqualTo(2);
        assertThat(console.err()).contains("has no runtime of its own").contains("name it in llext_binary_path");
    }

    @Test
    void keepsTheProfileAndLeavesOutTheCountersAsTheScenarioSays() throws IOException {
        model("output/magic-wand.tflite", Path.of("models/gestures.tflite"));
        Path dump = folder.resolve("deep/profiler.dump");
        Path measurements = folder.resolve("measurements.json");
        Path scenario = copy("tflite/renode-stm32f746g.yml");
        Files.writeString(
                scenario,
                Files.readString(scenario)
                                .replace(
                                        "    simulated: True\n",
                                        "    profiler_dump_path: " + dump + "\n    disable_opcode_counters: true\n")
                        + "inference_loop:\n  type: RemoteSequentialInferenceLoop\n  parameters: {inference_limit: 2}\n");

        int status = console.run(
                "run", scenario.toString(), "--samples=models/gestures-samples.json", "--measurements=" + measurements);

        assertThat(status).as("exit status, after " + console.err()).isZero();
        assertThat(dump).isNotEmptyFile();
        JsonNode written = new JsonMapper().readTree(Files.readString(measurements));
        assertThat(written.has("opcode_counters")).as("opcode_counters").isFalse();
        assertThat(written.get("inference_executed_instructions").size()).isEqualTo(2);
    }

    @Test
    void saysOfEachPartWhatIsMissing() throws IOException {
        int status = console.run("run", copy("tflite/renode-stm32f746g.yml").toString());

        assertThat(status).as("exit status").isEqualTo(2);
        assertThat(console.err())
                .contains("the compiled model: no such file: ./output/magic-wand.tflite")
                .contains("the samples of MagicWandDataset cannot be made here")
                .contains("give recorded samples with --samples FILE");
    }

    private int run(String form, Path samples, String... more) throws IOException {
        String[] arguments = new String[3 + more.length];
        arguments[0] = "run";
        arguments[1] = copy(form).toString();
        arguments[2] = "--samples=" + samples;
        System.arraycopy(more, 0, arguments, 3, more.length);
        return console.run(arguments);
    }

    private Path copy(String form) throws IOException {
        return Files.copy(FORMS.resolve(form), folder.resolve("scenario.yml"));
    }

    private void model(String name, Path original) throws IOException {
        Path copy = folder.resolve(name);
        Files.createDirectories(copy.resolveSibling(""));
        Files.copy(original, copy);
        Files.copy(Path.of(original + ".json"), Path.of(copy + ".json"));
    }

    /** The stand-in's model adds 1 to each byte of its input, whatever the model's bytes are. */
    private void modelOfTheStandIn(String name) throws IOException {
        Path model = folder.resolve(name);
        Files.createDirectories(model.resolveSibling(""));
        Files.writeString(model, "graph");
        Files.writeString(Path.of(model + ".json"), """
            {"input": [{"name": "in", "shape": [2], "dtype": "uint8"}],
             "output": [{"name": "out", "shape": [2], "dtype": "uint8"}]}
            """);
    }

    private Path samplesOfTheStandIn() throws IOException {
        return Files.writeString(
                folder.resolve("samples.json"), "{\"samples\": [{\"input\": [1, 2], \"expected\": [2, 3]}]}");
    }
}
