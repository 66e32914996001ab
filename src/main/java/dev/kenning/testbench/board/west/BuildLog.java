package dev.kenning.testbench.board.west;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps the output of a build and passes it on line by line.
 *
 * <p>It is written to its file at the end: a pristine build empties the folder first. Thread-safe.
 */
final class BuildLog implements Consumer<String> {

    private final Path file;
    private final Consumer<String> listener;
    private final List<String> lines = new ArrayList<>();

    BuildLog(Path file, Consumer<String> listener) {
        this.file = file;
        this.listener = listener;
    }

    @Override
    public synchronized void accept(String line) {
        lines.add(line);
        listener.accept(line);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Writes the file and returns where it is, for messages. */
    synchronized String save() {
        try {
            Files.createDirectories(file.resolveSibling(""));
            Files.write(file, lines);
            return "whole output: " + file;
        } catch (IOException e) {
            return "the output cannot be written to " + file + ": " + e.getMessage();
        }
    }
}
