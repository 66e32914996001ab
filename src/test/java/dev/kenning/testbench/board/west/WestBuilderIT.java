package dev.kenning.testbench.board.west;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.Tools;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens around west, which a shell script stands for. */
@Tag("tool")
class WestBuilderIT {

    private static final Path FIRMWARE = Path.of("firmware/prebuilt/stm32f746g_disco/kenning-device.elf");
    private static final Path DEVICETREE = Path.of("src/test/resources/devicetrees/stm32f746g_disco.dts");

    private final List<String> output = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder;

    @Test
    void runsWestInTheWorkspaceAndPassesItsOutputOn() {
        StandInWest west = workspace("ws")
                .prints("-- west build: generating a build system")
                .does("echo 'a warning on the other stream' >&2")
                .leaves("zephyr/zephyr.elf", FIRMWARE);
        Path build = west.workspace().resolve("build");

        BuiltRuntime built = build(disco(west));

        assertThat(built).isEqualTo(new BuiltRuntime(build, Optional.empty()));
        assertThat(west.folderOfCall()).isEqualTo(west.workspace().toString());
        assertThat(west.calls())
                .singleElement()
                .satisfies(words -> assertThat(words)
                        .startsWith("build", west.workspace().resolve("app").toString(), "--pristine", "auto"));
        assertThat(output)
                .containsExactly(
                        "+ "
                                + WestBuilder.ofProcess()
                                        .commands(disco(west).build())
                                        .get(0),
                        "-- west build: generating a build system",
                        "a warning on the other stream");
        assertThat(build.resolve("testbench/west-build.log"))
                .content(UTF_8)
                .isEqualTo(String.join("\n", output) + "\n");
    }

