package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.NoEngineSelected;
import dev.kenning.testbench.metrics.MeasurementsSchema;
import dev.kenning.testbench.reference.AlteredModel;
import dev.kenning.testbench.scenario.file.SchemaValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code testbench run} on the simulated stm32f746g_disco. */
@Tag("board")
@NoEngineSelected
class RunIT {

    private static final Path FLOAT = Path.of("scenarios/gestures/tflite/stm32f746g_disco.yml");
    private static final Path INT8 = Path.of("scenarios/gestures/tflite/int8-stm32f746g_disco.yml");

    private static final Path SPRINGBOK = Path.of("src/test/resources/dev/kenning/testbench/emulator/springbok");

    private final TestConsole console = new TestConsole();

    @TempDir
    private Path folder;

    @Test
    void printsATableWithAccuracyAndTotals() {
        int status = console.run("run", FLOAT.toString(), "--tolerance", "1e-5", "--min-accuracy", "1");

        assertThat(console.err())
                .contains("board stm32f746g_disco on engine embedded")
                .contains("samples 10/10");
        assertThat(status).as("exit status").isZero();
        assertThat(console.out().lines().findFirst())
                .hasValueSatisfying(header -> assertThat(header.split(" {2,}"))
                        .contains("PREDICTED", "LABEL", "OUTPUTS", "INSTRUCTIONS", "VIRTUAL TIME"));
        assertThat(console.out()).contains("accuracy 100.0 % (10 of 10)");
    }

