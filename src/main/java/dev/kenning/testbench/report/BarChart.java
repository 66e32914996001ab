package dev.kenning.testbench.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Draws a row of bars for each label, one bar for each series.
 *
 * @param series the names of the series
 * @param rows labels with a value for each series
 * @param unit what the values count
 */
record BarChart(List<String> series, List<Row> rows, String unit) implements Chart {

    /** A label and its values, one for each series. */
    record Row(String label, List<Double> values) {}

    private static final int WIDTH = 720;
    private static final double RIGHT = 620;
    private static final double BAR = 13;
    private static final double GAP = 7;
    private static final double TOP = 30;

    @Override
    public Svg draw() {
        double rowHeight = BAR * series.size() + GAP;
        Svg svg = new Svg(WIDTH, (int) Math.ceil(TOP + rows.size() * rowHeight + 8));
        double left = 20
                + Svg.CHARACTER
                        * Math.min(
                                24,
                                rows.stream()
                                        .mapToInt(row -> row.label().length())
                                        .max()
                                        .orElse(1));
        double most = Math.max(
                1e-12,
                rows.stream()
                        .flatMap(row -> row.values().stream())
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(1));
        Axis x = Axis.round(0, most, left, RIGHT, 5);
        for (double mark : x.marks(5)) {
            svg.line(x.at(mark), TOP - 4, x.at(mark), TOP + rows.size() * rowHeight, "grid");
            svg.text(x.at(mark), TOP - 10, "middle", "tick", Text.brief(mark));
        }
        double y = TOP;
        for (Row row : rows) {
            svg.text(left - 8, y + BAR * series.size() / 2 + 4, "end", "name", TimeChart.shortened(row.label()));
            for (int i = 0; i < row.values().size(); i++) {
                double value = row.values().get(i);
                svg.rectangle(
                        left,
                        y + i * BAR + 0.5,
                        Math.max(value > 0 ? 1 : 0, x.at(value) - left),
                        BAR - 1,
                        "bar s" + i % Palette.SERIES,
                        row.label() + (series.size() > 1 ? ", " + series.get(i) : "") + ": " + Text.grouped(value) + " "
                                + unit);
                svg.text(x.at(value) + 6, y + i * BAR + BAR - 3, "start", "tick", Text.grouped(value));
            }
            y += rowHeight;
        }
        return svg;
    }

    @Override
    public String description() {
        return rows.stream()
                .limit(10)
                .map(row -> row.label() + " "
                        + row.values().stream().map(Text::grouped).collect(Collectors.joining(" / ")))
                .collect(Collectors.joining(", ", unit + ": ", rows.size() > 10 ? ", ..." : ""));
    }
}
