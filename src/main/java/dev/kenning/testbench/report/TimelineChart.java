package dev.kenning.testbench.report;

import dev.kenning.testbench.report.Spans.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws what took time as bars along the time: one row for each depth of each thread.
 *
 * @param spans what is drawn, at least one
 * @param from the left end, in seconds
 * @param to the right end
 */
record TimelineChart(List<Span> spans, double from, double to) implements Chart {

    private static final int WIDTH = 720;
    private static final double LEFT = 12;
    private static final double RIGHT = 708;
    private static final double TOP = 14;
    private static final double ROW = 24;
    private static final int DRAWN = 4000;

    @Override
    public Svg draw() {
        List<String> rows = rows();
        Svg svg = new Svg(WIDTH, (int) (TOP + rows.size() * ROW + 34));
        Axis x = Axis.tight(from, to, LEFT, RIGHT);
        double bottom = TOP + rows.size() * ROW;
        double longest = to - from;
        String unit = longest >= 1 ? "s" : longest >= 1e-3 ? "ms" : "µs";
        double scale = longest >= 1 ? 1 : longest >= 1e-3 ? 1e3 : 1e6;
        Axis marks = new Axis(0, longest, LEFT, RIGHT);
        for (double mark : marks.marks(8)) {
            svg.line(marks.at(mark), TOP - 6, marks.at(mark), bottom, "grid");
            svg.text(marks.at(mark), bottom + 14, "middle", "tick", Text.brief(mark * scale));
        }
        svg.text(RIGHT, bottom + 30, "end", "label", "Virtual time [" + unit + "]");
        Map<String, Integer> colours = new HashMap<>();
        List<Span> drawn = spans.stream()
                .sorted(Comparator.comparingDouble(Span::seconds).reversed())
                .limit(DRAWN)
                .sorted(Comparator.comparingDouble(Span::start))
                .toList();
        for (Span span : drawn) {
            double left = Math.max(LEFT, x.at(span.start()));
            double width = Math.max(1, Math.min(RIGHT, x.at(span.end())) - left - 1);
            double y = TOP + rows.indexOf(row(span)) * ROW;
            int colour = colours.computeIfAbsent(kind(span.name()), name -> colours.size() % Palette.SERIES);
            svg.rectangle(left, y, width, ROW - 3, "bar s" + colour, span.name() + ": " + Text.seconds(span.seconds()));
            int room = (int) ((width - 8) / Svg.CHARACTER);
            String label = label(span.name());
            if (room >= Math.min(4, label.length())) {
                String shown = label.length() <= room ? label : label.substring(0, Math.max(1, room - 1)) + "…";
                svg.text(left + 4, y + ROW / 2 + 2.5, "start", "tick onbar", shown);
            }
        }
        return svg;
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        spans.stream()
                .sorted(Comparator.comparing(Span::thread).thenComparing(Span::depth))
                .map(TimelineChart::row)
                .distinct()
                .forEach(rows::add);
        return rows;
    }

    private static String row(Span span) {
        return span.thread() + "/" + span.depth();
    }

    private static String label(String name) {
        return name.replaceFirst("^(MODEL(\\[\\d+\\])?|SCOPE|INFERENCE)::", "").replaceFirst("_\\d+_\\d+$", "");
    }

    /** Operators of the same kind have the same colour. */
    private static String kind(String name) {
        return label(name);
    }

    @Override
    public String description() {
        return spans.size() + " spans over " + Text.seconds(to - from);
    }
}
