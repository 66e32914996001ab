package dev.kenning.testbench.board.west;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command lines of a build, word by word. */
class RuntimeBuildTest {

    private static final Path WORKSPACE = Path.of("/home/me/runtime");
    private static final West WEST = new West(Path.of("/venv/bin/west"), Optional.of(Path.of("/venv/bin/python3")));

    @Test
    void buildsTheApplicationWithTheConfigurationOfTheFramework() {
        assertThat(commands(disco(ModelFramework.TFLITE)))
                .containsExactly(List.of(
                        "/venv/bin/west",
                        "build",
                        "/home/me/runtime/app",
                        "--pristine",
                        "auto",
                        "--board",
                        "stm32f746g_disco",
                        "--build-dir",
                        "/home/me/runtime/build",
                        "--",
                        "-DEXTRA_CONF_FILE=tflite.conf",
                        "-DMODULE_EXT_ROOT=/home/me/runtime",
                        "-DCONFIG_KENNING_PYTHON_PATH=\"/venv/bin/python3\""));
    }

    @Test
    void addsTheModelThenTheUsersArguments() {
        RuntimeBuild.Builder build = disco(ModelFramework.TVM)
                .model(Path.of("/out/my \"best\" model.graph_data"))
                .arguments(List.of("-DCONFIG_A=y", "-DCONFIG_B=\"x y\""));

        assertThat(commands(build).get(0))
                .endsWith(
                        "-DCONFIG_KENNING_MODEL_PATH=\"/out/my \\\"best\\\" model.graph_data\"",
                        "-DCONFIG_A=y",
                        "-DCONFIG_B=\"x y\"");
    }

    @Test
    void buildsEachExtraTargetAfterTheProgram() {
        List<List<String>> commands =
                commands(disco(ModelFramework.TFLITE).targets(List.of("board-repl", "llext-tvm")));

        assertThat(commands.subList(1, commands.size()))
                .containsExactly(
                        List.of("/venv/bin/west", "build", "-t", "board-repl", "--build-dir", "/home/me/runtime/build"),
                        List.of("/venv/bin/west", "build", "-t", "llext-tvm", "--build-dir", "/home/me/runtime/build"));
    }

    @Test
    void updatesTheWorkspaceOnlyIfAsked() {
        List<List<String>> commands = commands(disco(ModelFramework.TFLITE).update(true), "scripts/prepare_modules.sh");

        assertThat(commands.get(0)).containsExactly("/venv/bin/west", "update");
        assertThat(commands.get(1)).containsExactly("/home/me/runtime/scripts/prepare_modules.sh");
        assertThat(commands).hasSize(3);
        assertThat(commands(disco(ModelFramework.TFLITE), "scripts/prepare_modules.sh"))
                .hasSize(1);
    }

    @ParameterizedTest(name = "extension {0}, board file {1}, tracing {2}")
    @CsvSource(nullValues = "-", textBlock = """
        false, false, -                 , tvm.conf
        true , false, -                 , llext_tvm.conf;llext.conf
        false, true , -                 , tvm.conf;W/app/boards/hifive_unmatched_fu740_s7.conf
        false, false, DEBUGGER          , tvm.conf;W/zpl.conf;W/app/zpl_gdb.conf
        false, false, PROTOCOL          , tvm.conf;W/zpl.conf;W/app/zpl_uart.conf
        true , true , PROTOCOL DEBUGGER , llext_tvm.conf;llext.conf;W/app/boards/hifive_unmatched_fu740_s7.conf;W/zpl.conf;W/app/zpl_gdb.conf;W/app/zpl_uart.conf
        """)
    void ordersConfigurationsSoThatTheLaterWins(
            boolean loadable, boolean boardFile, String tracing, String configurations) {
        RuntimeBuild.Builder build = RuntimeBuild.in(WORKSPACE, "hifive_unmatched/fu740/s7", ModelFramework.TVM)
                .loadable(loadable)
                .tracing(tracingOf(tracing));

        assertThat(commands(build, boardFile ? "app/boards/hifive_unmatched_fu740_s7.conf" : "")
                        .get(0))
                .contains("-DEXTRA_CONF_FILE=" + configurations.replace("W/", WORKSPACE + "/"));
    }

