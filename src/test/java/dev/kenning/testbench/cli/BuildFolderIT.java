package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.NoEngineSelected;
import dev.kenning.testbench.board.BareMetalFiles;
import dev.kenning.testbench.board.ZephyrBuild;
import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.Overlay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code testbench run} on the folders of Zephyr builds, with nothing beside them. */
@Tag("board")
@NoEngineSelected
class BuildFolderIT {

    private final TestConsole console = new TestConsole();

    @TempDir
    private Path folder;

    @Test
    void runsABuildForStm32f746gDisco() {
        assertRuns(ZephyrBuild.disco(folder.resolve("build")), "stm32f746g_disco");

        assertThat(console.err())
                .contains("The platform was made from zephyr/zephyr.dts: ")
                .contains("build/testbench/stm32f746g_disco.repl");
    }

    @Test
    void runsABuildForNrf52840Dk() {
        ZephyrBuild build = ZephyrBuild.disco(folder.resolve("build"))
                .file("zephyr/zephyr.elf", Path.of("firmware/prebuilt/nrf52840dk/kenning-device.elf"))
                .file("zephyr/zephyr.dts", Path.of("src/test/resources/devicetrees/nrf52840dk_nrf52840.dts"))
                .edit("CMakeCache.txt", "=stm32f746g_disco", "=nrf52840dk/nrf52840")
                .without("zephyr/.config");

        assertRuns(build, "nrf52840dk/nrf52840");
    }

    @Test
    void runsABuildForHifiveUnmatched() {
        ZephyrBuild build = ZephyrBuild.disco(folder.resolve("build"))
                .file("zephyr/zephyr.elf", Path.of("firmware/prebuilt/hifive_unmatched/kenning-device-s7.elf"))
                .file("zephyr/zephyr.dts", Path.of("src/test/resources/devicetrees/hifive_unmatched.dts"))
                .edit("CMakeCache.txt", "=stm32f746g_disco", "=hifive_unmatched/fu740/s7")
                .without("zephyr/.config");

        assertRuns(build, "hifive_unmatched/fu740/s7");
    }

    @Test
    void givesADeviceThatCannotSayThatItListensTimeToStart() {
        ZephyrBuild build = ZephyrBuild.disco(folder.resolve("build"))
                .edit("zephyr/zephyr.dts", "zephyr,console = &usart1", "zephyr,console = &usart6");

        assertRuns(build, "stm32f746g_disco");
    }

    @ParameterizedTest
    @ValueSource(strings = {"babbles", "prints-on-protocol-line"})
    void namesTheOptionsThatKeepASharedUartFreeOfText(String firmware) {
        ZephyrBuild build = ZephyrBuild.disco(folder.resolve("build"))
                .file("zephyr/zephyr.elf", Path.of("firmware/prebuilt/stm32f746g_disco/faulty/" + firmware + ".elf"))
                .edit("zephyr/zephyr.dts", "zephyr,console = &usart1", "zephyr,console = &usart6");

        int status = console.run("run", build.scenario("stm32f746g_disco").toString());

        assertThat(status).as("exit status, after " + console.out()).isEqualTo(3);
        assertThat(console.err())
                .contains("console and kcomms share this UART")
                .contains("CONFIG_LOG_BACKEND_UART=n, CONFIG_BOOT_BANNER=n and CONFIG_PRINTK=n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flat", "checkout"})
    void runsAFolderWithABareMetalProgram(String layout) throws IOException {
        Path bundle = folder.resolve("bare metal");
        if (layout.equals("flat")) {
            BareMetalFiles.flat(bundle);
        } else {
            BareMetalFiles.checkout(bundle);
        }
        Path root = Path.of("").toAbsolutePath();
        Path scenario = Files.writeString(
                folder.resolve("scenario.json"),
                Files.readString(Path.of("scenarios/gestures/bare-metal/springbok.json"))
                        .replace("\"simulated\": true", "\"simulated\": true, \"runtime_binary_path\": \"bare metal\"")
                        .replace("\"models/", "\"" + root + "/models/"));

        int status = console.run("run", scenario.toString(), "--tolerance", "1e-5", "--min-accuracy", "1");

        assertThat(status).as("exit status, after " + console.err()).isZero();
        assertThat(console.err()).contains("board springbok on engine embedded, firmware iree_runtime");
    }

    @Test
    void growsTheBoardWithTheOverlayThatTheBuildWasMadeWith() throws IOException {
        ZephyrBuild build = ZephyrBuild.disco(folder.resolve("build"));
        Path overlay = folder.resolve("more.overlay");
        Path devicetree = build.folder().resolve("zephyr/zephyr.dts");
        console.run(
                "overlay",
                "increase-memory",
                "--size-kb=4096",
                "--output=" + overlay,
                build.folder().toString());
        build.text(
                "zephyr/zephyr.dts",
                Devicetree.read(devicetree).with(Overlay.read(overlay)).toDts());

        assertRuns(build, "stm32f746g_disco");
        assertThat(Files.readString(build.folder().resolve("testbench/stm32f746g_disco.repl")))
                .contains("sram0: Memory.MappedMemory @ sysbus 0x20010000\n    size: 0x400000\n");
    }

    private void assertRuns(ZephyrBuild build, String board) {
        int status = console.run("run", build.scenario(board).toString(), "--min-accuracy", "1");

        assertThat(status).as("exit status, after " + console.err()).isZero();
        assertThat(console.out()).contains("accuracy 100.0 % (10 of 10)");
    }
}
