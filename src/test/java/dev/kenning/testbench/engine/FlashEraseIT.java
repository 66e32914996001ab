package dev.kenning.testbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.catalogue.Engines;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flash is erased by the registers that Zephyr's drivers use, on whatever engine is configured. */
@Timeout(120)
@Tag("board")
class FlashEraseIT {

    private static final long WRITTEN = 0x1234;
    private static final long ERASED = 0xFFFF_FFFFL;

    /** The part of flash lies near its end, where no program is. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "stm32f746g_disco, 0x080C0000, 0x08100000, 0x40023C04 0x45670123; 0x40023C04 0xCDEF89AB; 0x40023C10 0x1003A",
        "nrf52840dk_nrf52840, 0x000FF000, 0x00100000, 0x4001E504 2; 0x4001E508 0xFF000"
    })
    void erasesAPartAndNoMore(String name, long first, long end, String stores) {
        Board board = BoardCatalogue.builtIn().board(name);
        try (Bench bench = Engines.configured()
                .powerOn(BenchSetup.of(board, board.firmware().orElseThrow()))) {
            write(bench, first - 4);
            write(bench, first);
            write(bench, end - 4);

            for (String store : stores.split("; ", -1)) {
                bench.monitor().execute("sysbus WriteDoubleWord " + store);
            }

            assertThat(read(bench, first - 4)).isEqualTo(WRITTEN);
            assertThat(read(bench, first)).isEqualTo(ERASED);
            assertThat(read(bench, end - 4)).isEqualTo(ERASED);
        }
    }

    private static void write(Bench bench, long address) {
        bench.monitor().execute(String.format(Locale.ROOT, "sysbus WriteDoubleWord 0x%X 0x%X", address, WRITTEN));
    }

    private static long read(Bench bench, long address) {
        return Long.decode(bench.monitor()
                .execute(String.format(Locale.ROOT, "sysbus ReadDoubleWord 0x%X", address))
                .strip());
    }
}
