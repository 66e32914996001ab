package dev.kenning.testbench.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.KenningHardware;
import dev.kenning.testbench.devicetree.UartNode;
import dev.kenning.testbench.platform.PlatformDescription;
import dev.kenning.testbench.platform.PlatformReader;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.text.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the catalogue says of a board agrees with its devicetree, its overlay and its platform. */
class BoardFilesTest {

    private static final BoardCatalogue CATALOGUE = BoardCatalogue.builtIn();

    /** The boards whose platform is described in the words of a devicetree; Springbok has none. */
    static List<Board> boards() {
        return CATALOGUE.boards().stream()
                .filter(board -> Files.isRegularFile(BoardPlatforms.devicetreeFile(file(board))))
                .toList();
    }

    static List<Board> boardsWithProtocol() {
        return boards().stream().filter(Board::speaksProtocol).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "stm32f746g_disco",
        "b_u585i_iot02a",
        "hifive_unleashed/fu540/e51",
        "khadas_edgev/rk3399",
        "max32690evkit/max32690/m4",
        "max32690fthr/max32690/m4",
        "max78002evkit/max78002/m4",
        "nrf52840dk/nrf52840",
        "nrf52840dongle/nrf52840",
        "96b_nitrogen",
        "springbok"
    })
    void knowsEveryBoardOfTheRuntime(String name) {
        Board board = CATALOGUE.board(name);

        assertThat(board.name()).isEqualTo(name);
        assertThat(CATALOGUE.board(file(board)).name())
                .as("the name of its files")
                .isEqualTo(name);
        assertThat(Files.isRegularFile(board.platform()))
                .as(board.platform() + " is there")
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("boardsWithProtocol")
    void speaksTheProtocolWhereTheRuntimesOverlayPutsIt(Board board) {
        Devicetree tree = BoardPlatforms.devicetree(file(board));

        UartNode kcomms = new KenningHardware(tree).requireKcomms();

        assertThat(kcomms.label()).isEqualTo(board.kcomms());
        assertThat(kcomms.enabled()).isTrue();
        assertThat(kcomms.baudRate()).isIn(OptionalInt.of(board.baudRate()), OptionalInt.empty());
    }

    @ParameterizedTest
    @MethodSource("boards")
    void printsWhereTheDevicetreeSays(Board board) {
        Optional<UartNode> console = new KenningHardware(BoardPlatforms.devicetree(file(board))).console();

        // A console on USB has no registers, and none of the engines has it.
        assertThat(console.filter(uart -> uart.address().isPresent()).map(UartNode::label))
                .isIn(Optional.of(board.console()), Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("boards")
    void hasTheMemoryOfItsDevicetree(Board board) {
        KenningHardware hardware = new KenningHardware(BoardPlatforms.devicetree(file(board)));

        assertThat(hardware.sram().orElseThrow().size()).isEqualTo(board.ramKilobytes() * 1024L);
        hardware.flash().ifPresent(flash -> assertThat(flash.size()).isEqualTo(board.flashKilobytes() * 1024L));
    }

    @ParameterizedTest
    @MethodSource("boards")
    void hasItsUartsInItsPlatform(Board board) {
        PlatformDescription platform =
                new PlatformReader(SearchPath.of(Path.of("renode"))).read(Source.ofFile(board.platform()));

        assertThat(platform.names()).contains(board.console(), board.kcomms());
    }

    @ParameterizedTest
    @MethodSource("boards")
    void keepsThePlatformThatTheGeneratorMakes(Board board) throws IOException {
        String file = file(board);
        if (BoardPlatforms.isMade(BoardPlatforms.file(file))) {
            assertThat(Files.readString(BoardPlatforms.file(file)))
                    .as("make it anew with BoardPlatforms, as CONTRIBUTING.md tells")
                    .isEqualTo(BoardPlatforms.platform(file));
        }
    }

    @Test
    void saysWhichBoardsShareTheirConsoleAndWhichOnlyRunTheDemo() {
        assertThat(CATALOGUE.boards().stream().filter(Board::speaksProtocol).filter(Board::sharesConsole))
                .extracting(Board::name)
                .containsExactly("khadas_edgev/rk3399", "nrf52840dongle/nrf52840");
        assertThat(CATALOGUE.boards().stream().filter(board -> !board.speaksProtocol()))
                .extracting(Board::name)
                .containsExactly("96b_nitrogen");
    }

    private static String file(Board board) {
        return board.name().replace('/', '_');
    }
}
