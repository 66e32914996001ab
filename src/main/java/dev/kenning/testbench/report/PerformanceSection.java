package dev.kenning.testbench.report;

import dev.kenning.testbench.report.TimeChart.Line;
import dev.kenning.testbench.report.TimeChart.Quantity;
import dev.kenning.testbench.report.TimeChart.Style;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Shows how long inferences take, how many instructions they are, and how busy the machine was. */
final class PerformanceSection {

    /** A number that sums a series up. */
    private record Metric(String label, ToDoubleFunction<Summary> of) {}

    private static final List<Metric> INFERENCE = List.of(
            new Metric("First inference duration", Summary::first),
            new Metric("Mean", Summary::mean),
            new Metric("Median", Summary::median),
            new Metric("Standard deviation", Summary::deviation),
            new Metric("Minimum", Summary::least),
            new Metric("Maximum", Summary::greatest));

    private static final List<Metric> INSTRUCTIONS = Stream.concat(
                    Stream.of(new Metric("First inference", Summary::first)),
                    INFERENCE.stream().skip(1))
            .toList();

    private static final List<Metric> USAGE = List.of(
            new Metric("Mean", Summary::mean),
            new Metric("Standard deviation", Summary::deviation),
            new Metric("Median", Summary::median));

    private final List<MeasuredRun> runs;
    private final Section.Builder section = new Section.Builder("performance", "Inference performance");

    PerformanceSection(List<MeasuredRun> runs) {
        this.runs = runs;
    }

    Section section() {
        if (runs.stream().allMatch(run -> run.inference().isEmpty())) {
            section.add(new Block.Absent("No measurements of inference times: neither target_inference_step nor"
                    + " protocol_inference_step has a value."));
        } else {
            series(
                    "inference_time",
                    "Inference time",
                    MeasuredRun::inference,
                    new Quantity("Inference duration", true));
            table("Inference time metrics [s]", MeasuredRun::inference, INFERENCE, value -> Text.fixed(value, 6));
        }
        if (runs.stream().anyMatch(run -> !run.instructions().isEmpty())) {
            series(
                    "inference_instructions",
                    "Instructions per inference",
                    MeasuredRun::instructions,
                    new Quantity("Executed instructions", false));
            table("Executed instructions per inference", MeasuredRun::instructions, INSTRUCTIONS, Text::grouped);
        }
        usage("cpu_usage", "CPU usage", MeasuredRun::cpu, 3);
        usage("cpu_memory_usage", "Memory usage", MeasuredRun::memory, 3);
        usage("gpu_usage", "GPU usage", MeasuredRun::gpu, 3);
        usage("gpu_memory_usage", "GPU memory", MeasuredRun::gpuMemory, 6);
        return section.build();
    }

    private void usage(String image, String title, Function<MeasuredRun, Points> of, int digits) {
        if (runs.stream().allMatch(run -> of.apply(run).isEmpty())) {
            return;
        }
        series(image, title, of, new Quantity(title + " [%]", false));
        table(title + " [%]", of, USAGE, value -> Text.fixed(value, digits));
    }

    private void series(String image, String title, Function<MeasuredRun, Points> of, Quantity quantity) {
        List<Line> lines = runs.stream()
                .filter(run -> !of.apply(run).isEmpty())
                .map(run -> new Line(run.name(), of.apply(run)))
                .toList();
        String prefix = runs.size() == 1 ? runs.get(0).anchor() : "comparison";
        section.add(new Block.Figure(prefix + "_" + image, title, new TimeChart(lines, "Time", quantity, Style.LINE)));
    }

    private void table(
            String caption, Function<MeasuredRun, Points> of, List<Metric> metrics, DoubleFunction<String> text) {
        List<Comparison.Row> rows = metrics.stream()
                .map(metric -> new Comparison.Row(metric.label(), run -> {
                    Points points = of.apply(run);
                    return points.isEmpty()
                            ? Comparison.Cell.NONE
                            : Comparison.Cell.of(metric.of().applyAsDouble(Summary.of(points.values())), text);
                }))
                .toList();
        section.add(Comparison.table(caption, runs, rows));
    }
}
