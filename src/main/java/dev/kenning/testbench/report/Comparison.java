package dev.kenning.testbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** Sets runs side by side: a column for each, and how the last differs from the first where there are two. */
final class Comparison {

    /** A value and how it is written. */
    record Cell(OptionalDouble value, String text) {

        static final Cell NONE = new Cell(OptionalDouble.empty(), "–");

        static Cell of(double value, DoubleFunction<String> text) {
            return new Cell(OptionalDouble.of(value), text.apply(value));
        }

        static Cell of(OptionalDouble value, DoubleFunction<String> text) {
            return value.isPresent() ? of(value.getAsDouble(), text) : NONE;
        }
    }

    /** A number of each run. */
    record Row(String label, Function<MeasuredRun, Cell> cell) {}

    private Comparison() {}

    static Block.Table table(String caption, List<MeasuredRun> runs, List<Row> lines) {
        boolean change = runs.size() == 2;
        List<String> header = new ArrayList<>();
        header.add(caption);
        if (runs.size() == 1) {
            header.add("Value");
        } else {
            runs.forEach(run -> header.add(run.name()));
        }
        if (change) {
            header.add("Change");
        }
        List<List<String>> rows = new ArrayList<>();
        for (Row line : lines) {
            List<Cell> cells = runs.stream().map(line.cell()).toList();
            List<String> row = new ArrayList<>();
            row.add(line.label());
            cells.forEach(c -> row.add(c.text()));
            if (change) {
                row.add(change(cells.get(0), cells.get(1)));
            }
            rows.add(row);
        }
        return new Block.Table(caption, header, rows, true);
    }

    private static String change(Cell before, Cell after) {
        return before.value().isPresent() && after.value().isPresent()
                ? Text.change(before.value().getAsDouble(), after.value().getAsDouble())
                : "–";
    }
}
