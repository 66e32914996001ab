package dev.kenning.testbench.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Draws series over time, and beside them how often each value occurs.
 *
 * <p>A point for each value where there are few; where there are many, the least and the greatest of each column of the image,
 * so that a million values make a small file that still shows each outlier.
 *
 * @param lines the series, at least one of them not empty
 * @param xName what is to the right
 * @param y what is upwards, and in which unit
 * @param style whether values are measured at a time, or counted over a step
 */
record TimeChart(List<Line> lines, String xName, Quantity y, Style style) implements Chart {

    /** A series with its name. */
    record Line(String name, Points points) {}

    /** What is upwards: its name, the unit of the values, and whether they are times in seconds. */
    record Quantity(String name, boolean seconds) {

        String text(double value) {
            return seconds ? Text.seconds(value) : Text.brief(value);
        }
    }

    /** How a series looks. */
    enum Style {
        /** Values measured at points in time. */
        LINE,
        /** Counts over steps of time. */
        AREA
    }

    private static final int WIDTH = 720;
    private static final int HEIGHT = 264;
    private static final double LEFT = 66;
    private static final double RIGHT = 700;
    private static final double TOP = 34;
    private static final double BOTTOM = 216;
    private static final double SIDE = 84;
    private static final int BINS = 24;
    private static final int FEW = 160;
    private static final int COLUMNS = 60;
    private static final double COLUMN = 64;

    @Override
    public Svg draw() {
        Svg svg = new Svg(WIDTH, HEIGHT);
        boolean side = style == Style.LINE
                && lines.stream().anyMatch(line -> line.points().size() > 2);
        double right = side ? RIGHT - SIDE - 14 : RIGHT;
        Axis y = yAxis();
        Axis x = xAxis(right);
        grid(svg, x, y, right);
        for (int i = 0; i < lines.size(); i++) {
            draw(svg, lines.get(i).points(), "s" + i % Palette.SERIES, x, y);
            if (side) {
                histogram(svg, lines.get(i).points(), "s" + i % Palette.SERIES, y);
            }
        }
        legend(svg);
        return svg;
    }

    private DoubleStream values() {
        return lines.stream()
                .flatMapToDouble(line -> Arrays.stream(line.points().values()));
    }

    /** Values that hardly differ get an axis of their own range, others one that begins at 0. */
    private Axis yAxis() {
        double least = values().min().orElse(0);
        double greatest = values().max().orElse(1);
        boolean fromZero = style == Style.AREA || least <= 0 || greatest - least > 0.3 * greatest;
        if (fromZero) {
            return Axis.round(Math.min(0, least), Math.max(greatest, 1e-12), BOTTOM, TOP, 4);
        }
        double room = Math.max((greatest - least) * 0.25, greatest * 0.02);
        return Axis.round(least - room, greatest + room, BOTTOM, TOP, 4);
    }

    private Axis xAxis(double right) {
        double least = lines.stream()
                .flatMapToDouble(line -> Arrays.stream(line.points().xs()))
                .min()
                .orElse(0);
        double greatest = lines.stream()
                .flatMapToDouble(line -> Arrays.stream(line.points().xs()))
                .max()
                .orElse(1);
        return Axis.tight(least, greatest, LEFT + 8, right - 8);
    }

    private boolean timed() {
        return lines.stream()
                .allMatch(line -> line.points().isEmpty() || line.points().isTimed());
    }

    private void grid(Svg svg, Axis x, Axis y, double right) {
        double unit = y.marks(4).stream().mapToDouble(Math::abs).max().orElse(1);
        for (double mark : y.marks(4)) {
            svg.line(LEFT, y.at(mark), right, y.at(mark), "grid");
            svg.text(LEFT - 8, y.at(mark) + 4, "end", "tick", this.y.seconds() ? scaled(mark, unit) : Text.brief(mark));
        }
        double longest = Math.max(Math.abs(x.greatest()), Math.abs(x.least()));
        for (double mark : x.marks(6)) {
            svg.line(x.at(mark), BOTTOM, x.at(mark), BOTTOM + 4, "grid");
            svg.text(x.at(mark), BOTTOM + 18, "middle", "tick", timed() ? scaled(mark, longest) : Text.brief(mark));
        }
        svg.line(LEFT, BOTTOM, right, BOTTOM, "axis");
        svg.text(right, HEIGHT - 8, "end", "label", timed() ? xName + " [" + unitOf(longest) + "]" : "number");
        svg.text(8, 18, "start", "label", this.y.name() + (this.y.seconds() ? " [" + unitOf(unit) + "]" : ""));
    }

    private static String unitOf(double longest) {
        return longest >= 1 ? "s" : longest >= 1e-3 ? "ms" : "µs";
    }

    private static String scaled(double seconds, double longest) {
        return Text.brief(seconds * (longest >= 1 ? 1 : longest >= 1e-3 ? 1e3 : 1e6));
    }

