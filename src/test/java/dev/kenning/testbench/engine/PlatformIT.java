package dev.kenning.testbench.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Platforms of a user's own: what is said of those that cannot be used. */
@Tag("board")
class PlatformIT {

    private final Board board = BoardCatalogue.builtIn().board("stm32f746g_disco");

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            uart9: UART.STM32F7_USART @ sysbus 0x40013000 {   | E00   | Syntax error
            uart9: UART.STM32F7_USRT @ sysbus 0x40013000      | E04   | STM32F7_USART
            extra: Memory.MappedMemory @ sysbus 0x20010000    | E25   | size
            usart7: UART.STM32F7_USART @ sysbus 0x40011000    | E25   | frequency
            """)
    void saysWhatIsWrongInRenodesWordsAndWhere(String line, String error, String hint) throws Exception {
        assertThatThrownBy(() -> powerOn("using \"stm32f746g_disco.repl\"\n\n" + line + "\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("Error " + error)
                .hasMessageContaining("mine.repl:3:")
                .hasMessageContaining(hint);
    }

    @Test
    void tellsInRenodesWordsWhatOverlaps() throws Exception {
        String twin = """
                using "stm32f746g_disco.repl"

                twin: UART.STM32F7_USART @ sysbus 0x40011000
                    frequency: 200000000
                """;

        assertThatThrownBy(() -> powerOn(twin))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("Error E39")
                .hasMessageContaining("'twin'")
                .hasMessageContaining("conflicts with address <0x40011000, 0x400113FF>")
                .hasMessageContaining("mine.repl:3:28");
    }

    @Test
    void saysThatAPlatformIsMissing() {
        Path absent = folder.resolve("absent.repl");
        BenchSetup setup = BenchSetup.of(board, board.firmware().orElseThrow()).on(absent);

        assertThatThrownBy(() -> Engines.configured().powerOn(setup))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("absent.repl");
    }

    private void powerOn(String platform) throws Exception {
        Path file = folder.resolve("mine.repl");
        Files.writeString(file, platform);
        Engines.configured()
                .powerOn(BenchSetup.of(board, board.firmware().orElseThrow()).on(file))
                .close();
    }
}
