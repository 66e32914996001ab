package dev.kenning.testbench.board;

import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A firmware with everything that it takes to run it.
 *
 * @param board the board, with the UARTs and the platform of this firmware
 * @param firmware the ELF file
 * @param application the name of the program, {@code app} where nothing says otherwise
 * @param speaksProtocol whether the program has a UART for the Kenning Protocol
 * @param extensions that the running program can load
 * @param dependencies the files that the platform's script finds in variables named after them
 * @param notes what the user should know, such as where a platform was made; one sentence each
 */
public record FirmwareBundle(
        Board board,
        Path firmware,
        String application,
        boolean speaksProtocol,
        List<Path> extensions,
        List<Path> dependencies,
        List<String> notes) {

    /** Copies the lists. */
    public FirmwareBundle {
        extensions = List.copyOf(extensions);
        dependencies = List.copyOf(dependencies);
        notes = List.copyOf(notes);
    }

    /** Returns a program that runs on a board's own platform and speaks the protocol if the board has a UART for it. */
    public static FirmwareBundle of(Board board, Path firmware) {
        return new FirmwareBundle(board, firmware, "app", board.speaksProtocol(), List.of(), List.of(), List.of());
    }

    /** Returns this bundle with another program for the same platform. */
    public FirmwareBundle running(Path otherFirmware) {
        return new FirmwareBundle(
                board.running(otherFirmware, board.platform()),
                otherFirmware,
                application,
                speaksProtocol,
                extensions,
                dependencies,
                notes);
    }

    /**
     * Reads a folder: that of a Zephyr build, or one that holds a bare-metal program with its simulation script.
     *
     * @param name the board as the user calls it, for folders that do not tell
     * @throws BadInputException if it is neither, or a file is malformed, absent or there twice, naming every such one
     */
    public static FirmwareBundle of(Path folder, BoardCatalogue catalogue, Optional<String> name) {
        Optional<BareMetalFolder> bareMetal =
                BuildFolder.isZephyr(folder) ? Optional.empty() : BareMetalFolder.find(folder);
        return bareMetal
                .map(found -> new BareMetalBundle(found, catalogue, name).bundle())
                .orElseGet(() -> ofBuild(folder, catalogue, name));
    }

    /**
     * Reads the folder of a Zephyr build.
     *
     * <p>The board's name comes from CMake's cache, the UARTs come from the devicetree. The platform is the {@code .repl} in
     * the folder if it is not older than the devicetree; else it is made anew in the folder {@code testbench} beside it, or,
     * where that cannot be written, in a temporary folder.
     *
     * @param name the board as the user calls it, for folders that do not tell
     * @throws BadInputException if a file is malformed or absent, naming every absent one
     */
    public static FirmwareBundle ofBuild(Path folder, BoardCatalogue catalogue, Optional<String> name) {
        return new ZephyrBundle(BuildFolder.open(folder), catalogue, name).bundle();
    }
}
