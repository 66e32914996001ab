package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.host.NativeBoard;
import dev.kenning.testbench.metrics.MeasurementsSchema;
import dev.kenning.testbench.reference.AlteredModel;
import dev.kenning.testbench.scenario.file.SchemaValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code testbench run} with the reference device as a Linux program, which stands for a real board. */
@Tag("board")
class RunAttachedIT {

    private static final Path FLOAT = Path.of("scenarios/gestures/tflite/stm32f746g_disco.yml");

    private final TestConsole console = new TestConsole();

    @TempDir
    private Path folder;

    @Test
    void printsNoCountsWhereNothingCounts() throws IOException {
        Path file = folder.resolve("measurements.json");
        try (NativeBoard board = NativeBoard.onTcp()) {
            int status = console.run(
                    "run",
                    FLOAT.toString(),
                    "--port",
                    board.address(),
                    "--min-accuracy",
                    "1",
                    "--tolerance",
                    "1e-5",
                    "--measurements",
                    file.toString());

            assertThat(status).as("exit status; it said %s", console.err()).isZero();
        }
        assertThat(console.err()).contains("board stm32f746g_disco on engine attached, firmware as it is");
        assertThat(console.out())
                .contains("INSTRUCTIONS")
                .contains("HOST TIME")
                .contains("accuracy 100.0 % (10 of 10), whole session ")
                .contains(" of host time, peak ")
                .doesNotContain("instructions")
                .doesNotContain("VIRTUAL");
        JsonNode measured = new JsonMapper().readTree(Files.readString(file));
        assertThat(measured.propertyNames())
                .contains("protocol_inference_step", "predicted_outputs", "eval_confusion_matrix")
                .doesNotContain(
                        "opcode_counters",
                        "inference_executed_instructions",
                        "total_executed_instructions",
                        "virtual_time");
        assertThat(measured.get("host").get("engine").asString()).isEqualTo("attached");
        assertThat(measured.get("host").get("runtime_binary_path").asString())
                .as("the firmware, which nobody here knows")
                .isEmpty();
        assertThat(new SchemaValidator(new JsonMapper().readTree(MeasurementsSchema.json())).problems(measured))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"attached", "hardware"})
    void runsAScenarioThatIsNotSimulatedOnItsPort(String engine) throws IOException {
        try (NativeBoard board = NativeBoard.onPseudoTerminal()) {
            String scenario = notSimulated(board.address().replace("pty:", ""));

            assertThat(console.run("run", scenario, "--engine", engine, "--min-accuracy", "1"))
                    .as("exit status; it said %s", console.err())
                    .isZero();
            assertThat(console.run("run", scenario, "--min-accuracy", "1"))
                    .as("exit status without --engine; it said %s", console.err())
                    .isZero();
        }
        assertThat(console.err())
                .contains("on engine " + engine + ", firmware as it is")
                .contains("on engine attached, firmware as it is");
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            --port tcp:127.0.0.1:1            | 3 | does not reach stm32f746g_disco: cannot connect to tcp:127.0.0.1:1
            --port tcp:127.0.0.1              | 2 | must be tcp:HOST:PORT, pty:PATH, a serial device or usb:VENDOR:PRODUCT:SERIAL, is 'tcp:127.0.0.1'
            --port /dev/ttyNONE9              | 3 | there is no serial port /dev/ttyNONE9; this machine has
            --engine attached                 | 3 | the engine attached does not know where stm32f746g_disco is: -Dtestbench.attached.kcomms=
            --engine hardware                 | 3 | the engine hardware does not know where stm32f746g_disco is: -Dtestbench.hardware.kcomms=DEVICE
            --engine hardware --port tcp:h:1  | 2 | the engine hardware needs a serial device, not 'tcp:h:1'
            --engine embeded                  | 2 | unknown engine 'embeded'. Did you mean 'embedded'?
            """)
    void tellsWhatIsMissing(String options, int status, String reason) {
        List<String> arguments = new ArrayList<>(List.of("run", FLOAT.toString()));
        arguments.addAll(List.of(options.split(" ")));

        assertThat(console.run(arguments.toArray(String[]::new)))
                .as("exit status; it said %s", console.err())
                .isEqualTo(status);
        assertThat(console.err()).contains("testbench: ").contains(reason).doesNotContain("\tat ");
    }

    /** Nobody knows beforehand which firmware a board has that runs already: the device itself says what it lacks. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        operator  | unsupported operator: LOGISTIC
        truncated | 0x703
        too big   | there is room for 196608 bytes
        """)
    void tellsWhyTheDeviceRefusesAModel(String fault, String reason) throws IOException {
        byte[] model = Files.readAllBytes(Path.of("models/gestures.tflite"));
        byte[] altered = switch (fault) {
            case "operator" -> AlteredModel.withOperator(model, 25, 14);
            case "truncated" -> Arrays.copyOf(model, model.length / 2);
            default -> Arrays.copyOf(model, 200_000);
        };
        Path file = Files.write(folder.resolve("altered.tflite"), altered);
        Files.copy(Path.of("models/gestures.tflite.json"), folder.resolve("altered.tflite.json"));
        Path scenario = Files.writeString(
                folder.resolve("altered.yml"),
                Files.readString(FLOAT)
                        .replace("models/gestures.tflite", file.toString())
                        .replace("models/", Path.of("models").toAbsolutePath() + "/"));
        try (NativeBoard board = NativeBoard.onTcp()) {
            assertThat(console.run("run", scenario.toString(), "--port", board.address()))
                    .as("exit status; it said %s", console.err())
                    .isEqualTo(2);
        }
        assertThat(console.err())
                .contains("the device does not take the model " + file)
                .contains(reason);
    }

    private String notSimulated(String port) throws IOException {
        Path file = folder.resolve("scenario.yml");
        Files.writeString(
                file,
                Files.readString(FLOAT)
                        .replace("simulated: true", "simulated: false\n    uart_port: " + port)
                        .replace("models/", Path.of("models").toAbsolutePath() + "/"));
        return file.toString();
    }
}
