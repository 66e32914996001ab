package dev.kenning.testbench.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the folder of a Zephyr build becomes. */
class FirmwareBundleTest {

    private static final String REPL = """
        serial1: UART.STM32F7_USART @ sysbus 0x40011000
            frequency: 200000000

        serial6: UART.STM32F7_USART @ sysbus 0x40011400
            frequency: 200000000
        """;

    @TempDir
    private Path folder;

    private ZephyrBuild build;

    @BeforeEach
    void build() {
        build = ZephyrBuild.disco(folder);
    }

    @Test
    void needsNothingBesideTheBuild() throws IOException {
        FirmwareBundle bundle = read();

        assertThat(bundle.board().name()).isEqualTo("stm32f746g_disco");
        assertThat(bundle.board().console()).isEqualTo("usart1");
        assertThat(bundle.board().kcomms()).isEqualTo("usart6");
        assertThat(bundle.firmware()).isEqualTo(folder.resolve("zephyr/zephyr.elf"));
        assertThat(bundle.application()).isEqualTo("app");
        assertThat(bundle.board().platform()).isEqualTo(folder.resolve("testbench/stm32f746g_disco.repl"));
        assertThat(Files.readString(bundle.board().platform())).contains("systickFrequency: 216000000");
        assertThat(bundle.notes()).singleElement().asString().endsWith("testbench/stm32f746g_disco.repl");
    }

    @Test
    void takesThePlatformOfTheFolderIfItIsNotOlderThanTheDevicetree() {
        build.text("stm32f746g_disco.repl", REPL);

        FirmwareBundle bundle = read();

        assertThat(bundle.board().platform()).isEqualTo(folder.resolve("stm32f746g_disco.repl"));
        assertThat(bundle.notes()).isEmpty();
    }

    @Test
    void findsUartsByTheirAddressWhereThePlatformNamesThemOtherwise() {
        build.text("stm32f746g_disco.repl", REPL);

        assertThat(read().board().console()).isEqualTo("serial1");
        assertThat(read().board().kcomms()).isEqualTo("serial6");
    }

    @Test
    void makesThePlatformAnewIfThatOfTheFolderIsOlderThanTheDevicetree() {
        build.text("stm32f746g_disco.repl", REPL).aged("stm32f746g_disco.repl", -1);

        FirmwareBundle bundle = read();

        assertThat(bundle.board().platform()).isEqualTo(folder.resolve("testbench/stm32f746g_disco.repl"));
        assertThat(bundle.notes()).first().asString().contains("is older than zephyr/zephyr.dts");
    }

    @Test
    void prefersThePlatformThatIsNamedAfterTheBoard() {
        build.text("other.repl", "").text("stm32f746g_disco.repl", REPL);

        assertThat(read().board().platform()).isEqualTo(folder.resolve("stm32f746g_disco.repl"));
    }

    @Test
    void doesNotChooseAmongSeveralPlatforms() {
        build.text("one.repl", "").text("two.repl", "");

        assertThatThrownBy(this::read)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("one.repl, two.repl")
                .hasMessageContaining("stm32f746g_disco.repl");
    }

    @Test
    void saysThatConsoleAndProtocolShareAUart() {
        build.edit("zephyr/zephyr.dts", "kcomms = &usart6", "kcomms = &usart1");

        assertThat(read().board().sharesConsole()).isTrue();
    }

    @Test
    void runsProgramsWithoutProtocolOnTheirConsole() {
        build.edit("zephyr/zephyr.dts", "kcomms = &usart6;", "").edit("CMakeCache.txt", "=app", "=demo_app");

        FirmwareBundle bundle = read();

        assertThat(bundle.speaksProtocol()).isFalse();
        assertThat(bundle.application()).isEqualTo("demo_app");
        assertThat(bundle.board().console()).isEqualTo("usart1");
    }

