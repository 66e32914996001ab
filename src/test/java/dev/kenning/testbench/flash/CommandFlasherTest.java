package dev.kenning.testbench.flash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With programs that say what they were told. */
@Tag("tool")
class CommandFlasherTest {

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();
    private Path image = Path.of("");

    @BeforeEach
    void writeAnImage() throws IOException {
        Path build = Files.createDirectories(folder.resolve("my build/zephyr"));
        image = Files.writeString(build.resolve("zephyr.elf"), "elf");
    }

    private Path script(String body) throws IOException {
        Path script = Files.writeString(folder.resolve("tool"), "#!/bin/sh\n" + body + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private static CommandFlasher quick(CommandFlasher flasher) {
        return flasher.within(Duration.ofSeconds(20), Duration.ZERO);
    }

    @Test
    void givesEachOfKenningsCommandsToOpenOcdByAnOptionOfItsOwn() throws IOException {
        Path openOcd = script("for word in \"$@\"; do echo \"[$word]\"; done");

        quick(CommandFlasher.openOcd(
                        openOcd.toString(),
                        List.of("source [find interface/cmsis-dap.cfg]", "program {binary_path} verify reset exit")))
                .flash(image, told::add);

        assertThat(told)
                .endsWith(
                        "[-c]",
                        "[source [find interface/cmsis-dap.cfg]]",
                        "[-c]",
                        "[program " + image + " verify reset exit]");
    }

    @Test
    void hasOpenOcdFlashTheHexFileOfABuildAsKenningDoes() throws IOException {
        Path hex = Files.writeString(image.resolveSibling("zephyr.hex"), ":00000001FF");
        Path openOcd = script("echo \"$2\"");

        quick(CommandFlasher.openOcd(openOcd.toString(), List.of("{binary_path}")))
                .flash(image, told::add);

        assertThat(told).endsWith(hex.toString());
    }

    @Test
    void tellsExitStatusAndWhatWasPrintedLast() throws IOException {
        Path tool =
                script("echo 'Info : CMSIS-DAP'; echo 'Error: unable to find a matching CMSIS-DAP device' >&2; exit 7");

        assertThatThrownBy(() -> quick(CommandFlasher.of(List.of(tool.toString(), "{binary_path}")))
                        .flash(image, told::add))
                .isInstanceOf(FlashException.class)
                .hasMessage("'" + tool + " " + image + "' ended with exit status 7:\n  | Info : CMSIS-DAP\n"
                        + "  | Error: unable to find a matching CMSIS-DAP device");
    }

    @Test
    void endsAToolThatDoesNotEnd() throws IOException {
        Path tool = script("echo waiting for the probe; sleep 600");

        assertThatThrownBy(() -> CommandFlasher.of(List.of(tool.toString()))
                        .within(Duration.ofSeconds(1), Duration.ZERO)
                        .flash(image, told::add))
                .isInstanceOf(FlashException.class)
                .hasMessageContaining("has not ended in 1 s, and was ended:\n  | waiting for the probe");
    }

    @Test
    void saysThatAToolIsNotThereAndHowToGetIt() {
        assertThatThrownBy(() -> quick(CommandFlasher.openOcd("/nowhere/openocd", List.of("exit")))
                        .flash(image, told::add))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "cannot run /nowhere/openocd: install it (Debian package: openocd), or name it in openocd_path");
    }

    @Test
    void hasWestFlashTheBuildThatTheImageLiesIn() throws IOException {
        assertThatThrownBy(() -> quick(CommandFlasher.west()).flash(image, told::add))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("lies in none: no CMakeCache.txt is above it");

        Path build = folder.resolve("my build");
        Files.writeString(build.resolve("CMakeCache.txt"), "");
        assertThatThrownBy(() -> quick(CommandFlasher.west()).flash(image, told::add))
                .as("where there is no west, or none that knows the build")
                .isInstanceOf(RuntimeException.class);
        assertThat(told).contains("running west flash --skip-rebuild --build-dir " + build);
    }
}
