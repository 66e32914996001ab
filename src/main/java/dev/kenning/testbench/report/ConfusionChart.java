package dev.kenning.testbench.report;

import java.util.List;

/** Draws a confusion matrix: how often and which share of its row, with sensitivities, precisions and accuracy at the sides. */
record ConfusionChart(Classification classification) implements Chart {

    private static final int WIDTH = 720;
    private static final double TOP = 64;
    private static final int WORDS = 12;
    private static final double SHADES = 10;
    private static final int MANY = 60;
    private static final int CELLS = 4000;

    @Override
    public Svg draw() {
        int n = classification.size();
        double left = 40 + Svg.CHARACTER * 1.1 * longest();
        double cell = Math.max(4, Math.min(86, (WIDTH - left - 100) / (n + 1)));
        double high = Math.max(4, Math.min(52, cell * 0.7));
        Svg svg = new Svg(WIDTH, (int) Math.ceil(TOP + (n + 1) * high + 16));
        boolean texts = cell >= 34;
        List<Classification.OfClass> classes = classification.ofClasses();
        long leftOut = n > MANY ? mostLeftOut() : 0;
        svg.text(left, 16, "start", "label", "predicted class →");
        svg.text(12, TOP - 12, "start", "label", "true class ↓");
        for (int row = 0; row < n; row++) {
            if (high >= 10) {
                svg.text(left - 10, TOP + row * high + high / 2 + 4, "end", "name", shortened(row));
                svg.text(left + row * cell + cell / 2, TOP - 12, "middle", "name", texts ? shortened(row) : "");
            }
            Classification.OfClass of = classes.get(row);
            for (int column = 0; column < n; column++) {
                if (n <= MANY || classification.count(row, column) > leftOut) {
                    cell(svg, of, row, column, left + column * cell, TOP + row * high, cell, high);
                }
            }
        }
        if (texts) {
            margins(svg, left, cell, high);
        }
        return svg;
    }

    /** Of many classes only so many cells are drawn, those with the largest counts. */
    private long mostLeftOut() {
        long[] counts = classification.sortedCounts();
        return counts[Math.max(0, counts.length - CELLS - 1)];
    }

    private int longest() {
        return Math.min(
                WORDS,
                classification.classes().stream().mapToInt(String::length).max().orElse(1));
    }

    private String shortened(int index) {
        String name = classification.classes().get(index);
        return name.length() > WORDS ? name.substring(0, WORDS - 1) + "…" : name;
    }

    private void cell(
            Svg svg, Classification.OfClass of, int row, int column, double x, double y, double width, double height) {
        long count = classification.count(row, column);
        double share = of.truths() == 0 ? 0 : (double) count / of.truths();
        double gap = width > 12 ? 1 : 0;
        String shade = count == 0
                ? "none"
                : (row == column ? "right" : "wrong") + " h" + (int) Math.ceil(Math.min(1, share) * SHADES);
        svg.rectangle(
                x + gap,
                y + gap,
                width - 2 * gap,
                height - 2 * gap,
                "cell " + shade,
                classification.classes().get(row) + " taken for "
                        + classification.classes().get(column) + ": " + Text.grouped(count) + " of "
                        + Text.grouped(of.truths()) + " (" + Text.percent(share) + ")");
        if (width >= 34) {
            String ink = count == 0 ? "tick" : share > 0.55 ? "strong onheat" : "strong";
            svg.text(
                    x + width / 2,
                    y + height / 2 + (height > 34 && count > 0 ? -1 : 4),
                    "middle",
                    ink,
                    Text.brief(count));
            if (height > 34 && count > 0) {
                svg.text(
                        x + width / 2,
                        y + height / 2 + 14,
                        "middle",
                        share > 0.55 ? "tick onheat" : "tick",
                        Text.percent(share));
            }
        }
    }

    private void margins(Svg svg, double left, double cell, double high) {
        int n = classification.size();
        for (int i = 0; i < n; i++) {
            Classification.OfClass of = classification.ofClass(i);
            svg.text(
                    left + n * cell + 12,
                    TOP + i * high + high / 2 + 4,
                    "start",
                    "tick",
                    Text.percent(of.sensitivity()));
            svg.text(left + i * cell + cell / 2, TOP + n * high + 20, "middle", "tick", Text.percent(of.precision()));
        }
        svg.text(left + n * cell + 12, TOP - 12, "start", "label", "sensitivity");
        svg.text(left - 10, TOP + n * high + 20, "end", "label", "precision");
        classification
                .accuracy()
                .ifPresent(accuracy ->
                        svg.text(left + n * cell + 12, TOP + n * high + 20, "start", "strong", Text.percent(accuracy)));
    }

    @Override
    public String description() {
        return Text.grouped(classification.correct()) + " of " + Text.grouped(classification.counted())
                + " predictions are right, over " + classification.size() + " classes";
    }
}
