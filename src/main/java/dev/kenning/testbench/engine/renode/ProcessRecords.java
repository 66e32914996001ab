package dev.kenning.testbench.engine.renode;

import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.process.ProcessTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Remembers on disk which processes belong to which JVM, so that those of a JVM that was killed end at the next start.
 *
 * <p>A record is a folder: Renode's home, temporary files and configuration, and the file {@code owner} with a line
 * {@code <process> <start in ms>} for the JVM and one for each process of Renode's.
 */
final class ProcessRecords {

    private static final String OWNER = "owner";
    private static final String PREFIX = "renode-";

    private final Path root;

    /** Keeps records in a folder that all JVMs of this user share. */
    ProcessRecords(Path root) {
        this.root = root;
    }

    /** Returns the records of this user. */
    static ProcessRecords ofThisUser() {
        return new ProcessRecords(Path.of(System.getProperty("java.io.tmpdir"))
                .resolve("kenning-testbench-"
                        + System.getProperty("user.name", "user").replaceAll("\\W", "_")));
    }

    /** Makes the folder of a new process. */
    Path open() {
        try {
            Files.createDirectories(root);
            Path folder = Files.createTempDirectory(root, PREFIX);
            write(folder, List.of());
            return folder;
        } catch (IOException e) {
            throw new EngineException("cannot make a temporary folder in " + root + ": " + e.getMessage(), e);
        }
    }

    /** Notes the processes that belong to a folder. */
    void write(Path folder, List<ProcessHandle> processes) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(line(ProcessHandle.current()));
        processes.forEach(process -> lines.add(line(process)));
        Path fresh = folder.resolve(OWNER + ".new");
        Files.write(fresh, lines);
        Files.move(
                fresh,
                folder.resolve(OWNER),
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /** Ends what JVMs left behind that no longer run, and deletes their folders; returns the numbers of what was ended. */
    List<Long> sweep() {
        List<Long> ended = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (Stream<Path> folders = Files.list(root)) {
                folders.filter(folder -> folder.getFileName().toString().startsWith(PREFIX))
                        .forEach(folder -> sweep(folder, ended));
            } catch (IOException | UncheckedIOException e) {
                // Another JVM sweeps at the same time.
            }
        }
        return ended;
    }

    private static void sweep(Path folder, List<Long> ended) {
        List<String> lines;
        try {
            lines = Files.readAllLines(folder.resolve(OWNER));
        } catch (IOException e) {
            return;
        }
        if (lines.isEmpty() || process(lines.get(0)).isPresent()) {
            return;
        }
        for (String line : lines.subList(1, lines.size())) {
            process(line).ifPresent(process -> {
                new ProcessTree(process).kill();
                ended.add(process.pid());
            });
        }
        delete(folder);
    }

    private static Optional<ProcessHandle> process(String line) {
        String[] words = line.split(" ", -1);
        try {
            return words.length == 2
                    ? ProcessTree.find(Long.parseLong(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1])))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String line(ProcessHandle process) {
        return process.pid() + " " + ProcessTree.startOf(process).toEpochMilli();
    }

    /** Deletes a folder with all in it, as far as that is possible. */
    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // Temporary files: the next sweep finds the folder again.
        }
    }
}