    @Test
    void knowsBoardsThatAreInNoCatalogue() {
        build.edit("CMakeCache.txt", "BOARD:STRING=stm32f746g_disco", "BOARD:STRING=acme/f746/m7");

        Board board = read().board();

        assertThat(board.name()).isEqualTo("acme/f746/m7");
        assertThat(board.displayName()).isEqualTo("STMicroelectronics STM32F746G DISCOVERY board");
        assertThat(board.ramKilobytes()).isEqualTo(256);
        assertThat(board.flashKilobytes()).isEqualTo(1024);
        assertThat(board.platform()).isEqualTo(folder.resolve("testbench/acme.repl"));
    }

    @Test
    void takesTheBoardsNameFromTheConfigurationWhereTheCacheIsAbsent() {
        build.without("CMakeCache.txt");

        assertThat(read().board().name()).isEqualTo("stm32f746g_disco");
    }

    @Test
    void takesTheBoardsNameFromTheUserWhereTheFolderDoesNotTell() {
        build.without("CMakeCache.txt").without("zephyr/.config");

        FirmwareBundle bundle =
                FirmwareBundle.ofBuild(folder, BoardCatalogue.builtIn(), Optional.of("stm32f746g_disco"));

        assertThat(bundle.board().name()).isEqualTo("stm32f746g_disco");
    }

    @Test
    void saysThatTheBuildIsForAnotherBoard() {
        assertThat(FirmwareBundle.ofBuild(folder, BoardCatalogue.builtIn(), Optional.of("nrf52840dk/nrf52840"))
                        .notes())
                .first()
                .asString()
                .contains("is for stm32f746g_disco, not for nrf52840dk/nrf52840");
    }

    @Test
    void usesTheBoardsOwnFilesWhereTheDevicetreeIsAbsent() {
        build.without("zephyr/zephyr.dts");

        FirmwareBundle bundle = read();

        assertThat(bundle.board().platform().getFileName()).hasToString("stm32f746g_disco.repl");
        assertThat(bundle.notes()).singleElement().asString().contains("no zephyr/zephyr.dts");
    }

