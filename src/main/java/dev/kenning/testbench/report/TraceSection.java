package dev.kenning.testbench.report;

import dev.kenning.testbench.report.Spans.Span;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Shows what the device told of itself while it ran: a timeline of one inference and of all, and what took how long. */
final class TraceSection {

    private static final int LISTED = 200;
    private static final int SPANS_OF_ALL = 4000;

    private final List<MeasuredRun> runs;
    private final Section.Builder section = new Section.Builder("zephyr_traces", "Traces");

    TraceSection(List<MeasuredRun> runs) {
        this.runs = runs;
    }

    Section section() {
        for (MeasuredRun run : runs) {
            if (runs.size() > 1) {
                section.add(new Block.Heading(run.name()));
            }
            Optional<Path> file = run.traceFile();
            if (file.isEmpty()) {
                section.add(new Block.Absent("No trace lies beside the measurements: the firmware was not built with"
                        + " Zephelin, or nothing was captured."));
                continue;
            }
            show(run, Spans.read(file.get()), String.valueOf(file.get().getFileName()));
        }
        return section.build();
    }

    private void show(MeasuredRun run, Spans trace, String file) {
        if (!trace.problem().isEmpty()) {
            section.add(new Block.Absent(trace.problem()));
            return;
        }
        if (trace.spans().isEmpty()) {
            section.add(new Block.Absent("Nothing in " + file + " begins and ends."));
            return;
        }
        List<Span> spans = trace.spans();
        Optional<Span> first = spans.stream()
                .filter(span -> span.name().startsWith("INFERENCE"))
                .min(Comparator.comparingDouble(Span::start));
        first.ifPresent(inference -> section.add(new Block.Figure(
                run.anchor() + "_trace_first_inference",
                "The first inference",
                new TimelineChart(
                        spans.stream()
                                .filter(span -> span.thread().equals(inference.thread())
                                        && span.start() >= inference.start()
                                        && span.end() <= inference.end())
                                .toList(),
                        inference.start(),
                        inference.end()))));
        double from = spans.stream().mapToDouble(Span::start).min().orElse(0);
        double to = spans.stream().mapToDouble(Span::end).max().orElse(1);
        section.add(new Block.Figure(
                run.anchor() + "_trace",
                "The whole trace",
                new TimelineChart(spans.stream().limit(SPANS_OF_ALL).toList(), from, to)));
        List<List<String>> rows = trace.sums().stream()
                .limit(LISTED)
                .map(sum -> List.of(
                        sum.name(),
                        Text.grouped(sum.count()),
                        Text.seconds(sum.seconds() / sum.count()),
                        Text.seconds(sum.seconds())))
                .toList();
        section.add(new Block.Table("What took time", List.of("What took time", "Count", "Mean", "Sum"), rows, true));
        section.add(new Block.Paragraph("The whole trace is in " + file
                + ", which Perfetto (ui.perfetto.dev) and the Zephelin Trace Viewer open."));
    }
}
