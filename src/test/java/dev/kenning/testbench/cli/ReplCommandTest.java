package dev.kenning.testbench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.platform.Component;
import dev.kenning.testbench.platform.PlatformDescription;
import dev.kenning.testbench.platform.PlatformReader;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.text.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code testbench repl}. */
class ReplCommandTest {

    private static final String DISCO = "src/test/resources/devicetrees/stm32f746g_disco.dts";

    private final TestConsole console = new TestConsole();

    @TempDir
    private Path folder;

    @Test
    void printsAPlatformThatCanBeReadAndSaysWhichUartsDoWhat() {
        assertThat(console.run("repl", DISCO))
                .as("exit status, after " + console.err())
                .isZero();

        PlatformDescription platform =
                new PlatformReader(SearchPath.of(folder)).read(new Source("printed.repl", console.out()));
        assertThat(platform.components()).extracting(Component::name).contains("cpu0", "usart1", "usart6");
        assertThat(console.err()).contains("console: usart1\n", "kcomms: usart6\n");
    }

    @Test
    void appliesOverlaysAndWritesWhereItIsTold() throws IOException {
        Path overlay = Files.writeString(folder.resolve("more.overlay"), "&sram0 { reg = <0x20010000 0x400000>; };\n");
        Path repl = folder.resolve("new/grown.repl");

        assertThat(console.run("repl", DISCO, "--overlay", overlay.toString(), "--output", repl.toString()))
                .as("exit status, after " + console.err())
                .isZero();

        assertThat(repl).content(UTF_8).contains("size: 0x400000");
        assertThat(console.out()).isEmpty();
    }

    @Test
    void takesTheTimersFrequencyFromWhoBuiltTheProgram() {
        console.run("repl", DISCO, "--timer-frequency", "123000000");

        assertThat(console.out()).contains("systickFrequency: 123000000");
    }

    @Test
    void saysWhereADevicetreeIsWrong() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.dts"), "/dts-v1/;\n/ {\n\tmodel = ;\n};\n");

        assertThat(console.run("repl", broken.toString())).as("exit status").isEqualTo(2);
        assertThat(console.err()).contains("broken.dts:3:10");
    }

    @Test
    void saysWhichFileOfABuildFolderIsWanted() {
        assertThat(console.run("repl", folder.toString())).as("exit status").isEqualTo(2);
        assertThat(console.err()).contains("it is a folder; name the zephyr/zephyr.dts in it");
    }
}
