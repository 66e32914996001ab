package dev.kenning.testbench.report;

import java.util.List;
import java.util.regex.Pattern;

/** A piece of a report's section; Markdown and HTML show the same pieces. */
sealed interface Block {

    /** A heading inside the section. */
    record Heading(String text) implements Block {}

    /** A paragraph of plain text. */
    record Paragraph(String text) implements Block {}

    /** Says that something is absent, and why. */
    record Absent(String text) implements Block {}

    /**
     * A table.
     *
     * @param caption what it shows
     * @param header one cell for each column
     * @param rows the cells, as many as the header has
     * @param numeric whether columns of numbers stand flush right
     */
    record Table(String caption, List<String> header, List<List<String>> rows, boolean numeric) implements Block {

        private static final Pattern NUMBER = Pattern.compile("[-+−]?[0-9].*|–|unchanged|new|");

        /** Tells whether a column stands flush right; the first never does. */
        boolean isNumbers(int column) {
            return numeric
                    && column > 0
                    && rows.stream()
                            .allMatch(row -> NUMBER.matcher(row.get(column)).matches());
        }
    }

    /**
     * A chart.
     *
     * @param image the image's name, without folder and extension; what a file's name should not have becomes a dot
     * @param title what it shows
     */
    record Figure(String image, String title, Chart chart) implements Block {

        /** Makes a name that is one in every file system, and in YAML. */
        public Figure {
            image = image.replaceAll("[^A-Za-z0-9._@-]+", ".");
        }
    }

    /**
     * Text as it was printed.
     *
     * @param title what it is
     * @param language how to colour it; empty for none
     * @param open whether it is shown at once
     */
    record Listing(String title, String language, String text, boolean open) implements Block {}

    /**
     * Blocks that are shown on demand.
     *
     * @param title what they are
     */
    record Folded(String title, List<Block> blocks) implements Block {

        /** Copies the list. */
        public Folded {
            blocks = List.copyOf(blocks);
        }
    }

    /** A part of a page that has no counterpart in Markdown, which gets the other blocks instead. */
    record Interactive(String html, List<Block> instead) implements Block {

        /** Copies the list. */
        public Interactive {
            instead = List.copyOf(instead);
        }
    }
}
