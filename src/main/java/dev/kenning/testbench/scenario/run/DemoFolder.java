package dev.kenning.testbench.scenario.run;

import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of demos, {@code NAME-BOARD.elf}, and of the platforms that they share, {@code BOARD.repl}.
 *
 * @param demos the demos, by file name
 * @param unused the platforms for which there is no demo
 */
public record DemoFolder(List<Demo> demos, List<Path> unused) {

    /** Copies the lists. */
    public DemoFolder {
        demos = List.copyOf(demos);
        unused = List.copyOf(unused);
    }

    /**
     * Reads a folder; folders in it are not looked at.
     *
     * @throws BadInputException if it is not there, or holds no demo
     */
    public static DemoFolder read(Path folder) {
        List<Demo> demos = files(folder, ".elf").stream().map(Demo::ofElf).toList();
        if (demos.isEmpty()) {
            throw new BadInputException("the folder " + folder + " has no demo: there is no NAME-BOARD.elf in it");
        }
        List<Path> unused = files(folder, ".repl").stream()
                .filter(file -> demos.stream().noneMatch(demo -> demo.platform().equals(file)))
                .toList();
        return new DemoFolder(demos, unused);
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.toString().endsWith(ending) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            String reason = Files.exists(folder)
                    ? Files.isDirectory(folder) ? "it cannot be read" : "it is no folder"
                    : "it is not there";
            throw new BadInputException("cannot list the demos in " + folder + ": " + reason, e);
        }
    }
}
