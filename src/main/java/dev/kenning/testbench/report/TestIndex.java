package dev.kenning.testbench.report;

import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes a page of all tests that have left reports in a folder: a row for each test, a column for each board and engine. */
public final class TestIndex {

    private static final String INDEX = "index.html";
    private static final String JSON = ".json";

    private final Map<String, Map<String, String>> cells = new TreeMap<>();
    private final Set<String> runs = new TreeSet<>();
    private final List<String> unread = new ArrayList<>();
    private String prefix = "";
    private int tests;
    private final Set<String> failed = new LinkedHashSet<>();

    private TestIndex() {}

    /**
     * Writes {@code index.html} into the folder and returns it.
     *
     * @throws BadInputException if the folder cannot be read or written
     */
    public static Path write(Path folder) {
        TestIndex index = new TestIndex();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(JSON)).sorted().forEach(index::read);
            Path file = folder.resolve(INDEX);
            new HtmlWriter(file).write("Tests on boards", List.of(), index.sections());
            return file;
        } catch (IOException e) {
            throw new BadInputException("cannot make the index of " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * What became of several folders.
     *
     * @param index the page
     * @param failed the tests that failed
     */
    public record Merged(Path index, List<String> failed) {

        /** Copies the list. */
        public Merged {
            failed = List.copyOf(failed);
        }
    }

    /**
     * Copies folders of reports, each into one of its own with its number, beside one index of all.
     *
     * @throws BadInputException if one cannot be read or written
     */
    public static Merged merge(List<Path> folders, Path output) {
        TestIndex index = new TestIndex();
        try {
            Files.createDirectories(output);
            for (int i = 0; i < folders.size(); i++) {
                String name = String.valueOf(i + 1);
                copy(folders.get(i), output.resolve(name));
                index.prefix = name + "/";
                try (Stream<Path> files = Files.list(folders.get(i))) {
                    files.filter(file -> file.toString().endsWith(JSON))
                            .sorted()
                            .forEach(index::read);
                }
            }
            Path file = output.resolve(INDEX);
            new HtmlWriter(file).write("Tests on boards", List.of(), index.sections());
            return new Merged(file, List.copyOf(index.failed));
        } catch (IOException | UncheckedIOException e) {
            throw new BadInputException("cannot merge into " + output + ": " + e.getMessage(), e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** A file that another process is just writing is left out, and named. */
    private void read(Path file) {
        String name = String.valueOf(file.getFileName());
        JsonNode root;
        try {
            root = new JsonMapper().readTree(file);
        } catch (JacksonException e) {
            unread.add(name);
            return;
        }
        JsonNode evidence = root.path("testbench");
        String testClass = evidence.path("test_class").asString("");
        if (testClass.isEmpty()) {
            return;
        }
        String run = root.path("platform").asString("") + " on "
                + evidence.path("engine").asString("");
        runs.add(run);
        String report = prefix + name.substring(0, name.length() - JSON.length()) + ".html";
        for (JsonNode test : evidence.path(TestsSection.KEY)) {
            String key = testClass.substring(testClass.lastIndexOf('.') + 1) + "."
                    + test.path("name").asString("");
            tests++;
            if (test.path("result").asString("").equals("failed")) {
                failed.add(key + " on " + run);
            }
            cells.computeIfAbsent(key, any -> new LinkedHashMap<>()).put(run, cell(test, report));
        }
    }

    private static String text(JsonNode test) {
        StringBuilder text = new StringBuilder(test.path("result").asString(""))
                .append(", ")
                .append(Text.seconds(test.path("host_seconds").asDouble(0)));
        double instructions = test.path("instructions").asDouble(0);
        if (instructions > 0) {
            text.append(", ").append(Text.grouped(instructions)).append(" instructions");
        }
        double board = test.path("board_seconds").asDouble(0);
        if (board > 0) {
            text.append(", ").append(Text.seconds(board)).append(" on the board");
        }
        String baselines = TestsSection.baselines(test);
        return baselines.equals("–") ? text.toString() : text + "; baseline " + baselines;
    }

    private static String cell(JsonNode test, String report) {
        String result = test.path("result").asString("");
        String sign = result.equals("passed") ? "✓ " : result.equals("failed") ? "✗ " : "– ";
        return "<td class=\"" + (result.equals("failed") ? "failed" : "passed") + "\"><a href=\"" + Text.escaped(report)
                + "\">" + sign + Text.escaped(text(test)) + "</a></td>";
    }

    private List<Section> sections() {
        Section.Builder summary = new Section.Builder("summary", "Summary");
        summary.add(new Block.Paragraph(tests + " tests on " + runs.size() + (runs.size() == 1 ? " board" : " boards")
                + " and engines, " + (failed.isEmpty() ? "none failed." : failed.size() + " failed.")));
        failed.forEach(name -> summary.add(new Block.Absent(name + " failed.")));
        unread.forEach(name -> summary.add(new Block.Absent(name + " could not be read and is left out.")));
        Section.Builder table = new Section.Builder(TestsSection.KEY, "Tests by board and engine");
        table.add(new Block.Interactive(html(), List.of()));
        return List.of(summary.build(), table.build());
    }

    private List<String> header() {
        List<String> header = new ArrayList<>(List.of("Test"));
        header.addAll(runs);
        return header;
    }

    private String html() {
        StringBuilder html = new StringBuilder(
                "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Tests\"><table><thead><tr>");
        header().forEach(name ->
                html.append("<th scope=\"col\">").append(Text.escaped(name)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        cells.forEach((test, links) -> {
            html.append("<tr><th scope=\"row\">").append(Text.escaped(test)).append("</th>");
            runs.forEach(run -> html.append(links.getOrDefault(run, "<td>–</td>")));
            html.append("</tr>\n");
        });
        return html.append("</tbody></table></div>\n").toString();
    }
}
