package dev.kenning.testbench.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoFolderTest {

    private static final String PLATFORM = """
        cpu: CPU.CortexM @ sysbus
            cpuType: "cortex-m4"
            nvic: nvic

        nvic: IRQControllers.NVIC @ sysbus 0xE000E000
            IRQ -> cpu@0

        lpuart1: UART.STM32F7_USART @ sysbus 0x40011000
            frequency: 200000000

        usart6: UART.STM32F7_USART @ sysbus 0x40011400
            frequency: 200000000
        """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "magic-wand-b_u585i_iot02a.elf, magic-wand, b_u585i_iot02a",
        "tvm-hifive_unleashed.elf,      tvm,        hifive_unleashed",
        "stm32f746g_disco.elf,          stm32f746g_disco, stm32f746g_disco",
        "-board.elf,                    -board,     board"
    })
    void takesTheBoardFromBehindTheLastDash(String file, String name, String board) {
        Demo demo = Demo.ofElf(folder.resolve(file));

        assertThat(demo.name()).isEqualTo(name);
        assertThat(demo.boardName()).isEqualTo(board);
        assertThat(demo.platform()).isEqualTo(folder.resolve(board + ".repl"));
        assertThat(demo).hasToString(name + " on " + board);
    }

    @ParameterizedTest
    @ValueSource(strings = {"magic-wand-board.hex", ".elf", "elf"})
    void refusesWhatIsNoElf(String file) {
        assertThatThrownBy(() -> Demo.ofElf(Path.of(file)))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(file + " is no demo: that is an ELF file NAME-BOARD.elf");
    }

    @Test
    void findsDemosAndPlatformsThatNobodyNeeds() throws IOException {
        touch("b-two.elf", "a-one.elf", "one.repl", "three.repl", "notes.txt");
        Files.createDirectory(folder.resolve("c-one.elf"));

        DemoFolder demos = DemoFolder.read(folder);

        assertThat(demos.demos()).extracting(Demo::toString).containsExactly("a on one", "b on two");
        assertThat(demos.demos().get(0).whyNotRun()).isEmpty();
        assertThat(demos.demos().get(1).whyNotRun())
                .contains("there is no two.repl beside " + folder.resolve("b-two.elf"));
        assertThat(demos.unused()).containsExactly(folder.resolve("three.repl"));
    }

    @Test
    void refusesAFolderWithoutDemos() throws IOException {
        touch("one.repl");

        assertThatThrownBy(() -> DemoFolder.read(folder))
                .isInstanceOf(BadInputException.class)
                .hasMessage("the folder " + folder + " has no demo: there is no NAME-BOARD.elf in it");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> DemoFolder.read(folder.resolve("artefacts")))
                .isInstanceOf(BadInputException.class)
                .hasMessage("cannot list the demos in " + folder.resolve("artefacts") + ": it is not there");
    }

    @Test
    void takesTheFirstUartOfABoardThatTheCatalogueDoesNotKnow() throws IOException {
        BenchSetup setup = setup("demo-b_u585i_iot02a.elf", PLATFORM);

        assertThat(setup.board().name()).isEqualTo("b_u585i_iot02a");
        assertThat(setup.board().console()).isEqualTo("lpuart1");
        assertThat(setup.platform()).isEqualTo(folder.resolve("b_u585i_iot02a.repl"));
    }

    @Test
    void takesTheConsoleOfABoardThatTheCatalogueKnows() throws IOException {
        assertThat(setup("demo-stm32f746g_disco.elf", PLATFORM.replace("usart6", "usart1"))
                        .board()
                        .console())
                .isEqualTo("usart1");
    }

    @Test
    void refusesAPlatformWithoutUart() {
        assertThatThrownBy(() -> setup("demo-board.elf", "sram: Memory.MappedMemory @ sysbus 0x0\n    size: 0x1000\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("the platform " + folder.resolve("board.repl") + " has no UART, so nobody hears "
                        + folder.resolve("demo-board.elf"));
    }

    @Test
    void tellsWhereAPlatformIsMalformed() {
        assertThatThrownBy(() -> setup("demo-board.elf", "sram: Memory.MappedMemory @ sysbus 0x0\n    size: \n"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("the platform " + folder.resolve("board.repl") + " cannot be used: ")
                .hasMessageContaining("board.repl:2:");
    }

    private BenchSetup setup(String elf, String platform) throws IOException {
        touch(elf);
        Demo demo = Demo.ofElf(folder.resolve(elf));
        Files.writeString(demo.platform(), platform);
        return demo.setup(BoardCatalogue.builtIn());
    }

    private void touch(String... files) throws IOException {
        for (String file : files) {
            Files.createFile(folder.resolve(file));
        }
    }
}
