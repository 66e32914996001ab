package dev.kenning.testbench.devicetree;

import dev.kenning.testbench.text.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Holds devicetree source that changes a devicetree: {@code &label} and root blocks, deletions.
 *
 * <p>Immutable. What it refers to is looked up when {@link Devicetree#with} applies it.
 */
public final class Overlay {

    private final List<Statement> statements;
    private final Place start;
    private final boolean versioned;
    private final Optional<Place> plugin;
    private final Place end;

    Overlay(List<Statement> statements, Place start, boolean versioned, Optional<Place> plugin, Place end) {
        this.statements = List.copyOf(statements);
        this.start = start;
        this.versioned = versioned;
        this.plugin = plugin;
        this.end = end;
    }

    /**
     * Reads an overlay file.
     *
     * @throws DevicetreeException if it is malformed
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Overlay read(Path file) {
        return parse(file.toString(), Devicetree.text(file));
    }

    /**
     * Parses overlay source; {@code /dts-v1/;} and {@code /plugin/;} may be absent, as in Zephyr.
     *
     * @param name the name that messages give it
     * @throws DevicetreeException if it is malformed
     */
    public static Overlay parse(String name, String text) {
        return SourceParser.parse(name, text);
    }

    List<Statement> statements() {
        return statements;
    }

    Place start() {
        return start;
    }

    /** Returns the statements of a source that is a whole devicetree, or says what makes it none. */
    List<Statement> wholeTree() {
        if (!versioned) {
            throw new DevicetreeException(start, "expected '/dts-v1/;' at the start of a devicetree");
        }
        plugin.ifPresent(position -> {
            throw new DevicetreeException(position, "this is an overlay ('/plugin/'): apply it to a devicetree");
        });
        boolean rooted = statements.stream()
                .anyMatch(statement -> statement instanceof Statement.Extend extend
                        && extend.target().target().equals("/"));
        if (!rooted) {
            throw new DevicetreeException(end, "expected '/ {', found the end of the file");
        }
        return statements;
    }
}
