package dev.kenning.testbench.cli;

import java.util.ArrayList;
import java.util.List;

/** Lays out rows of cells in columns: numbers to the right, texts to the left. */
final class TextTable {

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Boolean> numeric;

    /** Creates a table; a header that starts with {@code >} makes its column a column of numbers. */
    TextTable(String... header) {
        List<String> names = new ArrayList<>();
        List<Boolean> right = new ArrayList<>();
        for (String name : header) {
            right.add(name.startsWith(">"));
            names.add(name.startsWith(">") ? name.substring(1) : name);
        }
        this.header = names;
        this.numeric = right;
    }

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    /** Returns the table in Markdown; cells are taken as they are. */
    List<String> markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(markdown(header));
        lines.add(markdown(numeric.stream().map(right -> right ? "---:" : "---").toList()));
        rows.forEach(row -> lines.add(markdown(row)));
        return lines;
    }

    private static String markdown(List<String> row) {
        return "| " + String.join(" | ", row) + " |";
    }

    List<String> lines() {
        List<List<String>> all = new ArrayList<>();
        all.add(header);
        all.addAll(rows);
        int[] widths = new int[header.size()];
        for (List<String> row : all) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return all.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            String padding = " ".repeat(widths[i] - cell.length());
            line.append(i == 0 ? "" : "  ").append(numeric.get(i) ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }
}
