package dev.kenning.testbench.report;

import dev.kenning.testbench.report.TimeChart.Line;
import dev.kenning.testbench.report.TimeChart.Quantity;
import dev.kenning.testbench.report.TimeChart.Style;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Function;

/** Shows what the simulator counted: instructions by mnemonic, and accesses and exceptions over virtual time. */
final class StatisticsSection {

    private static final int BARS = 32;
    private static final int TOP = 10;

    private final List<MeasuredRun> runs;
    private final Section.Builder section = new Section.Builder("renode_stats", "Simulator statistics");

    StatisticsSection(List<MeasuredRun> runs) {
        this.runs = runs;
    }

    Section section() {
        opcodes();
        counters();
        runs.forEach(this::activity);
        memory();
        return section.build();
    }

    private String prefix() {
        return runs.size() == 1 ? runs.get(0).anchor() : "comparison";
    }

    private void opcodes() {
        if (runs.stream().allMatch(run -> run.opcodes().isEmpty())) {
            section.add(
                    new Block.Absent("No opcode counters: nothing counted instructions by mnemonic (a real board does"
                            + " not, and Renode counts those of RISC-V cores only)."));
            return;
        }
        bars("instr_barplot", "Instructions barplot", MeasuredRun::opcodes);
        if (runs.stream().anyMatch(run -> !run.vOpcodes().isEmpty())) {
            bars("vector_instr_barplot", vTitle() + " barplot", MeasuredRun::vOpcodes);
        }
    }

    /** On Arm's M profile such mnemonics are floating point. */
    private String vTitle() {
        return runs.stream().anyMatch(MeasuredRun::isRiscV)
                ? "V Vector Extension instructions"
                : "Floating-point instructions (v*)";
    }

    private void bars(String image, String title, Function<MeasuredRun, Map<String, Long>> of) {
        TreeSet<String> mnemonics = new TreeSet<>();
        runs.forEach(run -> mnemonics.addAll(of.apply(run).keySet()));
        List<BarChart.Row> rows = mnemonics.stream()
                .map(mnemonic -> new BarChart.Row(
                        mnemonic,
                        runs.stream()
                                .map(run -> (double) of.apply(run).getOrDefault(mnemonic, 0L))
                                .toList()))
                .sorted(Comparator.comparingDouble((BarChart.Row row) -> row.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum())
                        .thenComparing(BarChart.Row::label)
                        .reversed())
                .toList();
        List<BarChart.Row> shown = rows.subList(0, Math.min(BARS, rows.size()));
        section.add(new Block.Figure(
                prefix() + "_" + image,
                title + (rows.size() > BARS ? ": the " + BARS + " most frequent of " + rows.size() : ""),
                new BarChart(runs.stream().map(MeasuredRun::name).toList(), shown, "executed")));
        List<List<String>> cells = new ArrayList<>();
        for (BarChart.Row row : rows) {
            List<String> line = new ArrayList<>(List.of(row.label()));
            row.values().forEach(value -> line.add(Text.grouped(value)));
            cells.add(line);
        }
        List<String> header = new ArrayList<>(List.of("Opcode"));
        runs.forEach(run -> header.add(runs.size() == 1 ? "Counter" : run.name()));
        section.add(new Block.Folded(
                "All " + rows.size() + " opcodes as a table", List.of(new Block.Table(title, header, cells, true))));
    }

    private void counters() {
        if (runs.stream().allMatch(run -> run.opcodes().isEmpty())) {
            return;
        }
        String perPass = "Instructions counters per inference pass";
        String share = runs.stream().anyMatch(MeasuredRun::isRiscV)
                ? "V Vector Extension instructions percentage"
                : "Floating-point instructions (v*) percentage";
        section.add(Comparison.table(
                "Instruction counters",
                runs,
                List.of(
                        new Comparison.Row(
                                perPass,
                                run -> run.inferences() == 0
                                        ? Comparison.Cell.NONE
                                        : Comparison.Cell.of(
                                                Math.floor((double) run.totalOpcodes() / run.inferences()),
                                                Text::grouped)),
                        new Comparison.Row(
                                share,
                                run -> Comparison.Cell.of(
                                        run.vShare(), value -> String.format(Locale.ROOT, "%.2f %%", 100 * value))))));
        for (MeasuredRun run : runs) {
            if (run.inferences() > 0 && !run.opcodes().isEmpty()) {
                String caption = "Top 10 instructions and counters per inference pass"
                        + (runs.size() > 1 ? " (" + run.name() + ")" : "");
                section.add(new Block.Table(
                        caption,
                        List.of(caption, "Counter"),
                        run.opcodes().entrySet().stream()
                                .sorted(Map.Entry.<String, Long>comparingByValue()
                                        .thenComparing(Map.Entry.comparingByKey())
                                        .reversed())
                                .limit(TOP)
                                .map(entry ->
                                        List.of(entry.getKey(), Text.grouped(entry.getValue() / run.inferences())))
                                .toList(),
                        true));
            }
        }
        section.add(
                new Block.Paragraph("The counters run from power-on to the end of the session: start, model upload and"
                        + " protocol included, so what falls to one inference is an upper bound."));
    }