    @Test
    void copiesTheArtefactsWithTheirTimes() throws IOException {
        FileTime built = FileTime.from(Instant.parse("2026-01-01T12:00:00Z"));
        StandInWest west = workspace("ws")
                .leaves("zephyr/zephyr.elf", FIRMWARE)
                .leaves("zephyr/zephyr.dts", DEVICETREE)
                .leaves("llext/tflite.llext", FIRMWARE)
                .does("echo '// made' > \"$folder/stm32f746g_disco.repl\"")
                .does("touch -d 2026-01-01T12:00:00Z \"$folder/stm32f746g_disco.repl\"")
                .writes();
        Path target = folder.resolve("out/put");
        Files.createDirectories(target.resolve("zephyr"));
        Files.writeString(target.resolve("zephyr/zephyr.hex"), "of an earlier build");

        BuiltRuntime result = build(disco(west).output(target).loadable(true).targets(List.of("board-repl")));

        assertThat(result).isEqualTo(new BuiltRuntime(target, Optional.of(target.resolve("runtime.llext"))));
        assertThat(target.resolve("zephyr/zephyr.elf")).hasSameBinaryContentAs(FIRMWARE);
        assertThat(target.resolve("zephyr/zephyr.dts")).hasSameBinaryContentAs(DEVICETREE);
        assertThat(target.resolve("runtime.llext")).hasSameBinaryContentAs(FIRMWARE);
        assertThat(Files.getLastModifiedTime(target.resolve("stm32f746g_disco.repl")))
                .isEqualTo(built);
        assertThat(target.resolve("zephyr/zephyr.hex"))
                .as("a file that this build did not make")
                .doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"with a space", "größe", "it's", "$HOME `x` \"y\""})
    void takesFoldersOfAnyName(String name) {
        Tools.requireFileName(name);
        StandInWest west = workspace(name).leaves("zephyr/zephyr.elf", FIRMWARE);

        BuiltRuntime built = build(disco(west).output(folder.resolve("out " + name)));

        assertThat(built.folder().resolve("zephyr/zephyr.elf")).hasSameBinaryContentAs(FIRMWARE);
        assertThat(west.calls().get(0))
                .contains(west.workspace().resolve("build").toString());
    }

    @Test
    void saysWhichErrorWasTheFirst() {
        StandInWest west = workspace("ws")
                .prints("/ws/app/src/main.c:42:17: error: 'server' undeclared (first use in this function)")
                .prints("/ws/app/src/main.c:50:1: error: expected ';' before '}' token")
                .fails(1);

        assertThatThrownBy(() -> build(disco(west)))
                .isInstanceOf(BuildException.class)
                .hasMessage("the build of app for stm32f746g_disco with tflite failed (exit status 1):"
                        + " /ws/app/src/main.c:42:17: error: 'server' undeclared (first use in this function)"
                        + "\n  command: "
                        + WestBuilder.ofProcess().commands(disco(west).build()).get(0)
                        + "\n  whole output: " + west.workspace().resolve("build/testbench/west-build.log"));
    }

    @Test
    void saysWhatToDoWhereTheMemoryOverflows() {
        StandInWest west = workspace("ws")
                .prints("/opt/sdk/bin/ld.bfd: region `RAM' overflowed by 20480 bytes")
                .fails(1);

        assertThatThrownBy(() -> build(disco(west)))
                .hasMessageContaining("region `RAM' overflowed by 20480 bytes\n  what to do: ")
                .hasMessageContaining("testbench overlay increase-memory --size-kb N "
                        + west.workspace().resolve("build"));
    }

    @Test
    void stopsAtTheTargetThatFails() {
        StandInWest west = workspace("ws")
                .leaves("zephyr/zephyr.elf", FIRMWARE)
                .does("[ \"$3\" != board-repl ] || { echo 'ninja: error: unknown target'; exit 3; }")
                .writes();

        assertThatThrownBy(() -> build(disco(west).targets(List.of("board-repl", "other"))))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("(exit status 3): ninja: error: unknown target")
                .hasMessageContaining("build -t board-repl");
        assertThat(west.calls()).hasSize(2);
    }

    @Test
    void namesTheArtefactsThatABuildDidNotLeave() {
        StandInWest west = workspace("ws").leaves("zephyr/zephyr.elf", FIRMWARE);

        assertThatThrownBy(() -> build(disco(west).targets(List.of("board-repl"))))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("has no stm32f746g_disco.repl, no zephyr/zephyr.dts; whole output: ");
    }

    @Test
    void endsWithEverythingThatWestStarted() throws Exception {
        StandInWest west = workspace("ws")
                .does("sleep 600 & echo child $!")
                .does("sh -c 'echo grandchild $$; sleep 600; true'")
                .writes();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        CompletableFuture<Long> child = new CompletableFuture<>();
        CompletableFuture<Long> grandchild = new CompletableFuture<>();
        Thread builder = new Thread(() -> {
            try {
                WestBuilder.ofProcess().build(disco(west).build(), line -> {
                    numberAfter("child ", line, child);
                    numberAfter("grandchild ", line, grandchild);
                });
            } catch (CancellationException e) {
                failure.complete(e);
            }
        });
        builder.start();
        ProcessHandle first = ProcessHandle.of(child.get(30, TimeUnit.SECONDS)).orElseThrow();
        ProcessHandle second =
                ProcessHandle.of(grandchild.get(30, TimeUnit.SECONDS)).orElseThrow();

        builder.interrupt();

        assertThat(failure.get(30, TimeUnit.SECONDS))
                .hasMessageContaining("was cancelled")
                .hasMessageContaining("west-build.log");
        assertThat(first.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
        assertThat(second.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    private static void numberAfter(String word, String line, CompletableFuture<Long> number) {
        if (line.startsWith(word)) {
            number.complete(Long.parseLong(line.substring(word.length())));
        }
    }

    @Test
    void takesTheWestOnThePathWhereTheEnvironmentHasNone() throws IOException {
        StandInWest west = workspace("ws").leaves("zephyr/zephyr.elf", FIRMWARE);
        Path bin = Files.move(west.executable().resolveSibling(""), folder.resolve("bin"));

        Command command = new WestBuilder(variables("PATH", "/nowhere:" + bin))
                .commands(disco(west).build())
                .get(0);

        assertThat(command.words()).startsWith(bin.resolve("west").toString(), "build");
    }

    @Test
    void saysHowToInstallWest() {
        RuntimeBuild build = RuntimeBuild.in(
                        StandInWest.in(folder.resolve("ws")).workspace(), "x", ModelFramework.TFLITE)
                .virtualEnvironment(".other")
                .build();

        assertThatThrownBy(() -> new WestBuilder(variables("PATH", "")).commands(build))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("there is no west")
                .hasMessageContaining(build.virtualEnvironment().resolve("bin/west") + " nor one on the PATH")
                .hasMessageContaining("python3 -m venv " + build.virtualEnvironment())
                .hasMessageContaining("venv_dir");
    }

    @Test
    void saysHowToGetAWorkspace() throws IOException {
        Path plain = Files.createDirectories(folder.resolve("plain/app"));

        assertThatThrownBy(() -> commands(folder.resolve("absent")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("there is no workspace " + folder.resolve("absent"))
                .hasMessageContaining("west init -l . && west update");
        assertThatThrownBy(() -> commands(plain.getParent()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("is no west workspace: it has no west.yml")
                .hasMessageContaining("west init -l . && west update");
    }

    @Test
    void saysThatTheApplicationIsNotThere() {
        StandInWest west = workspace("ws");

        assertThatThrownBy(() -> build(disco(west).application("ap")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("has no application ap; name its folder in application_dir");
    }

    private void commands(Path workspace) {
        new WestBuilder(variables("PATH", ""))
                .commands(RuntimeBuild.in(workspace, "x", ModelFramework.TFLITE).build());
    }

    private static UnaryOperator<String> variables(String name, String value) {
        return asked -> asked.equals(name) ? value : "";
    }

    private StandInWest workspace(String name) {
        return StandInWest.in(folder.resolve(name));
    }

    private static RuntimeBuild.Builder disco(StandInWest west) {
        return RuntimeBuild.in(west.workspace(), "stm32f746g_disco", ModelFramework.TFLITE);
    }

    private BuiltRuntime build(RuntimeBuild.Builder build) {
        return WestBuilder.ofProcess().build(build.build(), output::add);
    }
}
