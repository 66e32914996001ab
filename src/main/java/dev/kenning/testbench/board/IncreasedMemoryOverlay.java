package dev.kenning.testbench.board;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.DevicetreeException;
import dev.kenning.testbench.devicetree.IncreasedMemory;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The overlay with which a program that does not fit its board is built for a simulated board with more memory.
 *
 * <p>Kenning Zephyr Runtime applies it when {@code CONFIG_KENNING_INCREASE_MEMORY} is on. The platform grows with it,
 * because it is made from the devicetree of the next build.
 *
 * @param file where the runtime looks for it: {@code boards/BOARD_increased_memory.overlay} of the application
 * @param text the overlay
 * @param warnings what the user should know of it, one sentence each
 */
public record IncreasedMemoryOverlay(Path file, String text, List<String> warnings) {

    /** Copies the warnings. */
    public IncreasedMemoryOverlay {
        warnings = List.copyOf(warnings);
    }

    /**
     * Makes the overlay for a build, which need not have got as far as linking.
     *
     * @param sizeKb the size as the user gives it, in KiB
     * @param file where to write it instead
     * @throws BadInputException if the size means nothing, or the folder does not tell the memory or the place for the file
     */
    public static IncreasedMemoryOverlay of(Path folder, String sizeKb, Optional<Path> file) {
        BuildFolder build = BuildFolder.unfinished(folder);
        Devicetree tree = build.devicetree()
                .orElseThrow(() -> new BadInputException("the build folder " + folder
                        + " has no zephyr/zephyr.dts; build it with west first, as far as it gets" + build.absent()));
        try {
            long size = IncreasedMemory.sizeInKb(sizeKb);
            String text = IncreasedMemory.overlay(tree, size);
            List<String> warnings = IncreasedMemory.takenFrom(tree, size).stream()
                    .map(memory -> "The grown memory takes the addresses of " + memory.label() + " ("
                            + memory.node().path() + "), too; a program must not use both.")
                    .toList();
            return new IncreasedMemoryOverlay(file.orElseGet(() -> usualFile(build)), text, warnings);
        } catch (DevicetreeException | IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Writes the file, with the folder that it is in.
     *
     * @throws BadInputException if it cannot be written
     */
    public void write() {
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new BadInputException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static Path usualFile(BuildFolder build) {
        Path application = build.applicationFolder()
                .filter(Files::isDirectory)
                .orElseThrow(() -> new BadInputException("the build folder " + build.folder()
                        + " does not tell where the application's sources are, or they are not on this machine;"
                        + " say with --output where the overlay is to go"));
        String board = build.boardName()
                .orElseThrow(() -> new BadInputException("the build folder " + build.folder()
                        + " does not say for which board it is; say with --output where the overlay is to go"
                        + build.absent()));
        return application.resolve("boards").resolve(board.replace('/', '_') + "_increased_memory.overlay");
    }
}
