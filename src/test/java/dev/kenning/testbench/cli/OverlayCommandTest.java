package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.board.ZephyrBuild;
import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.KenningHardware;
import dev.kenning.testbench.devicetree.Overlay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code testbench overlay increase-memory}. */
class OverlayCommandTest {

    private final TestConsole console = new TestConsole();

    @TempDir
    private Path folder;

    private ZephyrBuild build;

    @BeforeEach
    void build() throws IOException {
        Files.createDirectories(folder.resolve("app"));
        build = ZephyrBuild.disco(folder.resolve("build"))
                .edit(
                        "CMakeCache.txt",
                        "CMAKE_PROJECT_NAME:",
                        "APPLICATION_SOURCE_DIR:PATH=" + folder.resolve("app") + "\nCMAKE_PROJECT_NAME:");
    }

    @Test
    void writesTheOverlayWhereTheRuntimeLooksForIt() throws IOException {
        assertThat(increase("4096")).as("exit status, after " + console.err()).isZero();

        Path overlay = folder.resolve("app/boards/stm32f746g_disco_increased_memory.overlay");
        assertThat(Files.readString(overlay)).isEqualTo("\n&sram0 {\n    reg = <0x20010000 0x400000>;\n};\n");
        assertThat(console.out().strip()).isEqualTo(overlay.toString());
        assertThat(console.err()).contains("-DCONFIG_KENNING_INCREASE_MEMORY=y");
    }

    @Test
    void namesTheFileAfterTheBoardWithItsQualifiers() {
        build.edit("CMakeCache.txt", "=stm32f746g_disco", "=hifive_unmatched/fu740/s7");

        increase("4096");

        assertThat(folder.resolve("app/boards/hifive_unmatched_fu740_s7_increased_memory.overlay"))
                .exists();
    }

    @Test
    void needsNoProgramBecauseLinkingMayHaveFailed() {
        build.without("zephyr/zephyr.elf");

        assertThat(increase("4096")).as("exit status, after " + console.err()).isZero();
    }

    @Test
    void writesWhereItIsTold() {
        build.without("CMakeCache.txt");
        Path file = folder.resolve("new/more.overlay");

        assertThat(increase("2048", "--output", file.toString())).isZero();

        Devicetree grown =
                Devicetree.read(build.folder().resolve("zephyr/zephyr.dts")).with(Overlay.read(file));
        assertThat(new KenningHardware(grown).sram().orElseThrow().size()).isEqualTo(2048 * 1024);
    }

    @ParameterizedTest(name = "--size-kb={0}")
    @CsvSource(delimiter = '|', textBlock = """
        ''    | the memory size is empty
        many  | the memory size 'many' is not a number of KB
        0     | the memory size must be > 0
        99999999999 | do not fit into 1 address and 1 size cells
        """)
    void refusesSizesThatMeanNothing(String size, String reason) {
        assertThat(increase(size)).as("exit status").isEqualTo(2);
        assertThat(console.err()).contains(reason);
    }

    @Test
    void warnsOfMemoriesThatTheGrownOneTakes() {
        build.edit(
                "zephyr/zephyr.dts",
                "sram0: memory@20010000",
                "more: memory@20060000 { compatible = \"mmio-sram\"; reg = <0x20060000 0x1000>; };\n\tsram0: memory@20010000");

        assertThat(increase("4096")).isZero();
        assertThat(console.err())
                .contains(
                        "The grown memory takes the addresses of more (/memory@20060000), too; a program must not use both.");
    }

    @Test
    void saysWhatIsMissing() {
        build.without("zephyr/zephyr.dts");

        assertThat(increase("4096")).as("exit status").isEqualTo(2);
        assertThat(console.err()).contains("has no zephyr/zephyr.dts").contains("(absent: zephyr/zephyr.dts)");
    }

    private int increase(String size, String... more) {
        String[] arguments = new String[4 + more.length];
        arguments[0] = "overlay";
        arguments[1] = "increase-memory";
        arguments[2] = "--size-kb=" + size;
        arguments[3] = build.folder().toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return console.run(arguments);
    }
}