    private void activity(MeasuredRun run) {
        if (run.activity().isEmpty()) {
            section.add(new Block.Absent(
                    (runs.size() > 1 ? run.name() + ": no" : "No") + " profile over virtual time was recorded."));
            return;
        }
        Activity activity = run.activity().orElseThrow();
        List<Block> blocks = new ArrayList<>();
        String step = activity.step() > 0 ? " per " + Text.seconds(activity.step()) : " per step";
        activity.instructions()
                .forEach((cpu, points) -> counted(
                        blocks,
                        run.anchor() + "_",
                        "executed_instructions_" + cpu + "_plot",
                        "Executed instructions of " + cpu,
                        "Instructions" + step,
                        points));
        accesses(blocks, run.anchor() + "_", "memory_", "Memory", step, activity.memory());
        activity.peripherals()
                .forEach((device, accesses) ->
                        accesses(blocks, run.anchor() + "_", device + "_", device, step, accesses));
        counted(
                blocks,
                run.anchor() + "_",
                "exceptions_plot",
                "Exceptions and interrupts",
                "Exceptions" + step,
                activity.exceptions());
        if (runs.size() == 1) {
            blocks.forEach(section::add);
        } else {
            section.add(new Block.Folded("Over virtual time: " + run.name(), blocks));
        }
    }

    private static void accesses(
            List<Block> blocks, String prefix, String name, String title, String step, Activity.Accesses accesses) {
        counted(blocks, prefix, name + "reads_plot", title + " reads", "Reads" + step, accesses.reads());
        counted(blocks, prefix, name + "writes_plot", title + " writes", "Writes" + step, accesses.writes());
    }

    private static void counted(
            List<Block> blocks, String prefix, String name, String title, String yName, Points points) {
        if (points.isEmpty() || points.sum() == 0) {
            return;
        }
        if (points.size() == 1) {
            blocks.add(new Block.Paragraph(title + ": " + Text.grouped(points.sum())
                    + ", all in one step of virtual time (a smaller profiler_interval_step shows more)."));
            return;
        }
        blocks.add(new Block.Figure(
                prefix + name,
                title,
                new TimeChart(
                        List.of(new Line(title, points)), "Virtual time", new Quantity(yName, false), Style.AREA)));
        blocks.add(new Block.Folded(
                title + ", cumulative",
                List.of(new Block.Figure(
                        prefix + "cumulative_" + name,
                        title + ", cumulative",
                        new TimeChart(
                                List.of(new Line(title, points.cumulative())),
                                "Virtual time",
                                new Quantity(title, false),
                                Style.AREA)))));
    }

    private void memory() {
        TreeSet<String> names = new TreeSet<>();
        runs.forEach(run -> names.addAll(run.allocations().keySet()));
        List<Comparison.Row> rows = new ArrayList<>();
        for (String name : names) {
            rows.add(new Comparison.Row(spelledOut(name), run -> {
                Long bytes = run.allocations().get(name);
                return bytes == null ? Comparison.Cell.NONE : Comparison.Cell.of((double) bytes, Text::grouped);
            }));
        }
        if (runs.stream().anyMatch(run -> run.modelBytes().isPresent())) {
            rows.add(
                    new Comparison.Row("Compiled model size", run -> Comparison.Cell.of(toDouble(run), Text::grouped)));
        }
        if (rows.isEmpty()) {
            section.add(new Block.Absent("The device reported no allocations."));
            return;
        }
        section.add(Comparison.table("Memory [bytes]", runs, rows));
    }

    private static OptionalDouble toDouble(MeasuredRun run) {
        return run.modelBytes().isPresent()
                ? OptionalDouble.of((double) run.modelBytes().getAsLong())
                : OptionalDouble.empty();
    }

    private static String spelledOut(String name) {
        String blanks = name.replace('_', ' ');
        return blanks.isEmpty() ? blanks : blanks.substring(0, 1).toUpperCase(Locale.ROOT) + blanks.substring(1);
    }
}
