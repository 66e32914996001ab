package dev.kenning.testbench.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.kenning.testbench.Rounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Feeds the reader 100,000 damaged scenarios: each is accepted or refused with a place; the limit is for one that hangs. */
@Timeout(300)
@Tag("exhaustive")
class ScenarioFuzzTest {

    private static final int ROUNDS = Rounds.of(100_000);
    private static final Pattern PLACED = Pattern.compile("fuzz\\.yml:\\d+:\\d+: .+", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][\\w./-]*|\\d+(\\.\\d+)?");

    /** Pieces of YAML that mean something where they do not belong. */
    private static final String[] PIECES = {
        ":",
        ": ",
        "-",
        "- ",
        "\n",
        "\n  ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "\"",
        "'",
        "|",
        ">",
        "&a ",
        "*a",
        "<<: *a",
        "!!str ",
        "!x ",
        "#",
        "%",
        "@",
        "`",
        "?",
        "? ",
        "---\n",
        "...\n",
        "\t",
        "\0",
        "\r",
        "\u2028",
        "é",
        "\ud800",
        "null",
        "~",
        "yes",
        "1e999",
        "-1",
        "0x",
        "99999999999999999999",
        ".nan",
        "kenning:///",
        "gh://a:b/c",
        "file:",
        "platform:\n",
        "type: ",
        "parameters:\n",
        "runtime_protocol:\n",
        "RenodeRuntime",
        "LocalPlatform",
        "simulation: true\n",
        "\\u0000"
    };

    @Test
    void acceptsOrRefusesEveryDamagedScenario() throws IOException {
        List<String> sources = new ArrayList<>();
        for (Path file : ScenarioForms.all()) {
            sources.add(Files.readString(file));
        }
        int refused = 0;

        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            String source = sources.get(random.nextInt(sources.size()));
            String text = random.nextInt(3) == 0
                    ? withOtherWords(source, sources.get(random.nextInt(sources.size())), random)
                    : damaged(source, random);
            refused += isRefused(text, seed) ? 1 : 0;
        }

        assertThat(refused).as("damaged scenarios that were refused").isBetween(ROUNDS / 4, ROUNDS - ROUNDS / 20);
    }

    private static boolean isRefused(String text, long seed) {
        ScenarioFile file;
        try {
            file = ScenarioFile.parse(text, "fuzz.yml");
        } catch (RuntimeException | StackOverflowError e) {
            return fail("seed " + seed + " was answered by " + e + " for the text\n" + text, e);
        }
        file.findings().stream()
                .filter(finding -> !PLACED.matcher(finding.message()).matches())
                .findFirst()
                .ifPresent(finding ->
                        fail("seed " + seed + " was answered without a place: " + finding + "\nfor the text\n" + text));
        return !file.isSound();
    }

    /** Cuts, repeats and replaces characters, and puts pieces of the language where they do not belong. */
    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int wound = 0; wound <= random.nextInt(3) && damaged.length() > 0; wound++) {
            int at = random.nextInt(damaged.length());
            int end = Math.min(damaged.length(), at + 1 + random.nextInt(8));
            switch (random.nextInt(5)) {
                case 0 -> damaged.delete(at, end);
                case 1 -> damaged.insert(at, damaged.substring(at, end).repeat(1 + random.nextInt(20)));
                case 2 -> damaged.setCharAt(at, (char) (32 + random.nextInt(96)));
                case 3 -> damaged.setLength(random.nextInt(8) == 0 ? at : damaged.length());
                default -> damaged.insert(at, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return damaged.toString();
    }

    /** Replaces words by words of another scenario, so that the text mostly stays readable. */
    private static String withOtherWords(String text, String other, Random random) {
        List<MatchResult> words = WORD.matcher(text).results().toList();
        List<MatchResult> others = WORD.matcher(other).results().toList();
        MatchResult word = words.get(random.nextInt(words.size()));
        String instead = others.get(random.nextInt(others.size())).group();
        return text.substring(0, word.start()) + instead + text.substring(word.end());
    }
}
