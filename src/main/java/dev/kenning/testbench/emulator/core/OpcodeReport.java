package dev.kenning.testbench.emulator.core;

import java.util.Map;

/** Writes opcode counters the way Renode does. */
final class OpcodeReport {

    /** Renode prints each row on its own. */
    private static final String LINE_END = "\r\n";

    private OpcodeReport() {}

    /**
     * Returns one counter.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    static long count(Map<String, Long> counts, String name) {
        Long count = counts.get(name);
        if (count == null) {
            throw new IllegalArgumentException("Couldn't find the " + name + " opcode");
        }
        return count;
    }

    /** Returns the counters as Renode's monitor prints them. */
    static String table(Map<String, Long> counts) {
        int nameWidth = width(
                "Opcode",
                counts.keySet().stream().mapToInt(String::length).max().orElse(0));
        int countWidth = width(
                "Count",
                counts.values().stream()
                        .mapToInt(count -> count.toString().length())
                        .max()
                        .orElse(0));
        String rule = "-".repeat(nameWidth + countWidth + 3);
        StringBuilder table = new StringBuilder(rule)
                .append(LINE_END)
                .append(row("Opcode", "Count", nameWidth, countWidth))
                .append(LINE_END)
                .append(rule)
                .append(LINE_END);
        counts.forEach((name, count) ->
                table.append(row(name, count.toString(), nameWidth, countWidth)).append(LINE_END));
        return counts.isEmpty()
                ? table.toString().stripTrailing()
                : table.append(rule).toString();
    }

    /** Returns the counters as Renode writes them to a file. */
    static String csv(Map<String, Long> counts) {
        StringBuilder lines = new StringBuilder();
        counts.forEach(
                (name, count) -> lines.append(name).append(';').append(count).append('\n'));
        return lines.toString();
    }

    private static int width(String title, int longest) {
        return Math.max(title.length(), longest);
    }

    private static String row(String name, String count, int nameWidth, int countWidth) {
        return "|" + name + " ".repeat(nameWidth - name.length()) + "|" + count
                + " ".repeat(countWidth - count.length()) + "|";
    }
}