    private static Set<Tracing> tracingOf(String names) {
        return names == null
                ? Set.of()
                : Arrays.stream(names.split(" "))
                        .map(Tracing::valueOf)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Tracing.class)));
    }

    @Test
    void leavesThePythonOutWhereThereIsNone() {
        List<Command> commands = disco(ModelFramework.TFLITE)
                .build()
                .commands(new West(WEST.executable(), Optional.empty()), f -> false);

        assertThat(commands.get(0).words()).noneMatch(word -> word.contains("PYTHON_PATH"));
    }

    @Test
    void takesFoldersRelativeToTheWorkspace() {
        RuntimeBuild build = disco(ModelFramework.TFLITE)
                .application("demo_app")
                .folder("/home/me/runtime/out/build")
                .virtualEnvironment("../.venv")
                .build();

        assertThat(build.application()).isEqualTo(Path.of("/home/me/runtime/demo_app"));
        assertThat(build.folder()).isEqualTo(Path.of("/home/me/runtime/out/build"));
        assertThat(build.virtualEnvironment()).isEqualTo(Path.of("/home/me/.venv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/home/me/runtime2/app", "/home/me/runtime/../app"})
    void refusesApplicationsOutsideOfTheWorkspace(String path) {
        assertThatThrownBy(() -> disco(ModelFramework.TFLITE).application(path))
                .isInstanceOf(BadInputException.class)
                .hasMessage(path + " is not in the workspace /home/me/runtime; name a path relative to the workspace");
    }

    @ParameterizedTest
    @EnumSource(
            value = ModelFramework.class,
            names = {"TFLITE", "TVM"},
            mode = EnumSource.Mode.EXCLUDE)
    void refusesTracesByDebuggerWhereNobodyReadsThem(ModelFramework framework) {
        RuntimeBuild.Builder build = disco(framework).tracing(Set.of(Tracing.DEBUGGER));

        assertThatThrownBy(build::build)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("tflite and tvm only, not of " + framework.key());
    }

    @Test
    void refusesPathsThatCMakeTakesForTwo() {
        RuntimeBuild.Builder build = RuntimeBuild.in(Path.of("/home/a;b"), "x", ModelFramework.TFLITE);

        assertThatThrownBy(build::build).isInstanceOf(BadInputException.class).hasMessageContaining("/home/a;b");
    }

    @Test
    void findsFrameworksByName() {
        assertThat(ModelFramework.named("iree_embedded_elf")).isEqualTo(ModelFramework.IREE_EMBEDDED_ELF);
        assertThatThrownBy(() -> ModelFramework.named("tflit"))
                .hasMessageContaining("unknown model framework 'tflit'. Did you mean 'tflite'?");
        assertThatThrownBy(() -> ModelFramework.named("emlearn")).hasMessageContaining("does not build for emlearn");
    }

    @Test
    void runsFromTheOutputFolderElseFromTheBuildFolder() {
        RuntimeBuild.Builder build = disco(ModelFramework.TVM).loadable(true);

        assertThat(build.build().result())
                .isEqualTo(new BuiltRuntime(
                        WORKSPACE.resolve("build"), Optional.of(WORKSPACE.resolve("build/llext/tvm.llext"))));
        assertThat(build.output(Path.of("/out")).build().result())
                .isEqualTo(new BuiltRuntime(Path.of("/out"), Optional.of(Path.of("/out/runtime.llext"))));
        assertThat(disco(ModelFramework.TVM).build().result().extension()).isEmpty();
    }

    @Test
    void writesCommandsAsAShellReadsThem() {
        assertThat(new Command(List.of("west", "build", "a b", "-DX=a;b", "it's", "")))
                .hasToString("west build 'a b' '-DX=a;b' 'it'\\''s' ''");
    }

    private static RuntimeBuild.Builder disco(ModelFramework framework) {
        return RuntimeBuild.in(WORKSPACE, "stm32f746g_disco", framework);
    }

    private static List<List<String>> commands(RuntimeBuild.Builder build, String... files) {
        return build
                .build()
                .commands(
                        WEST,
                        path -> List.of(files)
                                .contains(WORKSPACE.relativize(path).toString()))
                .stream()
                .map(Command::words)
                .toList();
    }
}
