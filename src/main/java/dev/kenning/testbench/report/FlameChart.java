package dev.kenning.testbench.report;

import tools.jackson.databind.JsonNode;

/** Draws a tree of calls: each function as wide as its instructions, below its caller. */
record FlameChart(JsonNode roots) implements Chart {

    private static final int WIDTH = 720;
    private static final double ROW = 20;
    private static final double LEAST = 0.4;
    private static final int DEEPEST = 60;

    @Override
    public Svg draw() {
        double all = instructions(roots);
        Svg svg = new Svg(WIDTH, (int) (Math.max(1, depth(roots, all, 0)) * ROW + 6));
        draw(svg, roots, 0, 0, all);
        return svg;
    }

    private static double instructions(JsonNode nodes) {
        double sum = 0;
        for (JsonNode node : nodes) {
            sum += Math.max(0, node.path("instructions").asDouble(0));
        }
        return Math.max(sum, 1);
    }

    private static int depth(JsonNode nodes, double all, int above) {
        int deepest = 0;
        if (above < DEEPEST) {
            for (JsonNode node : nodes) {
                if (node.path("instructions").asDouble(0) / all * WIDTH >= LEAST) {
                    deepest = Math.max(deepest, 1 + depth(node.path("callees"), all, above + 1));
                }
            }
        }
        return deepest;
    }

    private static void draw(Svg svg, JsonNode nodes, int row, double left, double all) {
        double x = left;
        for (JsonNode node : nodes) {
            double instructions = Math.max(0, node.path("instructions").asDouble(0));
            double width = instructions / all * WIDTH;
            if (width >= LEAST && row < DEEPEST) {
                String name = node.path("name").asString("");
                svg.rectangle(
                        x,
                        row * ROW + 2,
                        Math.max(LEAST, width - 1),
                        ROW - 2,
                        "bar s" + Math.floorMod(name.hashCode(), Palette.SERIES),
                        name + ": " + Text.grouped(instructions) + " instructions (" + Text.percent(instructions / all)
                                + "), itself " + Text.grouped(node.path("self").asDouble(0)) + ", "
                                + Text.grouped(node.path("calls").asDouble(0)) + " calls" + accesses(node));
                int room = (int) ((width - 8) / Svg.CHARACTER);
                if (room >= 3) {
                    String shown = name.length() <= room ? name : name.substring(0, room - 1) + "…";
                    svg.text(x + 4, row * ROW + 15, "start", "tick onbar", shown);
                }
                draw(svg, node.path("callees"), row + 1, x, all);
            }
            x += width;
        }
    }

    /** Returns what else was counted; nothing of a profile that Renode recorded. */
    private static String accesses(JsonNode node) {
        if (!node.has("loads")) {
            return "";
        }
        double peripherals = node.path("peripheral_reads").asDouble(0)
                + node.path("peripheral_writes").asDouble(0);
        return ", " + Text.grouped(node.path("loads").asDouble(0)) + " loads, "
                + Text.grouped(node.path("stores").asDouble(0)) + " stores, " + Text.grouped(peripherals)
                + " peripheral accesses, " + Text.grouped(node.path("stack").asDouble(0)) + " bytes of stack";
    }

    @Override
    public String description() {
        JsonNode widest = roots;
        StringBuilder path = new StringBuilder();
        while (!widest.isEmpty() && path.length() < 200) {
            JsonNode next = widest.get(0);
            for (JsonNode node : widest) {
                next = node.path("instructions").asDouble(0)
                                > next.path("instructions").asDouble(0)
                        ? node
                        : next;
            }
            path.append(path.isEmpty() ? "" : ", ").append(next.path("name").asString(""));
            widest = next.path("callees");
        }
        return "The most expensive path is " + path;
    }
}
