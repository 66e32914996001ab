package dev.kenning.testbench.cli;

import dev.kenning.testbench.report.MeasuredRun;
import dev.kenning.testbench.report.Report;
import dev.kenning.testbench.report.ReportType;
import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that makes a report, under the names that Kenning has for them. */
final class ReportOptions {

    private static final String HTML = ".html";
    private static final String BESIDE = "";

    @Option(
            names = "--report-path",
            paramLabel = "FILE",
            description = "Write a report: MyST Markdown with images in img/ beside it, or HTML if the name ends so.")
    private @Nullable Path path;

    @Option(
            names = "--report-types",
            paramLabel = "TYPE",
            arity = "1..*",
            description =
                    "Parts of the report: performance, classification, renode_stats, zephyr_traces (default: those"
                            + " that all measurements have something for).")
    private List<String> types = List.of();

    @Option(names = "--report-name", paramLabel = "NAME", description = "The report's title.")
    private @Nullable String name;

    @Option(
            names = "--model-names",
            paramLabel = "NAME",
            arity = "1..*",
            description = "What the report calls each run (default: its measurements file).")
    private List<String> modelNames = List.of();

    @Option(
            names = "--to-html",
            paramLabel = "DIR",
            arity = "0..1",
            fallbackValue = BESIDE,
            description = "Write the report as one HTML file too, into this folder (default: beside the report).")
    private @Nullable Path htmlFolder;

    /** Returns where measurements go that only the report needs. */
    Optional<Path> measurementsBeside() {
        return Optional.ofNullable(path)
                .map(report -> report.resolveSibling(stem(String.valueOf(report.getFileName())) + ".json"));
    }

    private static String stem(String name) {
        return name.replaceFirst("\\.(md|html)$", "");
    }

    /** Returns whether a report is wanted. */
    boolean isAsked() {
        return path != null || htmlFolder != null;
    }

    /** Refuses what cannot be done before anything that takes long is started. */
    void requireSane() {
        types.forEach(ReportType::named);
        if (path == null && htmlFolder != null) {
            throw new BadInputException("--to-html needs --report-path, which names the report");
        }
        if (path == null && (!types.isEmpty() || name != null || !modelNames.isEmpty())) {
            throw new BadInputException("say with --report-path where the report goes");
        }
    }

    /** Writes the report of these measurements and returns the files. */
    List<Path> write(List<Path> measurements) {
        Path target = path;
        if (target == null) {
            return List.of();
        }
        if (!modelNames.isEmpty() && modelNames.size() != measurements.size()) {
            throw new BadInputException("--model-names has " + modelNames.size() + " names for " + measurements.size()
                    + " measurements; give each its own");
        }
        List<MeasuredRun> runs = new ArrayList<>();
        for (int i = 0; i < measurements.size(); i++) {
            MeasuredRun run = MeasuredRun.read(measurements.get(i));
            runs.add(modelNames.isEmpty() ? run : run.named(modelNames.get(i)));
        }
        Report report = Report.of(title(runs), runs);
        Set<ReportType> wanted = types.stream().map(ReportType::named).collect(Collectors.toSet());
        return write(wanted.isEmpty() ? report : report.with(wanted), target);
    }

    private String title(List<MeasuredRun> runs) {
        if (name != null) {
            return name;
        }
        return "Report of " + runs.stream().map(MeasuredRun::name).collect(Collectors.joining(", "));
    }

    private List<Path> write(Report report, Path target) {
        List<Path> written = new ArrayList<>();
        String file = String.valueOf(target.getFileName());
        if (file.endsWith(HTML)) {
            report.writeHtml(target);
            written.add(target);
        } else {
            report.writeMarkdown(target);
            written.add(target);
        }
        if (htmlFolder != null && !file.endsWith(HTML)) {
            String stem = stem(file);
            Path html = htmlFolder.toString().equals(BESIDE)
                    ? target.resolveSibling(stem + HTML)
                    : htmlFolder.resolve(stem + HTML);
            report.writeHtml(html);
            written.add(html);
        }
        return written;
    }
}
