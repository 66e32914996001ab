package dev.kenning.testbench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Writes a report in MyST Markdown, as Sphinx and Jupyter Book take it, with its images beside it. */
final class MarkdownWriter {

    private static final String IMAGES = "img";

    private final Path file;
    private final StringBuilder out = new StringBuilder();

    MarkdownWriter(Path file) {
        this.file = file;
    }

    void write(String title, List<Section> sections) throws IOException {
        out.append("# ").append(Text.markdown(title)).append("\n\n");
        for (Section section : sections) {
            out.append('(').append(section.id()).append(")=\n\n");
            out.append("## ").append(Text.markdown(section.title())).append("\n\n");
            for (Block block : section.blocks()) {
                write(block);
            }
        }
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Files.writeString(file, out.toString().stripTrailing() + "\n", StandardCharsets.UTF_8);
    }

    private void write(Block block) throws IOException {
        if (block instanceof Block.Heading heading) {
            out.append("### ").append(Text.markdown(heading.text())).append("\n\n");
        } else if (block instanceof Block.Paragraph paragraph) {
            out.append(Text.markdown(paragraph.text())).append("\n\n");
        } else if (block instanceof Block.Absent absent) {
            out.append("```{note}\n").append(Text.markdown(absent.text())).append("\n```\n\n");
        } else if (block instanceof Block.Table table) {
            table(table);
        } else if (block instanceof Block.Figure figure) {
            figure(figure);
        } else if (block instanceof Block.Listing listing) {
            listing(listing);
        } else if (block instanceof Block.Folded folded) {
            for (Block inner : folded.blocks()) {
                write(inner);
            }
        } else if (block instanceof Block.Interactive interactive) {
            for (Block inner : interactive.instead()) {
                write(inner);
            }
        }
    }

    private void table(Block.Table table) {
        row(table.header().stream().map(Text::markdown).toList());
        row(IntStream.range(0, table.header().size())
                .mapToObj(column -> table.isNumbers(column) ? "---:" : "---")
                .toList());
        table.rows().forEach(cells -> row(cells.stream().map(Text::markdown).toList()));
        out.append('\n');
    }

    private void row(List<String> cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void figure(Block.Figure figure) throws IOException {
        String image = IMAGES + "/" + figure.image() + ".svg";
        out.append("```{figure} ")
                .append(image)
                .append("\n---\nname: ")
                .append(figure.image())
                .append("\nalt: \"")
                .append(figure.title().replaceAll("[\\\\\"<>\\p{Cntrl}]", " "))
                .append("\"\nalign: center\n---\n\n")
                .append(Text.markdown(figure.title()))
                .append("\n```\n\n");
        Path target = file.toAbsolutePath().resolveSibling(image);
        Files.createDirectories(target.resolveSibling(""));
        Files.writeString(
                target,
                figure.chart().draw().standalone(figure.title(), figure.chart().description()),
                StandardCharsets.UTF_8);
    }

    private void listing(Block.Listing listing) {
        out.append("**").append(Text.markdown(listing.title())).append("**\n\n");
        String fence = fence(listing.text());
        out.append(fence)
                .append(listing.language())
                .append('\n')
                .append(listing.text().stripTrailing())
                .append('\n')
                .append(fence)
                .append("\n\n");
    }

    /** Returns more backticks than the text has in a row. */
    private static String fence(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return String.join("", Collections.nCopies(Math.max(3, longest + 1), "`"));
    }
}
