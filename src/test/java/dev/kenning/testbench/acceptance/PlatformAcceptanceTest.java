package dev.kenning.testbench.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.DevicetreeException;
import dev.kenning.testbench.devicetree.IncreasedMemory;
import dev.kenning.testbench.devicetree.KenningHardware;
import dev.kenning.testbench.devicetree.Overlay;
import dev.kenning.testbench.devicetree.UartNode;
import dev.kenning.testbench.platform.generator.PlatformGenerator;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** AT-28 and AT-29: what a devicetree says of a board, and a board with more memory than the real one. */
class PlatformAcceptanceTest {

    private static final Path DEVICETREES = Path.of("src/test/resources/devicetrees");
    private static final Path OVERLAYS = Path.of("overlays");

    @ParameterizedTest
    @CsvSource({
        "stm32f746g_disco, &sram0, <0x20010000 0x1000000>",
        "nrf52840dk_nrf52840, &sram0, <0x20000000 0x1000000>"
    })
    void at28GrowsTheMemoryOfABoardWith32BitsAndOfItsPlatform(String board, String label, String reg) {
        Devicetree tree = Devicetree.read(DEVICETREES.resolve(board + ".dts"));

        String overlay = IncreasedMemory.overlay(tree, 16 * 1024);

        assertThat(overlay).isEqualTo("\n" + label + " {\n    reg = " + reg + ";\n};\n");
        assertThat(platform(tree.with(Overlay.parse("grown.overlay", overlay)))).contains("size: 0x1000000");
    }

    @ParameterizedTest
    @CsvSource({
        "dram, <0x0 0x80000000 0x0 0x1000>, <0x0 0x80000000 0x1 0x0>",
        "main_ram, <0x1 0x0 0x0 0x4000>, <0x1 0x0 0x1 0x0>"
    })
    void at28KeepsCellsOf64BitsAndLabelsWithUnderscores(String label, String before, String after) {
        Devicetree tree = tree(label, before);

        assertThat(IncreasedMemory.overlay(tree, 4L * 1024 * 1024))
                .isEqualTo("\n&" + label + " {\n    reg = " + after + ";\n};\n");
    }

    private static Devicetree tree(String label, String reg) {
        return Devicetree.parse("board.dts", """
                /dts-v1/;
                / {
                    #address-cells = <2>;
                    #size-cells = <2>;
                    chosen { zephyr,sram = &%1$s; };
                    %1$s: memory@0 { device_type = "memory"; child { }; reg = %2$s; };
                };
                """.formatted(label, reg));
    }

    @Test
    void at28SaysWhichNodeIsMissing() {
        Devicetree tree = Devicetree.parse("board.dts", "/dts-v1/;\n/ { chosen { }; };\n");

        assertThatThrownBy(() -> IncreasedMemory.overlay(tree, 4096))
                .isInstanceOf(DevicetreeException.class)
                .hasMessageContaining("board.dts:2:5")
                .hasMessageContaining("sram not found: /chosen has no 'zephyr,sram'");
    }

    static Stream<Board> boardsWithADevicetree() {
        return BoardCatalogue.builtIn().boards().stream()
                .filter(board -> !board.printsIntoLog() && board.speaksProtocol());
    }

    /** The board's devicetree, then the overlay of the runtime, then the look-up. */
    @ParameterizedTest
    @MethodSource("boardsWithADevicetree")
    void at29FindsTheProtocolsUartAndTheConsoleOfEveryBoard(Board board) {
        String file = board.name().replace('/', '_');
        String tree = file.startsWith("hifive_unmatched") ? "hifive_unmatched" : file;
        KenningHardware hardware = new KenningHardware(Devicetree.read(DEVICETREES.resolve(tree + ".dts"))
                .with(Overlay.read(OVERLAYS.resolve(file + ".overlay"))));

        assertThat(hardware.requireKcomms().label()).as("kcomms").isEqualTo(board.kcomms());
        // A console on USB has no registers, and no engine has it; the board says where demo_app prints instead.
        assertThat(hardware.console()
                        .filter(uart -> uart.address().isPresent())
                        .map(UartNode::label)
                        .orElse(board.console()))
                .as("console")
                .isEqualTo(board.console());
    }

    @Test
    void at29RefusesADevicetreeThatNamesTwo() {
        Devicetree tree = Devicetree.parse("two.dts", """
                /dts-v1/;
                / {
                    a: serial@0 { reg = <0>; };
                    b: serial@1 { reg = <1>; };
                    aliases { kcomms = &a; };
                };
                / { aliases { kcomms = &b; }; };
                """);

        assertThatThrownBy(() -> new KenningHardware(tree).kcomms())
                .isInstanceOf(DevicetreeException.class)
                .hasMessageContaining("'kcomms' has another value at two.dts:5");
    }

    private static String platform(Devicetree tree) {
        return PlatformGenerator.generate(tree, OptionalLong.empty()).repl();
    }
}
