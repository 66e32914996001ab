package dev.kenning.testbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Shows what the firmware takes of flash and RAM, by section and symbol, and how deep its stacks were. */
final class MemorySection {

    private static final String MAP = "memory_map";
    private static final String CALLS = "calls";
    private static final int SYMBOLS_LISTED = 40;
    private static final int SECTIONS_LISTED = 100;

    private final List<MeasuredRun> runs;
    private final Section.Builder section = new Section.Builder("memory", "Memory of the firmware");

    MemorySection(List<MeasuredRun> runs) {
        this.runs = runs;
    }

    static boolean isIn(MeasuredRun run) {
        return !run.evidence().at(MAP).path("sections").isEmpty();
    }

    Section section() {
        for (MeasuredRun run : runs) {
            if (runs.size() > 1) {
                section.add(new Block.Heading(run.name()));
            }
            if (isIn(run)) {
                map(run);
                stacks(run.evidence().at(CALLS));
            } else {
                section.add(new Block.Absent("No memory map: the firmware is not known, or has no table of sections."));
            }
        }
        return section.build();
    }

    private void map(MeasuredRun run) {
        JsonNode map = run.evidence().at(MAP);
        section.add(new Block.Paragraph("The image, which flash takes, has "
                + Text.bytes(map.path("image").asDouble(0)) + "; RAM that the program may write has "
                + Text.bytes(map.path("ram").asDouble(0)) + "."));
        List<BarChart.Row> bars = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        int number = 0;
        for (JsonNode part : map.path("sections")) {
            double size = part.path("size").asDouble(0);
            boolean loaded = part.path("loaded").asBoolean(false);
            boolean writable = part.path("writable").asBoolean(false);
            if (number++ < SECTIONS_LISTED) {
                String name = part.path("name").asString("");
                bars.add(new BarChart.Row(name, List.of(loaded ? size : 0, writable ? size : 0)));
                rows.add(List.of(
                        name,
                        address(part),
                        Text.grouped(size),
                        loaded ? Text.grouped(size) : "–",
                        writable ? Text.grouped(size) : "–"));
            }
        }
        section.add(new Block.Figure(
                run.anchor() + "_memory",
                "Memory by section: the image above, RAM below",
                new BarChart(List.of("image", "RAM"), bars, "bytes")));
        section.add(new Block.Table(
                "Sections", List.of("Section", "Address", "Bytes", "Of the image", "Of RAM"), rows, true));
        symbols(map.path("symbols"));
    }

    private void symbols(JsonNode symbols) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode symbol : symbols) {
            if (rows.size() < SYMBOLS_LISTED) {
                rows.add(List.of(
                        symbol.path("name").asString(""),
                        symbol.path("section").asString(""),
                        address(symbol),
                        Text.grouped(symbol.path("size").asDouble(0))));
            }
        }
        if (!rows.isEmpty()) {
            section.add(new Block.Folded(
                    "The largest symbols",
                    List.of(new Block.Table(
                            "The largest symbols", List.of("Symbol", "Section", "Address", "Bytes"), rows, true))));
        }
    }

    /** A stack is measured from where the profile began on it. */
    private void stacks(JsonNode roots) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode root : roots) {
            List<String> path = new ArrayList<>();
            double deepest = deepest(root);
            JsonNode node = root;
            while (!node.path("callees").isEmpty() && path.size() < 12) {
                JsonNode next = node.path("callees").get(0);
                for (JsonNode callee : node.path("callees")) {
                    next = deepest(callee) > deepest(next) ? callee : next;
                }
                if (deepest(next) < deepest) {
                    break;
                }
                path.add(next.path("name").asString(""));
                node = next;
            }
            rows.add(List.of(root.path("name").asString(""), Text.grouped(deepest), String.join(" > ", path)));
        }
        if (!rows.isEmpty()) {
            section.add(new Block.Table(
                    "Stack high-water mark of the first inference",
                    List.of("Thread or interrupt", "Stack high-water mark [bytes]", "Where"),
                    rows,
                    true));
        }
    }

    /** That of the callees is in it. */
    private static double deepest(JsonNode node) {
        return node.path("stack").asDouble(0);
    }

    private static String address(JsonNode node) {
        return String.format(Locale.ROOT, "0x%08X", node.path("address").asLong(0));
    }
}
