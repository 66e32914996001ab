package dev.kenning.testbench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kenning.testbench.Tools;
import dev.kenning.testbench.board.west.StandInWest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code testbench run} and {@code check} on scenarios whose firmware west builds first; a shell script stands for west. */
@Tag("board")
class RuntimeBuilderIT {

    private static final Path FIRMWARE = Path.of("firmware/prebuilt/stm32f746g_disco");
    private static final Path DEVICETREE = Path.of("src/test/resources/devicetrees/stm32f746g_disco.dts");

    private final TestConsole console = new TestConsole();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"workspace", "ein größerer Arbeitsplatz"})
    void buildsThenRunsToTheEnd(String name) throws IOException {
        Tools.requireFileName(name);
        StandInWest west = thatBuilds(name);

        Path scenario = scenario(west, "output_path: ./out put\n    extra_targets: [board-repl]");

        int status = console.run("run", scenario.toString(), "--min-accuracy", "1");

        assertThat(status).as("exit status, after " + console.err()).isZero();
        assertThat(console.out()).contains("accuracy 100.0 % (10 of 10)");
        assertThat(console.err())
                .containsSubsequence("/.west-venv/bin/west", " build ", "-- west build: building application")
                .contains("board stm32f746g_disco on engine embedded, firmware zephyr.elf");
        assertThat(west.workspace().resolve("out put/zephyr/zephyr.dts")).hasSameBinaryContentAs(DEVICETREE);
        assertThat(west.workspace().resolve("build/testbench/west-build.log"))
                .content(UTF_8)
                .contains("-- west build: building application");
    }

    @Test
    void runsFromTheBuildFolderWhereNothingIsCopied() throws IOException {
        StandInWest west = thatBuilds("workspace");

        int status = console.run("run", scenario(west, "use_llext: false").toString(), "--min-accuracy", "1");

        assertThat(status).as("exit status, after " + console.err()).isZero();
        assertThat(console.err()).doesNotContain("has no zephyr/zephyr.dts");
    }

    @Test
    void loadsTheRuntimeThatWasBuiltAsAnExtension() throws IOException {
        StandInWest west = thatBuilds("workspace")
                .leaves("zephyr/zephyr.elf", FIRMWARE.resolve("kenning-device-conformance-llext.elf"))
                .leaves("llext/tflite.llext", FIRMWARE.resolve("blinky.elf"));

        int status = console.run("run", scenario(west, "use_llext: true").toString());

        assertThat(console.out()).as(console.err()).contains("accuracy");
        assertThat(status).as("exit status, after " + console.err()).isEqualTo(1);
    }

    @Test
    void saysWhichErrorWasTheFirstAndRunsNothing() throws IOException {
        StandInWest west = StandInWest.in(folder.resolve("workspace"))
                .prints("/ws/app/src/main.c:42:17: error: 'server' undeclared (first use in this function)")
                .prints("/ws/app/src/main.c:50:1: error: expected ';' before '}' token")
                .prints("FATAL ERROR: command exited with status 1: /usr/bin/cmake --build build")
                .fails(1);

        int status = console.run("run", scenario(west, "").toString());

        assertThat(status).as("exit status").isEqualTo(2);
        assertThat(console.err().lines().filter(line -> line.startsWith("testbench: ")))
                .singleElement()
                .asString()
                .contains("scenario.yml:16:3: the build of app for stm32f746g_disco with tflite failed")
                .endsWith("/ws/app/src/main.c:42:17: error: 'server' undeclared (first use in this function)");
        assertThat(console.err())
                .contains("whole output: " + west.workspace().resolve("build/testbench/west-build.log"))
                .doesNotContain("on engine");
    }

    @Test
    void buildsNothingWhereTheRestOfTheScenarioIsWrong() throws IOException {
        StandInWest west = thatBuilds("workspace");
        Path scenario = scenario(west, "");
        Files.writeString(scenario, Files.readString(scenario).replace("gestures.tflite", "absent.tflite"));

        int status = console.run("run", scenario.toString());

        assertThat(status).as("exit status").isEqualTo(2);
        assertThat(console.err()).contains("absent.tflite").doesNotContain("west build");
    }

    @Test
    void checksWithoutBuilding() throws IOException {
        StandInWest west = thatBuilds("workspace");

        int status = console.run(
                "check", scenario(west, "extra_targets: [board-repl]").toString());

        assertThat(status).as("exit status, after " + console.out()).isZero();
        assertThat(console.out())
                .contains("note: the firmware is built before a run: " + west.executable() + " build "
                        + west.workspace().resolve("app") + " --pristine auto --board stm32f746g_disco --build-dir ")
                .contains(" -DEXTRA_CONF_FILE=tflite.conf ")
                .contains("note: the firmware is built before a run: " + west.executable() + " build -t board-repl")
                .endsWith("scenario.yml: ready to be built and run on stm32f746g_disco\n");
        assertThat(west.workspace().resolve("build")).doesNotExist();
    }

    @Test
    void checksScenariosOfBoardsThatOnlyTheirBuildDescribes() throws IOException {
        StandInWest west = thatBuilds("workspace");
        Path scenario = scenario(west, "");
        Files.writeString(scenario, Files.readString(scenario).replace("name: stm32f746g_disco", "name: acme/soc"));

        assertThat(console.run("check", scenario.toString()))
                .as("exit status, after " + console.out())
                .isZero();
        assertThat(console.out()).contains("unknown board 'acme/soc'").endsWith("scenario.yml: ready to be built\n");
    }

    @Test
    void saysInACheckThatThereIsNoWorkspace() throws IOException {
        StandInWest west = thatBuilds("workspace");
        Files.delete(west.workspace().resolve("west.yml"));

        assertThat(console.run("check", scenario(west, "").toString()))
                .as("exit status")
                .isEqualTo(2);
        assertThat(console.out())
                .contains("error: ")
                .contains("is no west workspace")
                .contains("west init -l .");
    }

    @Test
    void endsWestWhenTheRunIsInterrupted() throws Exception {
        StandInWest west = StandInWest.in(folder.resolve("workspace"))
                .does("sleep 600 & echo $! > \"$here/child\"; mv \"$here/child\" \"$here/started\"; wait")
                .writes();
        Path scenario = scenario(west, "");
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Thread run = new Thread(() -> status.complete(console.run("run", scenario.toString())));
        run.start();
        Path started = west.executable().resolveSibling("started");
        await().atMost(30, TimeUnit.SECONDS).until(() -> Files.exists(started));
        ProcessHandle child = ProcessHandle.of(
                        Long.parseLong(Files.readString(started).strip()))
                .orElseThrow();

        run.interrupt();

        assertThat(status.get(30, TimeUnit.SECONDS)).as("exit status").isEqualTo(3);
        assertThat(console.err()).contains("was cancelled");
        assertThat(child.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    private StandInWest thatBuilds(String name) {
        return StandInWest.in(folder.resolve(name))
                .prints("-- west build: building application")
                .leaves("zephyr/zephyr.elf", FIRMWARE.resolve("kenning-device.elf"))
                .leaves("zephyr/zephyr.dts", DEVICETREE)
                .leaves("stm32f746g_disco.repl", Path.of("renode/stm32f746g_disco.repl"));
    }

    private static Path scenario(StandInWest west, String parameters) throws IOException {
        return Files.writeString(west.workspace().resolve("scenario.yml"), """
                platform:
                  type: ZephyrPlatform
                  parameters:
                    name: stm32f746g_disco
                    simulated: true
                dataset:
                  type: SamplesDataset
                  parameters:
                    samples_path: %s
                optimizers:
                - type: TFLiteCompiler
                  parameters:
                    compiled_model_path: %s

                runtime_builder:
                  type: ZephyrRuntimeBuilder
                  parameters:
                    workspace: .
                    run_west_update: false
                    %s
                """.formatted(
                        Path.of("models/gestures-samples.json").toAbsolutePath(),
                        Path.of("models/gestures.tflite").toAbsolutePath(),
                        parameters));
    }
}
