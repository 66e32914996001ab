package dev.kenning.testbench.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Shows what ran: board, engine, files, versions, and the one command that does it again. */
final class RunSection {

    private final List<MeasuredRun> runs;

    RunSection(List<MeasuredRun> runs) {
        this.runs = runs;
    }

    Section section() {
        Section.Builder section = new Section.Builder("run", "How it was run");
        Set<String> labels = new LinkedHashSet<>();
        runs.forEach(run -> labels.addAll(run.facts().keySet()));
        labels.remove("Command");
        if (labels.isEmpty()) {
            section.add(new Block.Absent("The measurements do not say what ran."));
        } else {
            List<String> header = new ArrayList<>(List.of("Run"));
            runs.forEach(run -> header.add(runs.size() == 1 ? "Value" : run.name()));
            List<List<String>> rows = labels.stream()
                    .map(label -> {
                        List<String> row = new ArrayList<>(List.of(label));
                        runs.forEach(run -> row.add(run.facts().getOrDefault(label, "–")));
                        return List.copyOf(row);
                    })
                    .toList();
            section.add(new Block.Table("Run", header, rows, false));
        }
        for (MeasuredRun run : runs) {
            String command = run.facts().get("Command");
            if (command != null) {
                section.add(new Block.Listing(
                        "Run it again" + (runs.size() > 1 ? ": " + run.name() : ""),
                        "",
                        command.startsWith("run ") ? "testbench " + command : command,
                        true));
            }
        }
        for (MeasuredRun run : runs) {
            String of = runs.size() > 1 ? ": " + run.name() : "";
            listing(section, "Console" + of, "", run.evidence().lines("console"));
            listing(section, "Protocol transcript" + of, "", run.evidence().lines("transcript"));
            run.evidence().text("scenario").ifPresent(text -> listing(section, "Scenario" + of, "yaml", List.of(text)));
        }
        return section.build();
    }

    private static void listing(Section.Builder section, String title, String language, List<String> lines) {
        if (!lines.isEmpty()) {
            section.add(new Block.Listing(title, language, String.join("\n", lines), false));
        }
    }
}
