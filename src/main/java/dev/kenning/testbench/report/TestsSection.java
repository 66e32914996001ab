package dev.kenning.testbench.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Shows the tests of a class: what came of them, what they cost, how that compares with their baselines. */
final class TestsSection {

    /** What this project's measurements of tests have them under. */
    static final String KEY = "tests";

    private static final int LISTED = 1000;

    private final List<MeasuredRun> runs;

    TestsSection(List<MeasuredRun> runs) {
        this.runs = runs;
    }

    Section section() {
        Section.Builder section = new Section.Builder(KEY, "Tests");
        for (MeasuredRun run : runs) {
            if (runs.size() > 1) {
                section.add(new Block.Heading(run.name()));
            }
            JsonNode tests = run.evidence().at(KEY);
            if (tests.isEmpty()) {
                section.add(new Block.Absent("No tests: the measurements are of a scenario, or of Kenning."));
                continue;
            }
            section.add(new Block.Table(
                    "Tests",
                    List.of("Test", "Result", "Host time", "Board time", "Instructions", "Inferences", "Baseline"),
                    StreamSupport.stream(tests.spliterator(), false)
                            .limit(LISTED)
                            .map(TestsSection::row)
                            .toList(),
                    true));
            for (JsonNode test : tests) {
                problem(section, test);
            }
        }
        return section.build();
    }

    private static List<String> row(JsonNode test) {
        return List.of(
                test.path("name").asString(""),
                test.path("result").asString(""),
                Text.seconds(test.path("host_seconds").asDouble(0)),
                number(test, "board_seconds", true),
                number(test, "instructions", false),
                Text.grouped(test.path("inferences").asDouble(0)),
                baselines(test));
    }

    private static String number(JsonNode test, String key, boolean seconds) {
        double value = test.path(key).asDouble(0);
        return value == 0 ? "–" : seconds ? Text.seconds(value) : Text.grouped(value);
    }

    /** Returns each baseline with how its instructions have changed. */
    static String baselines(JsonNode test) {
        String all = StreamSupport.stream(test.path("baselines").spliterator(), false)
                .map(check -> check.path("name").asString("") + ": "
                        + Text.change(
                                check.path("before").asDouble(0),
                                check.path("now").asDouble(0)))
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "–" : all;
    }

    private static void problem(Section.Builder section, JsonNode test) {
        String problem = test.path("problem").asString("");
        if (!problem.isBlank()) {
            String folder = test.path("folder").asString("");
            section.add(new Block.Listing(
                    test.path("name").asString("") + (folder.isEmpty() ? "" : ", all in " + folder),
                    "",
                    problem,
                    true));
        }
    }
}
