package dev.kenning.testbench.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Holds the text of one description or script together with the name that messages give it.
 *
 * @param name a path, a {@code jar:} URI, or empty for text that came from no file
 * @param text the text with the line ends it was written with
 */
public record Source(String name, String text) {

    /** Wraps text that came from no file; its errors name a line and a column only. */
    public static Source ofText(String text) {
        return new Source("", text);
    }

    /**
     * Reads a UTF-8 file; bytes that are not UTF-8 become replacement characters.
     *
     * @throws UncheckedIOException if the file cannot be read
     */
    public static Source ofFile(Path path) {
        boolean onDisk = path.getFileSystem().equals(FileSystems.getDefault());
        String name = onDisk ? path.toString() : path.toUri().toString();
        try {
            return new Source(name, new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    /** Returns the path that the name stands for; for text that came from no file, one in the working directory. */
    public Path path() {
        return name.startsWith("jar:") ? Path.of(URI.create(name)) : Path.of(name);
    }

    /** Returns a line without its end; lines are counted from 1, and a line after the last is empty. */
    public String line(int number) {
        int start = 0;
        for (int line = 1; line < number; line++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                return "";
            }
            start = end + 1;
        }
        int end = text.indexOf('\n', start);
        return text.substring(start, end < 0 ? text.length() : end).replace("\r", "");
    }

    /** Returns the name, or {@code <text>} if there is none. */
    @Override
    public String toString() {
        return name.isEmpty() ? "<text>" : name;
    }
}
