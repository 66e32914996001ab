package dev.kenning.testbench.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoardCatalogueTest {

    @TempDir
    private Path folder;

    private final BoardCatalogue catalogue = BoardCatalogue.builtIn();

    @Test
    void findsABoardByTodaysNameWithQualifiers() {
        assertThat(catalogue.board("stm32f746g_disco/stm32f746xx").name()).isEqualTo("stm32f746g_disco");
    }

    @Test
    void namesTheNearestBoard() {
        assertThatThrownBy(() -> catalogue.board("stm32f764g_disco"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("Did you mean 'stm32f746g_disco'?");
    }

    @ParameterizedTest(name = "protocol: {0}")
    @ValueSource(strings = {"2", "0", "4294967297"})
    void refusesAGenerationOfTheProtocolThatNoHostSpeaks(String generation) throws IOException {
        Path file = Files.createDirectory(folder.resolve("boards")).resolve("b.yml");
        Files.writeString(
                file,
                "name: b\ndisplay_name: B\ncore: x\nflash_size_kb: 1\nram_size_kb: 1\nconsole: a\nkcomms: b\n"
                        + "protocol: " + generation + "\nplatform: b.repl\nwelcome: x\n");
        BuiltInFiles files = new BuiltInFiles(file.getParent(), folder, folder);

        assertThatThrownBy(() -> BoardCatalogue.of(files))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        file + ":8:11: 'protocol' is the generation of the Kenning Protocol, 1 (bare-metal runtimes)"
                                + " or 3 (Kenning Zephyr Runtime), but is " + generation);
    }

    @Test
    void describesOnlyBoardsWhoseFilesAreThere() {
        for (Board board : catalogue.boards()) {
            assertThat(Files.isRegularFile(board.platform()))
                    .as("%s has %s", board.name(), board.platform())
                    .isTrue();
            board.firmware()
                    .ifPresent(firmware -> assertThat(Files.isRegularFile(firmware))
                            .as("%s has %s", board.name(), firmware)
                            .isTrue());
        }
    }
}
