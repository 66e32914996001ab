package dev.kenning.testbench.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.kenning.testbench.Rounds;
import dev.kenning.testbench.text.BadInputException;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Caches of CMake and configurations of Zephyr. */
@Tag("exhaustive")
class EntryFileTest {

    private static final int ROUNDS = Rounds.of(100_000);
    private static final Pattern PLACE = Pattern.compile("fuzz:\\d+:\\d+: expected an entry .*", Pattern.DOTALL);

    private static final String CACHE = """
        # This is the CMakeCache file.
        //Selected board
        BOARD:STRING=stm32f746g_disco
        "a: b":INTERNAL='x '
        EMPTY:UNINITIALIZED=
        """;
    private static final String CONFIGURATION = """
        # CONFIG_SMP is not set
        CONFIG_BOARD="with \\"quotes\\""
        CONFIG_FREQUENCY=216000000
        CONFIG_BASE=0x8000000
        CONFIG_ON=y
        """;

    @Test
    void readsCaches() {
        EntryFile cache = EntryFile.parse("CMakeCache.txt", CACHE, EntryFile.Format.CMAKE_CACHE);

        assertThat(cache.get("BOARD")).contains("stm32f746g_disco");
        assertThat(cache.get("a: b")).contains("x ");
        assertThat(cache.get("EMPTY")).isEmpty();
    }

    @Test
    void readsConfigurations() {
        EntryFile options = EntryFile.parse(".config", CONFIGURATION, EntryFile.Format.KCONFIG);

        assertThat(options.get("CONFIG_BOARD")).contains("with \"quotes\"");
        assertThat(options.number("CONFIG_FREQUENCY")).contains(216_000_000L);
        assertThat(options.number("CONFIG_BASE")).contains(0x800_0000L);
        assertThat(options.isOn("CONFIG_ON")).isTrue();
        assertThat(options.isOn("CONFIG_SMP")).isFalse();
    }

    @Test
    void readsOrRefusesEveryDamagedFile() {
        int refused = 0;
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            boolean cache = random.nextBoolean();
            String text = damaged(cache ? CACHE : CONFIGURATION, random);
            try {
                EntryFile entries =
                        EntryFile.parse("fuzz", text, cache ? EntryFile.Format.CMAKE_CACHE : EntryFile.Format.KCONFIG);
                entries.entries().keySet().forEach(entries::number);
            } catch (BadInputException e) {
                refused++;
                assertThat(e.getMessage()).as("seed " + seed).matches(PLACE);
            } catch (RuntimeException e) {
                fail("seed " + seed + " was answered by " + e + " for the text\n" + text, e);
            }
        }

        assertThat(refused).as("files that were refused").isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 10);
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int wounds = 1 + random.nextInt(3); wounds > 0; wounds--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.setCharAt(at, (char) (9 + random.nextInt(120)));
                default -> damaged.insert(at, "=:\"#\n/".charAt(random.nextInt(6)));
            }
        }
        return damaged.toString();
    }
}