    @Test
    void showsInTheReadmeWhatItPrints() throws IOException {
        console.run("run", FLOAT.toString());

        assertThat(Files.readString(Path.of("README.md"))).contains(console.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stm32f746g_disco.yml", "int8-stm32f746g_disco.yml"})
    void measuresTheSameEachTimeOutsideHost(String scenario) throws IOException {
        ObjectNode first = measure(FLOAT.resolveSibling(scenario), "first.json");
        ObjectNode second = measure(FLOAT.resolveSibling(scenario), "second.json");

        first.remove("host");
        second.remove("host");
        assertThat(first).isEqualTo(second);
    }

    @Test
    void holdsRepetitionsAgainstTheFirst() throws IOException {
        assertThat(console.run(
                        "run",
                        FLOAT.toString(),
                        "--repeat=2",
                        "--require-identical",
                        "--measurements",
                        folder.resolve("m.json").toString()))
                .as(console.err())
                .isZero();

        JsonNode first = new JsonMapper()
                .readTree(folder.resolve("m-stm32f746g_disco-embedded-1.json").toFile());
        JsonNode second = new JsonMapper()
                .readTree(folder.resolve("m-stm32f746g_disco-embedded-2.json").toFile());
        assertThat(first.at("/testbench/fingerprint").asString()).matches("[0-9a-f]{64}");
        assertThat(second.at("/testbench/fingerprint")).isEqualTo(first.at("/testbench/fingerprint"));
    }

    @Test
    void comparesNothingWithoutRepetitions() {
        assertThat(console.run("run", FLOAT.toString(), "--require-identical")).isEqualTo(2);
        assertThat(console.err()).contains("--require-identical compares repetitions: say how many with --repeat N");
    }

    @Test
    void writesMeasurementsUnderKenningsKeys() throws IOException {
        ObjectNode measurements = measure(FLOAT, "run.json");

        assertThat(measurements.get("protocol_inference_step")).hasSize(10);
        assertThat(measurements.get("protocol_inference_step_timestamp")).hasSize(10);
        assertThat(measurements.get("eval_confusion_matrix")).hasSize(4);
        assertThat(measurements.get("total").asInt()).isEqualTo(10);
        assertThat(measurements.get("class_names").get(0).asString()).isEqualTo("circle");
        assertThat(measurements.get("allocation_stats").get("peak_allocated").asLong())
                .isPositive();
        assertThat(measurements.get("compiled_model_size").asDouble())
                .isEqualTo((double) Files.size(Path.of("models/gestures.tflite")));
        long counted = 0;
        for (JsonNode count : measurements.get("opcode_counters").get("cpu")) {
            counted += count.asLong();
        }
        assertThat(counted)
                .as("every executed instruction has its mnemonic")
                .isEqualTo(measurements.get("total_executed_instructions").asLong());
        assertThat(sum(measurements.get("executed_instructions").get("cpu")))
                .as("instructions of the profile, which records the inferences only")
                .isEqualTo(sum(measurements.get("inference_executed_instructions")));
        assertThat(measurements.get("profiler_timestamps"))
                .hasSameSizeAs(measurements.get("exceptions"))
                .hasSameSizeAs(measurements.get("memory_accesses").get("read"));
        assertThat(sum(measurements.get("memory_accesses").get("write"))).isPositive();
        assertThat(sum(measurements.get("peripheral_accesses").get("usart6").get("write")))
                .as("a reply of 12 bytes for each inference")
                .isGreaterThanOrEqualTo(10 * 12);
    }

    @Test
    void writesWhatKenningsReportsRead() throws IOException {
        ObjectNode measurements = measure(FLOAT, "run.json");

        assertThat(measurements.has("target_inference_step"))
                .as("target_inference_step, of which the device tells one, and a report wants one for each inference")
                .isFalse();
        assertThat(measurements.has("predictions"))
                .as("predictions, of which a report makes an F1 score for each class, and cannot print it")
                .isFalse();
        for (JsonNode row : measurements.get("eval_confusion_matrix")) {
            assertThat(row).allMatch(JsonNode::isDouble);
        }
        JsonNode steps = measurements.get("protocol_inference_step");
        JsonNode stamps = measurements.get("protocol_inference_step_timestamp");
        JsonNode tags = measurements.get("tags");
        for (int i = 0; i < steps.size(); i++) {
            JsonNode inference = tags.get(3 * i + 1);
            assertThat(inference.get("name").asString()).isEqualTo("inference");
            assertThat(inference.get("end").asDouble())
                    .as("the moment of answer %d", i)
                    .isEqualTo(stamps.get(i).asDouble());
            assertThat(inference.get("end").asDouble() - inference.get("start").asDouble())
                    .as("the time of inference %d", i)
                    .isCloseTo(steps.get(i).asDouble(), within(1e-9));
        }
        assertThat(measurements
                        .get("optimizers")
                        .get(0)
                        .get("compiler_framework")
                        .asString())
                .isEqualTo("tflite");
        assertThat(measurements.get("model_version").asString()).isEqualTo("3");
        assertThat(measurements.get("cfg_path").asString()).isEqualTo(FLOAT.toString());
        assertThat(measurements.get("build_cfg").at("/platform/parameters/simulated"))
                .isEqualTo(BooleanNode.TRUE);
        assertThat(measurements.get("command").valueStream().map(JsonNode::asString))
                .containsExactly("testbench run \\", "    " + FLOAT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scenarios/gestures/tflite/stm32f746g_disco.yml",
                "scenarios/gestures/tflite/int8-stm32f746g_disco.yml",
                "scenarios/gestures/bare-metal/springbok.json"
            })
    void writesMeasurementsThatItsSchemaAdmits(String scenario) throws IOException {
        SchemaValidator schema = new SchemaValidator(new JsonMapper().readTree(MeasurementsSchema.json()));

        assertThat(schema.problems(measure(Path.of(scenario), "run.json"))).isEmpty();
    }

    @Test
    void countsVectorOpcodesOfABareMetalScenarioWithOldKeyNames() throws IOException {
        ObjectNode measurements = measure(Path.of("scenarios/gestures/bare-metal/springbok.json"), "springbok.json");

        JsonNode opcodes = measurements.get("opcode_counters").get("cpu");
        assertThat(opcodes.get("vfmacc.vf").asLong()).isPositive();
        assertThat(opcodes.get("vsetvli").asLong()).isPositive();
        assertThat(sum(opcodes))
                .as("every executed instruction has its mnemonic")
                .isEqualTo(measurements.get("total_executed_instructions").asLong());
        assertThat(measurements.get("total").asInt()).isEqualTo(10);
        assertThat(measurements.get("platform").asString()).isEqualTo("springbok");
    }

    @Test
    void runsAScenarioThatBringsItsOwnScript() throws IOException {
        Path scenario = ownScript(SPRINGBOK.resolve("springbok.resc"));

        int status = console.run("run", scenario.toString(), "--tolerance", "1e-5", "--min-accuracy", "1");

        assertThat(status).as("exit status; %s", console.err()).isZero();
    }

    @Test
    void putsStubsInPlaceOfMissingModelsWhereAsked() throws IOException {
        Path script = Files.writeString(
                folder.resolve("own.resc"),
                Files.readString(SPRINGBOK.resolve("springbok.resc"))
                        .replaceFirst(
                                "(?m)^(machine LoadPlatformDescription .*)$",
                                "$1\nmachine LoadPlatformDescriptionFromString"
                                        + " \"gone: Miscellaneous.NotModelled @ sysbus <0x70000000, +0x100>\""));
        Path scenario = ownScript(script);
        Path measurements = folder.resolve("stubbed.json");

        int refused = console.run("run", scenario.toString());

        assertThat(refused).as("exit status without stubs").isNotZero();
        assertThat(console.err()).contains("Could not resolve type: 'Miscellaneous.NotModelled'", "--stub-missing");

        int status =
                console.run("run", scenario.toString(), "--stub-missing", "--measurements", measurements.toString());

        assertThat(status).as("exit status; %s", console.err()).isZero();
        assertThat(console.err()).contains("does not have gone (Miscellaneous.NotModelled): it reads 0");
        assertThat(Files.readString(measurements)).contains("gone (Miscellaneous.NotModelled)");
    }

    /** Writes the scenario of Springbok with a script of somebody's own. */
    private Path ownScript(Path script) throws IOException {
        String own = """
                "simulated": true,
                      "platform_resc_path": "%s",
                      "resc_dependencies": ["%s", "%s"],
                      "post_start_commands": ["sysbus.vec_controlblock WriteDoubleWord 0xc 0"]""".formatted(
                        script.toAbsolutePath(),
                        SPRINGBOK.resolve("springbok.repl").toAbsolutePath(),
                        SPRINGBOK.resolve("SpringbokRiscV32.cs").toAbsolutePath());
        Path root = Path.of("").toAbsolutePath();
        return Files.writeString(
                folder.resolve("own.json"),
                Files.readString(Path.of("scenarios/gestures/bare-metal/springbok.json"))
                        .replace("\"simulated\": true", own)
                        .replace("\"models/", "\"" + root + "/models/"));
    }

    @Test
    void comparesQuantisedOutputsByTheStepOfTheirScale() {
        assertThat(console.run("run", INT8.toString(), "--tolerance", "0", "--min-accuracy", "1"))
                .isZero();
    }

    @Test
    void saysWhichOutputIsFarthestOff() throws IOException {
        Path samples = folder.resolve("samples.json");
        Files.writeString(
                samples,
                Files.readString(Path.of("models/gestures-samples.json"))
                        .replaceFirst("\"expected\": \\[0\\.", "\"expected\": [1."));

        int status = console.run("run", scenario(Map.of("models/gestures-samples.json", samples.toString())));

        assertThat(status).as("exit status").isEqualTo(1);
        assertThat(console.err())
                .contains("sample 1: output [0] is 0.95")
                .contains("off by 1.00 where 0.000100 is allowed");
    }

    @Test
    void failsUnderTheLeastAccuracy() throws IOException {
        Path samples = folder.resolve("samples.json");
        Files.writeString(
                samples,
                Files.readString(Path.of("models/gestures-samples.json"))
                        .replaceFirst("\"label\": \"circle\"", "\"label\": \"shake\""));

        int status = console.run(
                "run", scenario(Map.of("models/gestures-samples.json", samples.toString())), "--min-accuracy", "0.95");

        assertThat(status).as("exit status").isEqualTo(1);
        assertThat(console.out()).contains("accuracy 90.0 % (9 of 10)").contains("<- wrong");
        assertThat(console.err()).contains("accuracy 0.9000 is under --min-accuracy 0.95");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
        faulty/wrong-architecture.elf    | 2 | x86-64
        faulty/outside-memory.elf        | 2 | which is not memory. The platform has flash <0x08000000, 0x081FFFFF>
        faulty/sleeps-before-welcome.elf | 3 | did not print "Inference server started" within 1.000 s
        faulty/hangs-in-process.elf      | 3 | PROCESS
        faulty/faults-in-process.elf     | 3 | read_weight
        faulty/deaf.elf                  | 3 | the device did not answer PING: 2 attempts, 0.600
        faulty/unknown-instruction.elf   | 3 | ef220844
        """)
    void tellsBadFirmwareInOneLineWithItsStatus(String firmware, int status, String reason) throws IOException {
        Path elf =
                Path.of("firmware/prebuilt/stm32f746g_disco").resolve(firmware).toAbsolutePath();
        String scenario = scenario(Map.of(
                "    simulated: true",
                "    simulated: true\n    runtime_init_timeout: 1\n    runtime_binary_path: " + elf));

        assertThat(console.run("run", scenario))
                .as("exit status; it said %s", console.err())
                .isEqualTo(status);
        assertThat(console.err()).contains("testbench: ").contains(reason).doesNotContain("\tat ");
    }

    @Test
    void refusesAFileThatIsNoElf() throws IOException {
        String scenario = scenario(Map.of(
                "    simulated: true",
                "    simulated: true\n    runtime_binary_path: "
                        + Path.of("pom.xml").toAbsolutePath()));

        assertThat(console.run("run", scenario)).isEqualTo(2);
        assertThat(console.err()).contains("pom.xml").contains("not an ELF");
    }

    @Test
    void refusesATruncatedModel() throws IOException {
        byte[] model = Files.readAllBytes(Path.of("models/gestures.tflite"));

        int status = console.run("run", scenarioWithModel(Arrays.copyOf(model, model.length / 2)));

        assertThat(status).as("exit status; it said %s", console.err()).isEqualTo(2);
        assertThat(console.err()).contains("does not take the model").contains("it is truncated or damaged");
    }

    @Test
    void namesTheOperatorThatTheDeviceDoesNotHave() throws IOException {
        int softmax = 25;
        int logistic = 14;
        byte[] model =
                AlteredModel.withOperator(Files.readAllBytes(Path.of("models/gestures.tflite")), softmax, logistic);

        assertThat(console.run("run", scenarioWithModel(model)))
                .as("exit status")
                .isEqualTo(2);
        assertThat(console.err()).contains("does not take the model").contains("unsupported operator: LOGISTIC");
    }

    @Test
    void refusesAModelThatIsTooBigForTheDevice() throws IOException {
        byte[] model = Files.readAllBytes(Path.of("models/gestures.tflite"));

        int status = console.run("run", scenarioWithModel(Arrays.copyOf(model, 200_000)));

        assertThat(status).as("exit status; it said %s", console.err()).isEqualTo(2);
        assertThat(console.err()).contains("does not take the model").contains("bytes or more, and it has 196608");
    }

    private String scenarioWithModel(byte[] model) throws IOException {
        Path file = folder.resolve("altered.tflite");
        Files.write(file, model);
        Files.copy(Path.of("models/gestures.tflite.json"), folder.resolve("altered.tflite.json"));
        return scenario(Map.of("models/gestures.tflite", file.toString()));
    }

    @Test
    void refusesSamplesThatDoNotFitTheModel() throws IOException {
        Path samples = folder.resolve("samples.json");
        Files.writeString(samples, "{\"samples\": [{\"input\": [1, 2, 3]}]}");

        int status = console.run("run", scenario(Map.of("models/gestures-samples.json", samples.toString())));

        assertThat(status).isEqualTo(2);
        assertThat(console.err())
                .contains("samples[0]")
                .contains("has 3 numbers")
                .contains("wants 384");
    }

    @Test
    void refusesALabelThatIsNoneOfTheModelsClasses() throws IOException {
        Path samples = folder.resolve("samples.json");
        Files.writeString(
                samples,
                Files.readString(Path.of("models/gestures-samples.json"))
                        .replaceFirst("\"classes\": \\[[^]]*],", "")
                        .replaceFirst("\"label\": \"circle\"", "\"label\": \"wave\""));

        int status = console.run("run", scenario(Map.of("models/gestures-samples.json", samples.toString())));

        assertThat(status).as("exit status; it said %s", console.err()).isEqualTo(2);
        assertThat(console.err())
                .contains("samples[0] of " + samples + " has the label \"wave\"")
                .contains("are [circle, shake, lift, idle]");
    }

    @Test
    void refusesClassNamesThatAreNotOneForEachOutput() throws IOException {
        String scenario = scenarioWithModel(Files.readAllBytes(Path.of("models/gestures.tflite")));
        Path specification = folder.resolve("altered.tflite.json");
        Files.writeString(specification, Files.readString(specification).replace(", \"idle\"]", "]"));

        assertThat(console.run("run", scenario)).as("exit status").isEqualTo(2);
        assertThat(console.err())
                .contains("there are 3 class names [circle, shake, lift]")
                .contains("has 4 outputs");
    }

    private ObjectNode measure(Path scenario, String name) throws IOException {
        Path file = folder.resolve(name);
        assertThat(console.run("run", scenario.toString(), "--measurements", file.toString()))
                .as("exit status; it said %s", console.err())
                .isZero();
        return (ObjectNode) new JsonMapper().readTree(Files.readString(file));
    }

    private String scenario(Map<String, String> changes) throws IOException {
        String text = Files.readString(FLOAT);
        for (Map.Entry<String, String> change : changes.entrySet()) {
            assertThat(text).contains(change.getKey());
            text = text.replace(change.getKey(), change.getValue());
        }
        Path file = folder.resolve("scenario.yml");
        Files.writeString(file, text);
        return file.toString();
    }

    private static long sum(JsonNode numbers) {
        return numbers.valueStream().mapToLong(JsonNode::asLong).sum();
    }
}
