package dev.kenning.testbench.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a report as one HTML file that opens from disk: style, script and charts are in it, and its content security policy
 * lets nothing be fetched.
 */
final class HtmlWriter {

    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';"
            + " img-src data:; base-uri 'none'; form-action 'none'";

    private final Path file;
    private final StringBuilder out = new StringBuilder();

    HtmlWriter(Path file) {
        this.file = file;
    }

    void write(String title, List<MeasuredRun> runs, List<Section> sections) throws IOException {
        head(title);
        navigation(sections);
        out.append("<main id=\"main\" tabindex=\"-1\">\n");
        hero(title, runs, sections.get(0));
        sections.subList(1, sections.size()).forEach(this::write);
        out.append("<footer>Made by Kenning Testbench. The file holds everything it shows and loads nothing.</footer>\n"
                        + "</main></div>\n<script>")
                .append(Resource.text("report.js"))
                .append("</script>\n</body></html>\n");
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            writer.append(out);
        }
    }

    private void head(String title) {
        out.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .append("<meta name=\"color-scheme\" content=\"light dark\">")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .append(POLICY)
                .append("\"><title>")
                .append(Text.escaped(title))
                .append("</title><link rel=\"icon\" href=\"data:,\"><style>")
                .append(style())
                .append("</style></head>\n<body><a class=\"skip\" href=\"#main\">Skip to the report</a>\n")
                .append("<div class=\"layout\">\n");
    }

    static String style() {
        String day = Palette.properties(true);
        String night = Palette.properties(false);
        return ":root{" + day + "}@media(prefers-color-scheme:dark){:root:not([data-theme=light]){" + night
                + "}}:root[data-theme=dark]{" + night + "}@media print{:root,:root:not([data-theme=light]),"
                + ":root[data-theme=dark]{" + day + "}}"
                + Palette.withProperties(Resource.text("chart.css") + Resource.text("report.css"));
    }

    private void navigation(List<Section> sections) {
        out.append("<nav aria-label=\"Sections\"><p class=\"brand\">Kenning Testbench</p><ul>");
        for (Section section : sections) {
            out.append("<li><a href=\"#")
                    .append(section.id())
                    .append("\">")
                    .append(Text.escaped(section.title()))
                    .append("</a></li>");
        }
        out.append(
                "</ul><button type=\"button\" id=\"theme\" aria-live=\"polite\" hidden>Theme: auto</button></nav>\n");
    }

    /** What the summary says, at a size that is read first. */
    private void hero(String title, List<MeasuredRun> runs, Section summary) {
        out.append("<header class=\"hero\" id=\"")
                .append(summary.id())
                .append("\"><h1>")
                .append(Text.escaped(title))
                .append("</h1>\n");
        for (MeasuredRun run : runs) {
            verdict(run, runs.size() > 1);
        }
        if (runs.isEmpty() || runs.size() > 2) {
            summary.blocks().forEach(this::write);
        } else {
            tiles(runs);
            OverviewSection.notes(runs).forEach(this::write);
        }
        out.append("</header>\n");
    }

    private void verdict(MeasuredRun run, boolean named) {
        Optional<Verdict> verdict = run.verdict();
        String kind = verdict.map(v -> v.passed() ? "passed" : "failed").orElse("unknown");
        String word = verdict.map(v -> v.passed() ? "✓ Passed" : "✗ Failed").orElse("No verdict");
        String where = List.of("Board", "Engine", "Model").stream()
                .filter(run.facts()::containsKey)
                .map(run.facts()::get)
                .collect(Collectors.joining(" · "));
        out.append("<div class=\"verdict ")
                .append(kind)
                .append("\"><strong>")
                .append(word)
                .append("</strong><span>")
                .append(named ? "<b>" + Text.escaped(run.name()) + "</b> " : "")
                .append(Text.escaped(where))
                .append("</span>");
        List<String> reasons = verdict.map(Verdict::reasons).orElse(List.of());
        if (!reasons.isEmpty()) {
            out.append("<ul>");
            reasons.forEach(
                    reason -> out.append("<li>").append(Text.escaped(reason)).append("</li>"));
            out.append("</ul>");
        }
        out.append("</div>\n");
    }

    /** One run, or the last of two with its change against the first. */
    private void tiles(List<MeasuredRun> runs) {
        MeasuredRun first = runs.get(0);
        MeasuredRun last = runs.get(runs.size() - 1);
        out.append("<dl class=\"tiles\">");
        for (OverviewSection.Headline headline : OverviewSection.Headline.values()) {
            Comparison.Cell cell = headline.of(last);
            if (cell.value().isEmpty()) {
                continue;
            }
            out.append("<div><dt>")
                    .append(Text.escaped(label(headline, last)))
                    .append("</dt><dd>")
                    .append(Text.escaped(cell.text()))
                    .append("</dd>");
            Comparison.Cell before = headline.of(first);
            if (runs.size() == 2 && before.value().isPresent()) {
                double from = before.value().getAsDouble();
                double to = cell.value().getAsDouble();
                String sense = from == to ? "same" : (to > from) == headline.higherIsBetter() ? "better" : "worse";
                out.append("<dd class=\"change ")
                        .append(sense)
                        .append("\">")
                        .append(Text.change(from, to))
                        .append(" <span>was ")
                        .append(Text.escaped(before.text()))
                        .append("</span></dd>");
            }
            out.append("</div>");
        }
        out.append("</dl>\n");
    }

    private static String label(OverviewSection.Headline headline, MeasuredRun run) {
        return headline == OverviewSection.Headline.VECTOR
                ? (run.isRiscV() ? "Vector instructions" : "Floating-point instructions")
                : headline.label();
    }

    private void write(Section section) {
        out.append("<section id=\"")
                .append(section.id())
                .append("\" aria-labelledby=\"")
                .append(section.id())
                .append("-title\"><h2 id=\"")
                .append(section.id())
                .append("-title\">")
                .append(Text.escaped(section.title()))
                .append("</h2>\n");
        section.blocks().forEach(this::write);
        out.append("</section>\n");
    }

    private void write(Block block) {
        if (block instanceof Block.Heading heading) {
            out.append("<h3>").append(Text.escaped(heading.text())).append("</h3>\n");
        } else if (block instanceof Block.Paragraph paragraph) {
            out.append("<p>").append(Text.escaped(paragraph.text())).append("</p>\n");
        } else if (block instanceof Block.Absent absent) {
            out.append("<p class=\"absent\">")
                    .append(Text.escaped(absent.text()))
                    .append("</p>\n");
        } else if (block instanceof Block.Table table) {
            table(table);
        } else if (block instanceof Block.Figure figure) {
            out.append("<figure id=\"")
                    .append(Text.escaped(figure.image()))
                    .append("\"><figcaption>")
                    .append(Text.escaped(figure.title()))
                    .append("</figcaption><div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"")
                    .append(Text.escaped(figure.title()))
                    .append("\">")
                    .append(figure.chart()
                            .draw()
                            .inline(figure.title(), figure.chart().description()))
                    .append("</div></figure>\n");
        } else if (block instanceof Block.Listing listing) {
            out.append(listing.open() ? "<details open>" : "<details>")
                    .append("<summary>")
                    .append(Text.escaped(listing.title()))
                    .append("</summary><pre tabindex=\"0\">")
                    .append(Text.escaped(listing.text().replace("\r", "")))
                    .append("</pre></details>\n");
        } else if (block instanceof Block.Folded folded) {
            out.append("<details><summary>")
                    .append(Text.escaped(folded.title()))
                    .append("</summary>\n");
            folded.blocks().forEach(this::write);
            out.append("</details>\n");
        } else if (block instanceof Block.Interactive interactive) {
            out.append(interactive.html());
        }
    }

    private void table(Block.Table table) {
        out.append("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"")
                .append(Text.escaped(table.caption()))
                .append("\"><table")
                .append(table.numeric() ? " class=\"numbers\"" : "")
                .append("><thead><tr>");
        List<String> align = IntStream.range(0, table.header().size())
                .mapToObj(column -> table.numeric() && column > 0 && !table.isNumbers(column) ? " class=\"text\"" : "")
                .toList();
        for (int column = 0; column < align.size(); column++) {
            out.append("<th scope=\"col\"")
                    .append(align.get(column))
                    .append('>')
                    .append(Text.escaped(table.header().get(column)))
                    .append("</th>");
        }
        out.append("</tr></thead><tbody>\n");
        for (List<String> row : table.rows()) {
            out.append("<tr><th scope=\"row\">")
                    .append(Text.escaped(row.get(0)))
                    .append("</th>");
            for (int column = 1; column < row.size(); column++) {
                out.append("<td")
                        .append(align.get(column))
                        .append('>')
                        .append(Text.escaped(row.get(column)))
                        .append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append("</tbody></table></div>\n");
    }
}
