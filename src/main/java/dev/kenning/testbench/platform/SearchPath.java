package dev.kenning.testbench.platform;

import dev.kenning.testbench.text.Source;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for texts in directories, in the order they were given; directories inside a jar will do.
 *
 * <p>As on Renode's monitor path, a name that starts with {@code ./} or {@code ../} is relative to the text that names it, and
 * any other relative name is looked for in the directories only. Immutable.
 */
public final class SearchPath implements SourceResolver {

    private final List<Path> directories;

    private SearchPath(List<Path> directories) {
        this.directories = List.copyOf(directories);
    }

    /** Searches these directories; with none, absolute and relative names still work. */
    public static SearchPath of(Path... directories) {
        return new SearchPath(List.of(directories));
    }

    /** Searches a directory after everything else. */
    public SearchPath then(Path directory) {
        List<Path> more = new ArrayList<>(directories);
        more.add(directory);
        return new SearchPath(more);
    }

    /** Returns the directories that are searched, for messages. */
    public List<Path> directories() {
        return directories;
    }

    @Override
    public Optional<Source> resolve(String path, Source from) {
        return find(path, from).map(Source::ofFile);
    }

    /** Finds a file, binary or text, by the same rule. */
    public Optional<Path> find(String path, Source from) {
        try {
            if (path.startsWith("./") || path.startsWith("../")) {
                return existing(from.path().resolveSibling(path));
            }
            if (path.startsWith("/")) {
                return existing(Path.of(path)).or(() -> inJar(path));
            }
            if (path.startsWith("jar:")) {
                return inJar(path.substring(path.lastIndexOf('!') + 1));
            }
            return directories.stream()
                    .map(directory -> existing(directory.resolve(path)))
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** A script in a jar names the files beside it by the jar's address, the user of its platform by a path in it. */
    private Optional<Path> inJar(String path) {
        return directories.stream()
                .map(directory -> existing(directory.getFileSystem().getPath(path)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Path> existing(Path file) {
        Path normal = file.normalize();
        return Files.isRegularFile(normal) ? Optional.of(normal) : Optional.empty();
    }
}
