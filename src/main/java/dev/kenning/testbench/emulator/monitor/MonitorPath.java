package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.platform.SourceResolver;
import dev.kenning.testbench.text.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where commands look for files, as the command {@code path} changes it. Not thread-safe. */
final class MonitorPath implements SourceResolver {

    private final SearchPath initial;
    private SearchPath current;

    MonitorPath(SearchPath initial) {
        this.initial = initial;
        current = initial;
    }

    @Override
    public Optional<Source> resolve(String path, Source from) {
        return current.resolve(path, from);
    }

    Optional<Path> find(String path, Source from) {
        return current.find(path, from);
    }

    /**
     * Looks in these directories, {@code ;} between them, after all others.
     *
     * @throws IllegalArgumentException if there is no such directory
     */
    void add(String directories) {
        current = then(current, directories);
    }

    /** Looks in these directories only, as {@link #add}. */
    void set(String directories) {
        current = then(SearchPath.of(), directories);
    }

    void reset() {
        current = initial;
    }

    private static SearchPath then(SearchPath start, String directories) {
        return Stream.of(directories.split(";", -1))
                .map(MonitorPath::directory)
                .reduce(start, SearchPath::then, (first, second) -> second);
    }

    private static Path directory(String name) {
        Path directory = Path.of(name).toAbsolutePath().normalize();
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("Directory does not exist: " + name);
        }
        return directory;
    }

    @Override
    public String toString() {
        return current.directories().stream().map(Path::toString).collect(Collectors.joining(";"));
    }
}
