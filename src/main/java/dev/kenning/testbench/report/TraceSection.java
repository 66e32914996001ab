package dev.kenning.testbench.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Shows what the device told of itself while it ran. */
final class TraceSection {

    private final List<MeasuredRun> runs;

    TraceSection(List<MeasuredRun> runs) {
        this.runs = runs;
    }

    Section section() {
        Section.Builder section = new Section.Builder("zephyr_traces", "Traces");
        for (MeasuredRun run : runs) {
            Optional<Path> trace = run.traceFile();
            String of = runs.size() > 1 ? run.name() + ": " : "";
            section.add(
                    trace.isPresent()
                            ? new Block.Paragraph(
                                    of + "the trace is in " + trace.get().getFileName() + ".")
                            : new Block.Absent(
                                    of + "No trace lies beside the measurements: the firmware was not built with"
                                            + " Zephelin, or enable_zephelin is not set."));
        }
        return section.build();
    }
}
