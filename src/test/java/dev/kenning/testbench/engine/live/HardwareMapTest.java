package dev.kenning.testbench.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.flash.FlashTarget;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Twister's {@code map.yml} as {@code twister --generate-hardware-map} writes it and people fill it in. */
class HardwareMapTest {

    private static final String TWO_BOARDS = """
        - connected: true
          id: 000683759358
          platform: nrf52840dk/nrf52840
          product: J-Link
          runner: nrfjprog
          serial: /dev/ttyACM1
        - connected: true
          id: '066BFF505055657867072937'
          platform: stm32f746g_disco
          product: STM32 STLink
          runner: openocd
          runner_params: [--no-halt]
          probe_id: 066BFF99
          serial: /dev/ttyACM0
          serial_baud: 3000000
          fixtures:
          - gpio_loopback
          - kcomms:usb:0403:6015:D30A
          pre_script: ./relay.sh
          script_param:
            pre_script_timeout: 5
            pre_script_arg: ['on', '3']
          post_flash_script: ./settle.sh
        - connected: false
          id: 0240000028
          platform: stm32f746g_disco
          product: DAPLink CMSIS-DAP
          runner: pyocd
          serial: null
          notes: lent to the lab next door
        """;

    @TempDir
    private Path folder;

    @Test
    void readsSeveralBoardsAsTwisterWritesThem() throws IOException {
        HardwareMap map = map(TWO_BOARDS);

        assertThat(map.boards())
                .extracting(MappedBoard::toString)
                .containsExactly(
                        "nrf52840dk/nrf52840 000683759358 on /dev/ttyACM1",
                        "stm32f746g_disco 066BFF505055657867072937 on /dev/ttyACM0",
                        "stm32f746g_disco 0240000028");
    }

    @Test
    void tellsWhereTheUartsOfABoardAreAndHowItIsFlashed() throws IOException {
        MappedBoard disco = map(TWO_BOARDS).require(board("stm32f746g_disco"), Optional.empty());
        MappedBoard nordic = map(TWO_BOARDS).require(board("nrf52840dk/nrf52840"), Optional.empty());

        assertThat(disco.ports())
                .isEqualTo(new LivePorts(
                        "usb:0403:6015:D30A",
                        Optional.of("/dev/ttyACM0"),
                        OptionalInt.empty(),
                        OptionalInt.of(3_000_000)));
        assertThat(disco.target())
                .isEqualTo(new FlashTarget(
                        "066BFF99",
                        "/dev/ttyACM0",
                        List.of("--runner", "openocd", "--cmd-pre-init", "hla_serial 066BFF99", "--no-halt")));
        assertThat(disco.before()).containsExactly(new MappedBoard.HostScript(List.of("./relay.sh", "on", "3"), 5));
        assertThat(disco.afterFlash()).containsExactly(new MappedBoard.HostScript(List.of("./settle.sh"), 60));
        assertThat(nordic.ports().kcomms()).isEqualTo("/dev/ttyACM1");
        assertThat(nordic.target().westArguments()).containsExactly("--runner", "nrfjprog", "--dev-id", "000683759358");
    }

    @Test
    void takesABoardThatIsSeveralByOneOfItsNames() throws IOException {
        String several = TWO_BOARDS.replace("platform: nrf52840dk/nrf52840", "platform: other nrf52840dk/nrf52840");
        String listed = TWO_BOARDS.replace("platform: nrf52840dk/nrf52840", "platform: [other, nrf52840dk/nrf52840]");

        for (String text : List.of(several, listed)) {
            assertThat(map(text)
                            .require(board("nrf52840dk/nrf52840"), Optional.empty())
                            .id())
                    .isEqualTo("000683759358");
        }
    }

    @Test
    void asksWhichOfTwoBoardsOfAKindIsMeant() throws IOException {
        HardwareMap map = map(TWO_BOARDS.replace("nrf52840dk/nrf52840", "stm32f746g_disco"));

        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> map.require(board("stm32f746g_disco"), Optional.empty()))
                .withMessage(folder.resolve("map.yml") + " has 2 connected boards stm32f746g_disco: 000683759358 on"
                        + " /dev/ttyACM1, 066BFF505055657867072937 on /dev/ttyACM0; say which one by its id"
                        + " (--board-id, testbench.hardware.id)");
        assertThat(map.require(board("stm32f746g_disco"), Optional.of("000683759358"))
                        .serial())
                .contains("/dev/ttyACM1");
    }

    @Test
    void saysWhichBoardsThereAreWhereTheRightOneIsNot() throws IOException {
        HardwareMap map = map(TWO_BOARDS);

        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> map.require(board("mps2/an500"), Optional.empty()))
                .withMessageContaining("map.yml has no connected board mps2/an500; it has nrf52840dk/nrf52840")
                .withMessageNotContaining("0240000028");
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> map.require(board("stm32f746g_disco"), Optional.of("0240000028")))
                .withMessageContaining("has no connected board stm32f746g_disco with the id 0240000028");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "runner: nrfjprog      | runer: nrfjprog     | 5:3: unknown key 'runer' in a board of a hardware map. Did you mean 'runner'?",
                "serial_baud: 3000000  | serial_baud: fast   | 'serial_baud' must be a whole number",
                "serial_baud: 3000000  | serial_baud: 0      | 'serial_baud' must be > 0, is 0",
                "connected: true       | connected: maybe    | 'connected' must be",
                "id: 000683759358      | notes: none         | 1:3: the key 'id' is missing",
                "serial: /dev/ttyACM1  | serial_pty: ./x.sh  | 'serial_pty' names a program that makes a terminal",
                "- gpio_loopback       | - {a: b}            | 'fixtures' must be a single value"
            })
    void refusesAWrongEntryInOneLine(String right, String wrong, String error) {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> map(TWO_BOARDS.replace(right.strip(), wrong)))
                .withMessageStartingWith(folder.resolve("map.yml") + ":")
                .withMessageContaining(error)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("\n"));
    }

    @Test
    void refusesWhatIsNoListOfBoards() {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> map("platform: stm32f746g_disco\n"))
                .withMessageContaining("a hardware map is a list of boards, this is a mapping");
    }

    private HardwareMap map(String text) throws IOException {
        return HardwareMap.read(Files.writeString(folder.resolve("map.yml"), text));
    }

    private static Board board(String name) {
        return BoardCatalogue.builtIn().board(name);
    }
}
