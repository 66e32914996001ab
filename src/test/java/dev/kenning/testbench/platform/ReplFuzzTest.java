package dev.kenning.testbench.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.kenning.testbench.Rounds;
import dev.kenning.testbench.platform.monitor.MonitorException;
import dev.kenning.testbench.platform.monitor.MonitorStatement;
import dev.kenning.testbench.text.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Feeds both languages 100,000 damaged texts: each is either read or refused with a place; the limit is for one that hangs. */
@Timeout(300)
@Tag("exhaustive")
class ReplFuzzTest {

    private static final int ROUNDS = Rounds.of(100_000);
    private static final String[] PIECES = {
        "{",
        "}",
        ";",
        ":",
        "@",
        "->",
        "[",
        "]",
        "<",
        ">",
        "'''",
        "\"",
        "\\",
        "/*",
        "*/",
        "//",
        "#",
        "|",
        ".",
        ",",
        "\n",
        "\n    ",
        "\n        ",
        "none",
        "empty",
        "new ",
        "init:",
        "reset:",
        "preinit:",
        "local ",
        "using \"x\"",
        "as \"x\"",
        "0x",
        "-",
        "+",
        "0-4095",
        "99999999999999999999",
        "$",
        "`",
        "=",
        "?=",
        "macro m",
        "\t",
        "\r",
        "\0",
        "é"
    };

    private static final PlatformReader READER = new PlatformReader((path, from) -> Optional.empty());

    @Test
    void refusesDamagedDescriptionsWithAPlace() {
        List<String> seeds = new ArrayList<>();
        seeds.add(Source.ofFile(Path.of("renode/stm32f746g_disco.repl")).text().substring(0, 1200));
        seeds.add(Source.ofFile(Path.of("src/test/resources/renode-golden/rv32.repl"))
                .text());
        for (long seed = 0; seed < 20; seed++) {
            seeds.add(new RandomDescriptions(new Random(seed)).next().toRepl());
        }

        int refused = fuzz(
                seeds,
                text -> {
                    try {
                        READER.read(new Source("fuzz.repl", text));
                    } catch (PlatformException e) {
                        assertThat(e.getMessage()).contains("\nAt fuzz.repl:");
                        throw e;
                    }
                },
                PlatformException.class);

        assertThat(refused).as("damaged descriptions that were refused").isBetween(ROUNDS / 4, ROUNDS);
    }

    @Test
    void refusesDamagedScriptsInRenodesWords() {
        List<String> seeds = List.of("""
                :name: a board
                $name?="board"; mach create $name
                machine LoadPlatformDescription @platforms/boards/a\\ b.repl # comment
                emulation CreateServerSocketTerminal 3456 "term" false
                sysbus Tag <0x40000000, 0x400003FF> "TIM2" 0x10
                sysbus.cpu PC `sysbus GetSymbolAddress "main"`
                macro reset
                \"""
                    sysbus LoadELF $bin
                    gpio[3] Set [1, 2.5, -3, x=null]
                \"""
                runMacro $reset
                """);

        int refused =
                fuzz(seeds, text -> MonitorStatement.parse(new Source("fuzz.resc", text)), MonitorException.class);

        assertThat(refused).as("damaged scripts that were refused").isBetween(ROUNDS / 4, ROUNDS);
    }

    private static int fuzz(List<String> seeds, Consumer<String> reader, Class<? extends RuntimeException> allowed) {
        int refused = 0;
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            String text = damaged(seeds.get(random.nextInt(seeds.size())), random);
            try {
                reader.accept(text);
            } catch (RuntimeException | StackOverflowError e) {
                if (!allowed.isInstance(e)) {
                    fail("seed " + seed + " was answered by " + e + " for the text\n" + text, e);
                }
                refused++;
            }
        }
        return refused;
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        int wounds = 1 + random.nextInt(4);
        for (int i = 0; i < wounds && damaged.length() > 0; i++) {
            int at = random.nextInt(damaged.length());
            int end = Math.min(damaged.length(), at + 1 + random.nextInt(8));
            switch (random.nextInt(5)) {
                case 0 -> damaged.delete(at, end);
                case 1 -> damaged.setLength(at);
                case 2 -> damaged.insert(at, damaged.substring(at, end).repeat(1 + random.nextInt(40)));
                case 3 -> damaged.setCharAt(at, (char) (32 + random.nextInt(96)));
                default -> damaged.insert(at, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return damaged.toString();
    }
}
