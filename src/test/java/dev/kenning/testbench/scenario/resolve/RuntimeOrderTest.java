package dev.kenning.testbench.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.board.west.Command;
import dev.kenning.testbench.board.west.StandInWest;
import dev.kenning.testbench.scenario.file.ScenarioFile;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each of the runtime's scenarios with a builder has west do: Kenning's own files, reduced to what matters here. */
class RuntimeOrderTest {

    private static final String DISCO = """
        platform:
          type: ZephyrPlatform
          parameters:
            name: stm32f746g_disco
            simulated: true
        """;
    private static final String TFLITE = """
        optimizers:
        - type: TFLiteCompiler
          parameters:
            compiled_model_path: ./output/magic-wand.tflite
        """;
    private static final String TVM = """
        optimizers:
        - type: TVMCompiler
          parameters:
            compiled_model_path: ./output/microtvm-magic-wand.graph_data
        """;
    private static final String BUILDER = """
        runtime_builder:
          type: ZephyrRuntimeBuilder
          parameters:
            workspace: .
            run_west_update: false
            output_path: ./output
            extra_targets: [board-repl]
        """;
    private static final String LLEXT = BUILDER + "    use_llext: true\n";
    private static final String PRE_GEN = "    extra_build_args:\n      - \"-DCONFIG_KENNING_TVM_MODEL_PRE_GEN=y\"\n";

    @TempDir
    private Path workspace;

    @BeforeEach
    void makeAWorkspace() {
        StandInWest.in(workspace);
    }

    /** Name, scenario, board, configurations, model, further arguments. */
    static Stream<Arguments> scenarios() {
        return Stream.of(
                form("tflite/renode-auto-stm32f746g", DISCO + TFLITE + BUILDER)
                        .gives("stm32f746g_disco", "tflite.conf", "output/magic-wand.tflite"),
                form("tflite/renode-auto-llext-stm32f746", DISCO + TFLITE + LLEXT)
                        .gives("stm32f746g_disco", "llext_tflite.conf;llext.conf", "output/magic-wand.tflite"),
                form("tvm/renode-auto-stm32f746g", DISCO + TVM + BUILDER + PRE_GEN)
                        .gives(
                                "stm32f746g_disco",
                                "tvm.conf",
                                "output/microtvm-magic-wand.graph_data",
                                "-DCONFIG_KENNING_TVM_MODEL_PRE_GEN=y"),
                form("tvm/renode-auto-llext-stm32f746g", DISCO + TVM + LLEXT + PRE_GEN)
                        .gives(
                                "stm32f746g_disco",
                                "llext_tvm.conf;llext.conf",
                                "output/microtvm-magic-wand.graph_data",
                                "-DCONFIG_KENNING_TVM_MODEL_PRE_GEN=y"),
                form(
                                "tvm/renode-auto-zephelin-stm32f746g",
                                DISCO
                                        + "    enable_zephelin: true\n    zpl_use_debug_server: false\n"
                                        + "    zephyr_build_path: ./build/\n"
                                        + TVM.replace("./output/microtvm-", "./build/compiled-model-")
                                        + BUILDER + PRE_GEN)
                        .gives(
                                "stm32f746g_disco",
                                "tvm.conf;W/zpl.conf;W/app/zpl_uart.conf",
                                "build/compiled-model-magic-wand.graph_data",
                                "-DCONFIG_KENNING_TVM_MODEL_PRE_GEN=y"),
                form("executorch/renode-auto-khadas_edgev", """
                        platform:
                          type: ZephyrPlatform
                          parameters:
                            name: khadas_edgev/rk3399
                            simulated: true
                            zephyr_build_path: ./build
                        optimizers:
                          - type: ExecuTorchOptimizer
                            parameters:
                              compiled_model_path: ./output/magic-wand.pte
                              quantize: false
                        """ + BUILDER)
                        .gives("khadas_edgev/rk3399", "executorch.conf", "output/magic-wand.pte"));
    }