    @Test
    void namesEverythingThatIsAbsent() {
        ZephyrBuild.empty(folder.resolve("other")).text("zephyr/zephyr.map", "");

        assertThatThrownBy(() ->
                        FirmwareBundle.ofBuild(folder.resolve("other"), BoardCatalogue.builtIn(), Optional.empty()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("has no zephyr/zephyr.elf")
                .hasMessageContaining("(absent: zephyr/zephyr.elf, zephyr/zephyr.dts, zephyr/.config, CMakeCache.txt)");
    }

    @Test
    void namesTheFolderInsideThatHasTheProgram() {
        ZephyrBuild.disco(folder.resolve("outer/app"));

        assertThatThrownBy(() ->
                        FirmwareBundle.ofBuild(folder.resolve("outer"), BoardCatalogue.builtIn(), Optional.empty()))
                .hasMessageContaining(folder.resolve("outer/app") + " has: name that folder");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        BOARD:STRING=nrf52840dk/nrf52840                                | nrf52840dk/nrf52840
        BOARD:UNINITIALIZED=nrf52840dk/nrf52840                         | nrf52840dk/nrf52840
        CACHED_BOARD:STRING=nrf52840dk/nrf52840                         | nrf52840dk/nrf52840
        BOARD:STRING=nrf52840dk,BOARD_QUALIFIERS:STRING=/nrf52840       | nrf52840dk/nrf52840
        BOARD:STRING=nrf52840dk,BOARD_QUALIFIERS:STRING=nrf52840        | nrf52840dk/nrf52840
        BOARD:STRING=nrf52840dk@0.14.0/nrf52840                         | nrf52840dk/nrf52840
        BOARD:STRING=nrf52840dk_nrf52840                                | nrf52840dk/nrf52840
        BOARD:STRING=,CACHED_BOARD:STRING=acme@A/soc/core               | acme/soc/core
        """)
    void takesTheBoardsNameFromEveryFormOfTheCache(String entries, String board) {
        build.text("CMakeCache.txt", entries.replace(',', '\n') + "\nCMAKE_PROJECT_NAME:STATIC=app\n");

        assertThat(read().board().name()).isEqualTo(board);
    }

    @Test
    void takesTheWholeTargetFromTheConfiguration() {
        build.without("CMakeCache.txt").text("zephyr/.config", """
                CONFIG_BOARD="acme"
                CONFIG_BOARD_QUALIFIERS="soc/core"
                CONFIG_BOARD_TARGET="acme@B/soc/core"
                """);

        assertThat(read().board().name()).isEqualTo("acme/soc/core");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        CMAKE_PROJECT_NAME:STATIC=demo_app                                                | demo_app
        CMAKE_PROJECT_NAME:STATIC=Zephyr-Kernel,APPLICATION_SOURCE_DIR:PATH=/ws/demo_app  | demo_app
        APP_DIR:PATH=/ws/app                                                              | app
        """)
    void takesTheApplicationFromEveryFormOfTheCache(String entries, String application) {
        build.text("CMakeCache.txt", "BOARD:STRING=stm32f746g_disco\n" + entries.replace(',', '\n') + "\n");

        assertThat(read().application()).isEqualTo(application);
    }

    @Test
    void takesTheDefaultImageOfABuildWithSeveral() {
        ZephyrBuild.disco(folder.resolve("several/app"));
        ZephyrBuild several = ZephyrBuild.disco(folder.resolve("several/mcuboot"))
                .inside("..")
                .text("domains.yaml", """
                    default: app
                    build_dir: /home/developer/build
                    domains:
                      - name: mcuboot
                        build_dir: /home/developer/build/mcuboot
                      - name: app
                        build_dir: /home/developer/build/app
                    flash_order: [mcuboot, app]
                    """);

        FirmwareBundle bundle = FirmwareBundle.of(several.folder(), BoardCatalogue.builtIn(), Optional.empty());

        assertThat(bundle.firmware()).isEqualTo(folder.resolve("several/app/zephyr/zephyr.elf"));
    }

    @Test
    void saysWhereTheListOfImagesIsMalformed() {
        build.text("domains.yaml", "default: boot\ndomains:\n  - name: app\n    build_dir: x\n");

        assertThatThrownBy(this::read)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("domains.yaml:1:10: the default image 'boot' is none of the domains");
    }

    @Test
    void runsFromTheArtefactsAlone() {
        build.without("CMakeCache.txt")
                .without("zephyr/.config")
                .text("stm32f746g_disco.repl", REPL)
                .text("runtime.llext", "");

        FirmwareBundle bundle = read();

        assertThat(bundle.board().name()).isEqualTo("stm32f746g_disco");
        assertThat(bundle.board().kcomms()).isEqualTo("serial6");
        assertThat(bundle.extensions()).containsExactly(folder.resolve("runtime.llext"));
    }

    @Test
    void saysWhereTheDevicetreeIsMalformed() {
        build.edit("zephyr/zephyr.dts", "kcomms = &usart6;", "kcomms = &usart66;");

        assertThatThrownBy(this::read)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("zephyr.dts:24:")
                .hasMessageContaining("usart66");
    }

    @Test
    void saysWhereTheCacheIsMalformed() {
        build.text("CMakeCache.txt", "# comment\nBOARD:STRING=stm32f746g_disco\n  what is this\n");

        assertThatThrownBy(this::read)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("CMakeCache.txt:3:3: expected an entry KEY:TYPE=VALUE, found 'what is this'");
    }

    @Test
    void listsExtensions() {
        build.text("llext/tflite.llext", "").text("llext/notes.txt", "");

        assertThat(read().extensions()).containsExactly(folder.resolve("llext/tflite.llext"));
    }

    private FirmwareBundle read() {
        return FirmwareBundle.of(folder, BoardCatalogue.builtIn(), Optional.empty());
    }
}