    private void draw(Svg svg, Points points, String series, Axis x, Axis y) {
        if (points.isEmpty()) {
            return;
        }
        double[] xs = points.xs();
        double[] values = points.values();
        if (style == Style.AREA && points.size() <= COLUMNS) {
            columns(svg, points, series, x, y);
            return;
        }
        if (points.size() == 1) {
            svg.line(x.at(xs[0]), y.at(Math.max(0, y.least())), x.at(xs[0]), y.at(values[0]), "line " + series);
        } else {
            StringBuilder path = new StringBuilder();
            int[] kept = kept(xs, values, x);
            for (int i : kept) {
                path.append(path.isEmpty() ? 'M' : 'L')
                        .append(Svg.number(x.at(xs[i])))
                        .append(' ')
                        .append(Svg.number(y.at(values[i])));
            }
            if (style == Style.AREA) {
                String base = Svg.number(y.at(Math.max(0, y.least())));
                svg.path(
                        "M" + Svg.number(x.at(xs[kept[0]])) + " " + base + "L" + path.substring(1) + "L"
                                + Svg.number(x.at(xs[kept[kept.length - 1]])) + " " + base + "Z",
                        "area " + series);
            }
            svg.path(path.toString(), "line " + series);
        }
        if (points.size() <= FEW) {
            for (int i = 0; i < values.length; i++) {
                svg.circle(
                        x.at(xs[i]),
                        y.at(values[i]),
                        points.size() > 60 ? 2 : 3,
                        "dot " + series,
                        (timed() ? Text.seconds(xs[i]) : "number " + (i + 1)) + ": " + this.y.text(values[i]));
            }
        }
    }

    /** A count over a step is a column as wide as the step: a line would tell of values in between, which there are not. */
    private void columns(Svg svg, Points points, String series, Axis x, Axis y) {
        double[] xs = points.xs();
        double least = x.to() - x.from();
        for (int i = 1; i < xs.length; i++) {
            least = Math.min(least, x.at(xs[i]) - x.at(xs[i - 1]));
        }
        double width = Math.max(1, Math.min(COLUMN, least * 0.8));
        for (int i = 0; i < xs.length; i++) {
            double top = y.at(points.values()[i]);
            double left = Math.min(Math.max(x.at(xs[i]) - width / 2, LEFT + 1), RIGHT - width);
            svg.rectangle(
                    left,
                    top,
                    width,
                    y.at(0) - top,
                    "bar " + series,
                    (timed() ? Text.seconds(xs[i]) : "number " + (i + 1)) + ": " + this.y.text(points.values()[i]));
        }
    }

    /** Returns the places of the first, least, greatest and last value of each column of the image. */
    private static int[] kept(double[] xs, double[] values, Axis x) {
        if (values.length <= 2 * WIDTH) {
            return IntStream.range(0, values.length).toArray();
        }
        IntStream.Builder kept = IntStream.builder();
        int start = 0;
        while (start < values.length) {
            int end = start;
            int least = start;
            int greatest = start;
            long column = Math.round(x.at(xs[start]));
            while (end < values.length && Math.round(x.at(xs[end])) == column) {
                least = values[end] < values[least] ? end : least;
                greatest = values[end] > values[greatest] ? end : greatest;
                end++;
            }
            IntStream.of(start, least, greatest, end - 1).distinct().sorted().forEach(kept::add);
            start = end;
        }
        return kept.build().toArray();
    }

    private void histogram(Svg svg, Points points, String series, Axis y) {
        int[] bins = new int[BINS];
        for (double value : points.values()) {
            int bin = (int) ((value - y.least()) / (y.greatest() - y.least()) * BINS);
            bins[Math.min(BINS - 1, Math.max(0, bin))]++;
        }
        double most = Arrays.stream(bins).max().orElse(1);
        double height = (BOTTOM - TOP) / BINS;
        svg.line(RIGHT - SIDE, TOP, RIGHT - SIDE, BOTTOM, "axis");
        for (int i = 0; i < BINS && most > 0; i++) {
            if (bins[i] > 0) {
                double low = y.least() + i * (y.greatest() - y.least()) / BINS;
                double high = low + (y.greatest() - y.least()) / BINS;
                svg.rectangle(
                        RIGHT - SIDE,
                        BOTTOM - (i + 1) * height + 1,
                        bins[i] / most * SIDE,
                        height - 1,
                        "bar " + series + (lines.size() > 1 ? " half" : ""),
                        Text.grouped(bins[i]) + " from " + this.y.text(low) + " to " + this.y.text(high));
            }
        }
        svg.text(RIGHT, TOP - 8, "end", "tick", "how often");
    }

    private void legend(Svg svg) {
        if (lines.size() < 2) {
            return;
        }
        double x = RIGHT;
        for (int i = lines.size() - 1; i >= 0; i--) {
            String name = shortened(lines.get(i).name());
            x -= name.length() * Svg.CHARACTER;
            svg.text(x, 18, "start", "tick", name);
            svg.rectangle(x - 14, 9, 10, 10, "bar s" + i % Palette.SERIES);
            x -= 26;
        }
    }

    static String shortened(String name) {
        return name.length() > 28 ? "…" + name.substring(name.length() - 27) : name;
    }

    @Override
    public String description() {
        return lines.stream()
                .filter(line -> !line.points().isEmpty())
                .map(line -> {
                    Summary sum = Summary.of(line.points().values());
                    return line.name() + ": " + Text.grouped(line.points().size()) + " values from "
                            + y.text(sum.least()) + " to " + y.text(sum.greatest()) + ", mean " + y.text(sum.mean());
                })
                .collect(Collectors.joining("; "));
    }
}