    private record Form(String name, String scenario) {

        Arguments gives(String board, String configurations, String model, String... arguments) {
            return Arguments.of(name, scenario, board, configurations, model, List.of(arguments));
        }
    }

    private static Form form(String name, String scenario) {
        return new Form(name, scenario);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void callsWestAsKenningDoes(
            String name, String scenario, String board, String configurations, String model, List<String> arguments)
            throws IOException {
        String west = workspace + "/.west-venv/bin/west";
        List<String> build = new ArrayList<>(List.of(
                west,
                "build",
                workspace + "/app",
                "--pristine",
                "auto",
                "--board",
                board,
                "--build-dir",
                workspace + "/build",
                "--",
                "-DEXTRA_CONF_FILE=" + configurations.replace("W/", workspace + "/"),
                "-DMODULE_EXT_ROOT=" + workspace));
        build.add("-DCONFIG_KENNING_PYTHON_PATH=\"" + workspace + "/.west-venv/bin/python3\"");
        build.add("-DCONFIG_KENNING_MODEL_PATH=\"" + workspace.resolve(model) + "\"");
        build.addAll(arguments);

        assertThat(commands(scenario))
                .containsExactly(
                        build, List.of(west, "build", "-t", "board-repl", "--build-dir", workspace + "/build"));
        assertThat(order(scenario).build().output()).contains(workspace.resolve("output"));
    }

    @Test
    void findsTheEnvironmentThatTheAcceleratorsScenarioNames() throws IOException {
        Files.move(workspace.resolve(".west-venv"), workspace.resolve(".venv"));

        List<List<String>> commands = commands("""
                platform:
                  type: ZephyrPlatform
                  parameters:
                    name: max78002evkit/max78002/m4
                    simulated: false
                    auto_flash: true
                optimizers:
                  - type: Ai8xCompiler
                    parameters:
                      compiled_model_path: ./workspace/cnn_model/model.bin
                runtime_builder:
                  type: ZephyrRuntimeBuilder
                  parameters:
                    workspace: .
                    venv_dir: .venv
                    output_path: ./workspace/kzr_build
                    run_west_update: false
                    extra_targets: [board-repl]
                """);

        assertThat(commands).hasSize(2);
        assertThat(commands.get(0))
                .startsWith(workspace + "/.venv/bin/west", "build")
                .contains("max78002evkit/max78002/m4", "-DEXTRA_CONF_FILE=ai8x_c.conf")
                .endsWith("-DCONFIG_KENNING_MODEL_PATH=\"" + workspace.resolve("workspace/cnn_model/model.bin") + '"');
    }

    @Test
    void findsAWorkspaceBesideTheScenarioAndAnEnvironmentBesideTheWorkspace() throws IOException {
        Path runtime = StandInWest.in(workspace.resolve("project/kenning-zephyr-runtime"))
                .workspace();
        Files.move(runtime.resolve(".west-venv"), runtime.resolveSibling(".venv"));
        Path scenario = runtime.resolveSibling("scenarios/automl.yml");
        Files.createDirectories(scenario.resolveSibling(""));
        Files.writeString(scenario, """
                platform:
                  type: ZephyrPlatform
                  parameters:
                    name: max32690evkit/max32690/m4
                    simulated: True
                automl:
                  type: AutoPyTorchML
                  parameters:
                    time_limit: 5
                    output_directory: ./workspace/automl-results
                optimizers:
                - type: TFLiteCompiler
                  parameters:
                    compiled_model_path: ./workspace/automl-results/vae.tflite
                runtime_builder:
                  type: ZephyrRuntimeBuilder
                  parameters:
                    workspace: ./kenning-zephyr-runtime
                    venv_dir: ../.venv
                    output_path: ./workspace/kzr_build
                    run_west_update: false
                    extra_targets: [board-repl]
                """);

        RuntimeOrder order = order(scenario);

        assertThat(order.build().workspace()).isEqualTo(runtime);
        assertThat(order.build().output()).contains(runtime.resolveSibling("workspace/kzr_build"));
        assertThat(order.commands().get(0).words())
                .startsWith(runtime.resolveSibling(".venv/bin/west").toString())
                .contains("-DMODULE_EXT_ROOT=" + runtime)
                .endsWith("-DCONFIG_KENNING_MODEL_PATH=\""
                        + runtime.resolveSibling("workspace/automl-results/vae.tflite") + '"');
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        TFLiteCompiler       |                     | tflite
        TVMCompiler          |                     | tvm
        ExecuTorchOptimizer  |                     | executorch
        Ai8xCompiler         |                     | ai8x_c
        IREECompiler         |                     | iree_vmvx
        IREECompiler         | backend: vmvx       | iree_vmvx
        IREECompiler         | backend: llvm-cpu   | iree_embedded_elf
        """)
    void derivesTheFrameworkFromTheLastOptimizer(String type, String parameter, String framework) throws IOException {
        String optimizer = """
            optimizers:
            - type: TFLiteCompiler
              parameters: {compiled_model_path: first.tflite}
            - type: %s
              parameters:
                compiled_model_path: model.bin
                %s
            """.formatted(type, parameter == null ? "" : parameter);

        assertThat(order(DISCO + optimizer + BUILDER).build().framework().key()).isEqualTo(framework);
        assertThat(order(DISCO + optimizer + BUILDER + "    model_framework: tvm\n")
                        .build()
                        .framework()
                        .key())
                .isEqualTo("tvm");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
        application_dir: /elsewhere/app                            | scenario.yml:17:22: /elsewhere/app is not in the workspace
        build_dir: /elsewhere/build                                | scenario.yml:17:16: /elsewhere/build is not in the workspace
        """)
    void saysWhereFoldersLeadOutOfTheWorkspace(String parameter, String message) {
        assertThatThrownBy(() -> order(DISCO + TFLITE + BUILDER + "    " + parameter + "\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesWhatTheBuilderDoesNotTake() {
        assertThatThrownBy(() -> order(DISCO + TFLITE.replace("TFLiteCompiler", "EmlearnCompiler") + BUILDER))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("scenario.yml:7:3: the runtime builder does not build for emlearn");
        assertThatThrownBy(() -> order(DISCO + "    enable_zephelin_gdb: true\n"
                        + TFLITE.replace("TFLiteCompiler", "ExecuTorchOptimizer") + BUILDER))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("a debugger reads traces of tflite and tvm only, not of executorch");
        assertThatThrownBy(() -> order(DISCO.replace("ZephyrPlatform", "BareMetalPlatform") + TFLITE + BUILDER))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("ZephyrRuntimeBuilder builds for ZephyrPlatform, not for BareMetalPlatform");
        assertThatThrownBy(() -> order(DISCO + BUILDER))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("Set model_framework, or name an optimizer");
    }

    @Test
    void wantsNothingBuiltWithoutABuilder() throws IOException {
        assertThat(RuntimeOrder.of(ScenarioFile.read(file(DISCO + TFLITE)), Resources.of(List.of(), Optional.empty())))
                .isEmpty();
    }

    private List<List<String>> commands(String scenario) throws IOException {
        return order(scenario).commands().stream().map(Command::words).toList();
    }

    private RuntimeOrder order(String scenario) throws IOException {
        return order(file(scenario));
    }

    private static RuntimeOrder order(Path file) {
        ScenarioFile scenario = ScenarioFile.read(file);
        assertThat(scenario.isSound()).as(scenario.findings().toString()).isTrue();
        return RuntimeOrder.of(scenario, Resources.of(List.of(), Optional.empty()))
                .orElseThrow();
    }

    private Path file(String scenario) throws IOException {
        return Files.writeString(workspace.resolve("scenario.yml"), scenario);
    }
}
