package dev.kenning.testbench.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/acceptance.md} against the tests there are: it names each, and nothing that is not there. */
class AcceptanceListTest {

    private static final Path LIST = Path.of("docs/acceptance.md");
    private static final Path TESTS = Path.of("src/test/java/dev/kenning/testbench/acceptance");

    /** A row of the list: its number, what it is about, how it stands, its tests or why it waits. */
    private static final Pattern ROW =
            Pattern.compile("\\| (AT-\\d\\d)(b?) \\| ([^|]+) \\| (green|in part|waits) \\| ([^|]+) \\|");

    private static final Pattern TEST = Pattern.compile("`(\\w+)`");

    /** A test method; its name starts with the number that it stands for. */
    private static final Pattern METHOD = Pattern.compile("\\bvoid (at(\\d\\d)(b?)[A-Z]\\w*)\\(");

    private record Row(String number, String state, String tests) {}

    @Test
    void tellsOfEveryNumberOnce() {
        List<String> numbers = Stream.concat(
                        IntStream.rangeClosed(1, 32).mapToObj(number -> String.format("AT-%02d", number)),
                        Stream.of("AT-05b"))
                .sorted()
                .toList();

        assertThat(rows().stream().map(Row::number)).containsExactlyElementsOf(numbers);
    }

    @Test
    void namesEveryTestThatIsThereAndNoOther() {
        Map<String, Set<String>> named = new TreeMap<>();
        rows().forEach(row -> TEST.matcher(row.tests())
                .results()
                .map(match -> match.group(1))
                .filter(name -> name.endsWith("IT") || name.endsWith("Test"))
                .forEach(name -> named.computeIfAbsent(row.number(), key -> new TreeSet<>())
                        .add(name)));

        assertThat(named).isEqualTo(existing());
    }

    @Test
    void saysOfWhatWaitsWhyAndForWhat() {
        assertThat(rows())
                .filteredOn(row -> !row.state().equals("green"))
                .allSatisfy(row -> assertThat(row.tests()).as(row.number()).contains("needs"));
    }

    private static List<Row> rows() {
        try (Stream<String> lines = Files.lines(LIST)) {
            return lines.flatMap(line -> ROW.matcher(line).results())
                    .map((MatchResult row) -> new Row(row.group(1) + row.group(2), row.group(4), row.group(5)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the classes with tests for each number. */
    private static Map<String, Set<String>> existing() {
        Map<String, Set<String>> classes = new TreeMap<>();
        try (Stream<Path> files = Files.list(TESTS)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                METHOD.matcher(Files.readString(file))
                        .results()
                        .map(match -> "AT-" + match.group(2) + match.group(3))
                        .distinct()
                        .forEach(number -> classes.computeIfAbsent(number, key -> new TreeSet<>())
                                .add(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return classes;
    }
}
