package dev.kenning.testbench.report;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Shows what became of answers while bits were flipped on purpose. */
final class FaultsSection {

    private static final String KEY = "faults";

    private final List<MeasuredRun> runs;
    private final Section.Builder section = new Section.Builder(KEY, "Faults on purpose");

    FaultsSection(List<MeasuredRun> runs) {
        this.runs = runs;
    }

    /** Tells whether a run was disturbed. */
    static boolean isIn(MeasuredRun run) {
        return run.evidence().at(KEY).path("tables").size() > 0;
    }

    Section section() {
        for (MeasuredRun run : runs) {
            if (runs.size() > 1) {
                section.add(new Block.Heading(run.name()));
            }
            if (!isIn(run)) {
                section.add(
                        new Block.Absent("No faults: `testbench faults SCENARIO --measurements FILE` adds them to the"
                                + " measurements of a run."));
                continue;
            }
            JsonNode faults = run.evidence().at(KEY);
            section.add(new Block.Paragraph(
                    Text.sentence(faults.path("verdict").asString("")) + "; intervals are Wilson's at 95 %."));
            faults.path("tables").forEach(this::show);
            section.add(new Block.Paragraph(String.join("; ", texts(faults.path("outcomes"))) + "."));
        }
        return section.build();
    }

    /** A row that is longer or shorter than the header is none of ours. */
    private void show(JsonNode table) {
        List<String> header =
                texts(table.path("header")).stream().map(Text::sentence).toList();
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode row : table.path("rows")) {
            if (row.size() == header.size()) {
                rows.add(texts(row));
            }
        }
        if (!header.isEmpty()) {
            section.add(new Block.Table(table.path("title").asString("Outcomes"), header, rows, true));
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asString("")));
        return texts;
    }
}
