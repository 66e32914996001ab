package dev.kenning.testbench.report;

import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Shows measurements of one run, or of several side by side. Immutable. */
public final class Report {

    private final String name;
    private final List<MeasuredRun> runs;
    private final Set<ReportType> types;

    private Report(String name, List<MeasuredRun> runs, Set<ReportType> types) {
        this.name = name;
        this.runs = List.copyOf(runs);
        this.types = types;
    }

    /**
     * Makes a report of runs; of which parts, their measurements tell: a part is there if all runs have what it shows.
     *
     * @throws BadInputException if there is no run, or two have the same name
     */
    public static Report of(String name, List<MeasuredRun> runs) {
        Set<ReportType> types = EnumSet.noneOf(ReportType.class);
        Arrays.stream(ReportType.values())
                .filter(type -> runs.stream().allMatch(type::appliesTo))
                .forEach(types::add);
        return new Report(name, named(runs), types);
    }

    /** Makes the same with these parts, whether there is something to show or not. */
    public Report with(Set<ReportType> wanted) {
        return new Report(name, runs, EnumSet.copyOf(wanted));
    }

    private static List<MeasuredRun> named(List<MeasuredRun> runs) {
        if (runs.isEmpty()) {
            throw new BadInputException("a report needs measurements of at least one run");
        }
        Set<String> anchors = new LinkedHashSet<>();
        for (MeasuredRun run : runs) {
            if (!anchors.add(run.anchor())) {
                throw new BadInputException(
                        "two runs are called " + run.name() + "; tell them apart with --model-names");
            }
        }
        return runs;
    }

    /** Returns which parts the report has. */
    public Set<ReportType> types() {
        return Set.copyOf(types);
    }

    /**
     * Writes MyST Markdown, and its images into the folder {@code img} beside it.
     *
     * @throws BadInputException if it cannot be written
     */
    public void writeMarkdown(Path file) {
        try {
            new MarkdownWriter(file).write(name, sections());
        } catch (IOException e) {
            throw new BadInputException("cannot write the report to " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes one HTML file that needs nothing else.
     *
     * @throws BadInputException if it cannot be written
     */
    public void writeHtml(Path file) {
        try {
            new HtmlWriter(file).write(name, runs, sections());
        } catch (IOException e) {
            throw new BadInputException("cannot write the report to " + file + ": " + e.getMessage(), e);
        }
    }

    private List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        sections.add(new OverviewSection(runs).section());
        if (runs.stream().anyMatch(run -> !run.evidence().at(TestsSection.KEY).isEmpty())) {
            sections.add(new TestsSection(runs).section());
        }
        if (types.contains(ReportType.PERFORMANCE)) {
            sections.add(new PerformanceSection(runs).section());
        }
        if (types.contains(ReportType.CLASSIFICATION)) {
            sections.add(new ClassificationSection(runs).section());
        }
        if (runs.stream()
                .anyMatch(run -> !run.evidence().at("layers").isEmpty()
                        || !run.evidence().at("calls").isEmpty())) {
            sections.add(new CostSection(runs).section());
        }
        if (runs.stream().anyMatch(run -> MemorySection.isIn(run))) {
            sections.add(new MemorySection(runs).section());
        }
        if (types.contains(ReportType.RENODE_STATS)) {
            sections.add(new StatisticsSection(runs).section());
        }
        if (runs.stream().anyMatch(FaultsSection::isIn)) {
            sections.add(new FaultsSection(runs).section());
        }
        if (types.contains(ReportType.ZEPHYR_TRACES)) {
            sections.add(new TraceSection(runs).section());
        }
        sections.add(new RunSection(runs).section());
        return sections;
    }
}
