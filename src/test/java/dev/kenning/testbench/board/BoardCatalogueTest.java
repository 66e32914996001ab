package dev.kenning.testbench.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class BoardCatalogueTest {

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
