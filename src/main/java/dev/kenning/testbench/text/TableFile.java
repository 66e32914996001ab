package dev.kenning.testbench.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Reads the tables that come with the project as text: a row per line, columns between {@code |}, {@code #} comments. */
public final class TableFile {

    private TableFile() {}

    /**
     * Reads the rows of a table.
     *
     * @param owner the class beside which the file lies
     * @throws IllegalStateException if the file is not there, or a row has another number of columns
     */
    public static Stream<List<String>> read(Class<?> owner, String file, int columns) {
        return lines(owner, file).map(line -> {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            if (cells.size() != columns) {
                throw new IllegalStateException(
                        file + ": expected " + columns + " columns, found " + cells.size() + ": " + line);
            }
            return cells;
        });
    }

    /** Reads the lines of a file that are neither empty nor comments. */
    public static Stream<String> lines(Class<?> owner, String file) {
        try (InputStream stream = owner.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the jar of Kenning Testbench lacks " + file);
            }
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Returns the words of a cell. */
    public static List<String> words(String cell) {
        return Arrays.stream(cell.split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }
}
