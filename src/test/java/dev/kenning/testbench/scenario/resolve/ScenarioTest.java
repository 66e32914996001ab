package dev.kenning.testbench.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.live.LivePorts;
import dev.kenning.testbench.platform.monitor.SimulationSettings.Phase;
import dev.kenning.testbench.protocol.Generation;
import dev.kenning.testbench.scenario.file.Finding;
import dev.kenning.testbench.scenario.file.ScenarioFile;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioTest {

    private static final String GOOD = """
        platform:
          type: ZephyrPlatform
          parameters:
            name: stm32f746g_disco
            runtime_binary_path: device.elf
        dataset:
          type: SamplesDataset
          parameters:
            samples_path: samples.json
        optimizers:
          - type: kenning.optimizers.tflite.TFLiteCompiler
            parameters:
              compiled_model_path: model.tflite
        inference_loop:
          type: RemoteSequentialInferenceLoop
          parameters:
            inference_limit: 3
        """;

    private static final ScenarioInputs INPUTS =
            new ScenarioInputs(BoardCatalogue.builtIn(), Resources.of(List.of(), Optional.empty()), Optional.empty());

    @TempDir
    private Path folder;

    @BeforeEach
    void putFilesBesideTheScenario() throws IOException {
        for (String name : new String[] {"device.elf", "samples.json", "model.tflite"}) {
            Files.writeString(folder.resolve(name), "");
        }
    }

    @Test
    void asksForStubsIfItsInputsDo() throws IOException {
        assertThat(read(GOOD).settings().statements(Phase.EMULATION, List.of())).isEmpty();

        Scenario stubbed = Resolution.of(
                        ScenarioFile.read(Files.writeString(folder.resolve("stubbed.yml"), GOOD)),
                        INPUTS.withStubsForMissingModels())
                .require();

        assertThat(stubbed.settings().statements(Phase.EMULATION, List.of())).containsExactly("$stubMissing=true");
    }

    @Test
    void takesTheOldNameOfTheProtocolBlock() throws IOException {
        String old = GOOD + """
            runtime_protocol:
              type: kenning.runtimeprotocols.uart.UARTProtocol
              parameters:
                port: /tmp/uart
                endianness: little
            """;

        assertThat(read(old).board().name()).isEqualTo("stm32f746g_disco");
        assertThatThrownBy(() -> read(old + "protocol:\n  type: UARTProtocol\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("the block 'protocol' is there twice, under its name of today and an older one");
    }

    @Test
    void givesTheScriptItsDependenciesByVariables() throws IOException {
        Files.writeString(folder.resolve("board.resc"), "");
        Files.writeString(folder.resolve("Springbok.repl"), "");
        Scenario scenario = read(GOOD.replace(
                "    runtime_binary_path",
                "    platform_resc_path: board.resc\n    resc_dependencies: [Springbok.repl]\n"
                        + "    post_start_commands: [pause]\n    runtime_binary_path"));

        assertThat(scenario.script()).contains(folder.resolve("board.resc"));
        assertThat(scenario.settings().statements(Phase.EMULATION, List.of()))
                .containsExactly("$springbok_repl=@" + folder.resolve("Springbok.repl"));
        assertThat(scenario.settings().statements(Phase.STARTED, List.of())).containsExactly("pause");
    }

    @Test
    void findsFilesBesideTheScenarioFromAnyWorkingDirectory() throws IOException {
        Scenario scenario = read(GOOD);

        assertThat(scenario.board().name()).isEqualTo("stm32f746g_disco");
        assertThat(scenario.firmware()).contains(folder.resolve("device.elf"));
        assertThat(scenario.model().file()).isEqualTo(folder.resolve("model.tflite"));
        assertThat(scenario.inferenceLimit()).hasValue(3);
        assertThat(scenario.opening().welcome()).contains("Inference server started");
        assertThat(scenario.opening().timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void takesTheElfOutOfAZephyrBuildFolder() throws IOException {
        Files.createDirectories(folder.resolve("build/zephyr"));
        Files.writeString(folder.resolve("build/zephyr/zephyr.elf"), "");

        Scenario scenario = read(GOOD.replace("runtime_binary_path: device.elf", "zephyr_build_path: ./build"));

        assertThat(scenario.firmware()).contains(folder.resolve("build/zephyr/zephyr.elf"));
    }

    @Test
    void runsTheReferenceFirmwareWhereNoneIsNamed() throws IOException {
        Scenario scenario = read(GOOD.replace("    runtime_binary_path: device.elf\n", ""));

        assertThat(scenario.firmware())
                .hasValueSatisfying(file -> assertThat(file.getFileName()).hasToString("kenning-device.elf"));
    }

    @Test
    void profilesInferencesInStepsOfTenMillisecondsUnlessToldOtherwise() throws IOException {
        String platform = "runtime_binary_path: device.elf";

        assertThat(read(GOOD).observation().profilerStep()).contains(Duration.ofMillis(10));
        assertThat(read(GOOD.replace(platform, platform + "\n    profiler_interval_step: 0.5"))
                        .observation()
                        .profilerStep())
                .contains(Duration.ofNanos(500_000));
        assertThat(read(GOOD.replace(platform, platform + "\n    disable_profiler: true"))
                        .observation()
                        .profilerStep())
                .isEmpty();
    }

    @Test
    void speaksTheBoardsGenerationUnlessTheClassesAreOfBareMetal() throws IOException {
        assertThat(read(GOOD).opening().generation()).isEqualTo(Generation.THREE);
        assertThat(read(GOOD.replace("ZephyrPlatform", "kenning.platforms.bare_metal.BareMetalPlatform"))
                        .opening()
                        .generation())
                .isEqualTo(Generation.ONE);
    }

    @Test
    void waitsForNothingWhereTheMessageIsNull() throws IOException {
        Scenario scenario =
                read(GOOD.replace("name: stm32f746g_disco", "name: stm32f746g_disco\n    runtime_init_log_msg: null"));

        assertThat(scenario.opening().welcome()).isEmpty();
    }

    private static final String ATTACHED = """
        simulated: false
            uart_port: /tmp/uart
            uart_log_port: tcp:localhost:3457
            uart_baudrate: 9600\
        """;

    @Test
    void saysWhereABoardIsThatRunsAlready() throws IOException {
        Scenario scenario = read(GOOD.replace("runtime_binary_path: device.elf", ATTACHED));

        assertThat(scenario.simulated()).isFalse();
        assertThat(scenario.ports())
                .contains(new LivePorts("/tmp/uart", Optional.of("tcp:localhost:3457"), OptionalInt.of(9600)));
        assertThat(read(GOOD).ports()).as("ports of a simulated board").isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
        {host: board.lan, port: 4000} | tcp:board.lan:4000
        {port: 4000}                  | tcp:localhost:4000
        {}                            | tcp:localhost:12345
        """)
    void reachesABoardBehindTcpWhereTheProtocolSays(String parameters, String port) throws IOException {
        String protocol = "protocol:\n  type: NetworkProtocol\n  parameters: " + parameters + "\n";

        assertThat(read(GOOD.replace("runtime_binary_path: device.elf", "simulated: false") + protocol)
                        .ports())
                .contains(new LivePorts(port, Optional.empty(), OptionalInt.empty()));
    }

    @Test
    void notesThatASimulatedBoardIsNotReachedWhereTheProtocolSays() throws IOException {
        String protocol = "protocol:\n  type: NetworkProtocol\n  parameters: {host: board.lan, timeout: 9}\n";
        Resolution resolution = resolve(GOOD + protocol);

        assertThat(resolution.require().ports()).isEmpty();
        assertThat(resolution.require().opening().replyTimeout()).contains(Duration.ofSeconds(9));
        assertThat(resolution.findings())
                .extracting(Finding::message)
                .anyMatch(message ->
                        message.endsWith("NetworkProtocol (host): not used here, because the board is simulated."));
    }

    @Test
    void refusesAProtocolThatDoesNotReachBoards() {
        String protocol = "protocol:\n  type: ROS2Protocol\n  parameters:"
                + " {process_action_type_str: a, process_action_name: b}\n";

        assertThatThrownBy(() -> read(GOOD + protocol))
                .isInstanceOf(BadInputException.class)
                .hasMessageEndingWith(
                        "ROS2Protocol does not reach boards: use UARTProtocol or NetworkProtocol, or leave"
                                + " the block out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LocalPlatform", "CUDAPlatform", "ROS2Platform"})
    void refusesAPlatformThatIsNoBoard(String platform) {
        assertThatThrownBy(() -> read(
                        GOOD.replace("ZephyrPlatform", platform).replace("    runtime_binary_path: device.elf\n", "")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(platform + " is no board, and models run on boards here");
    }

    @Test
    void takesTheModelOfTheLastOfSeveralOptimizers() throws IOException {
        Resolution resolution = resolve(GOOD.replace("optimizers:\n", """
            optimizers:
              - type: ONNXCompiler
                parameters:
                  compiled_model_path: nowhere.onnx
            """));

        assertThat(resolution.require().model().file()).isEqualTo(folder.resolve("model.tflite"));
        assertThat(resolution.findings())
                .extracting(Finding::message)
                .anyMatch(message -> message.endsWith(
                        "ONNXCompiler: not run here, because the model that the last optimizer made is taken."));
    }

    @Test
    void warnsOfAnOptimizerWhoseModelsNoBoardRuns() throws IOException {
        Resolution resolution = resolve(GOOD.replace("kenning.optimizers.tflite.TFLiteCompiler", "ONNXCompiler"));

        assertThat(resolution.require().model().framework()).isEqualTo("onnx");
        assertThat(resolution.findings())
                .filteredOn(finding -> finding.severity() == Finding.Severity.WARNING)
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .endsWith("the last optimizer, ONNXCompiler, makes onnx models, for which Kenning's runtimes on boards"
                        + " have no use.");
    }

    @Test
    void takesTheKindOfAModelThatIsPutIntoThePipelineFinished() throws IOException {
        Scenario scenario = read(
                GOOD.replace(
                        "kenning.optimizers.tflite.TFLiteCompiler\n    parameters:\n",
                        "ModelInserter\n    parameters:\n      model_framework: tflite\n      input_model_path: other.tflite\n"));

        assertThat(scenario.model().framework()).isEqualTo("tflite");
        assertThat(scenario.model().file()).isEqualTo(folder.resolve("model.tflite"));
    }

    @Test
    void refusesALineSpeedThatIsNone() {
        String scenario = GOOD.replace("runtime_binary_path: device.elf", ATTACHED.replace("9600", "0"));

        assertThatThrownBy(() -> read(scenario))
                .hasMessageContaining("'uart_baudrate' must be a whole number > 0 and <= 2147483647, is '0'");
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        platform:                    | platfrom:                  | unknown key 'platfrom' in a scenario. Did you mean 'platform'?
        ZephyrPlatform               | ZephyrPlatfrom             | unknown type 'ZephyrPlatfrom' for the block 'platform'. Did you mean 'ZephyrPlatform'?
        samples_path: samples.json   | sample_path: samples.json  | unknown key 'sample_path' in the parameters of SamplesDataset. Did you mean 'samples_path'?
        samples_path: samples.json   | samples_path: missing.json | the samples: no such file: missing.json
        model.tflite                 | 'gh://org:repo/m;branch=b' | gh://org:repo/m;branch=b is not on this machine, and nothing is downloaded
        name: stm32f746g_disco       | name: stm32f476g_disco     | Did you mean 'stm32f746g_disco'?
        runtime_binary_path: device  | simulated: perhaps #       | 'simulated' must be true or false, is 'perhaps'
        inference_limit: 3           | inference_limit: -1        | 'inference_limit' must be a whole number >= 0, is '-1'
        runtime_binary_path: device  | profiler_interval_step: 0 # | 'profiler_interval_step' must be a number > 0, is '0'
        inference_limit: 3           | inference_limit: [3]       | 'inference_limit' must be a whole number >= 0, is a list
        runtime_binary_path: device  | zephyr_build_path: .  #    | has no zephyr/zephyr.elf
        optimizers:                  | optimizer:                 | unknown key 'optimizer' in a scenario. Did you mean 'optimizers'?
        """)
    void refusesWhatItCannotRun(String good, String bad, String reason) {
        assertThatThrownBy(() -> read(GOOD.replace(good, bad)))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(folder.resolve("scenario.yml") + ":")
                .hasMessageContaining(reason);
    }

    private Scenario read(String text) throws IOException {
        return resolve(text).require();
    }

    private Resolution resolve(String text) throws IOException {
        Path file = folder.resolve("scenario.yml");
        Files.writeString(file, text);
        return Resolution.of(ScenarioFile.read(file), INPUTS);
    }
}
