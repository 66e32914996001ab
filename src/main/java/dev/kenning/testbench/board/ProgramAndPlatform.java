package dev.kenning.testbench.board;

import dev.kenning.testbench.platform.PlatformDescription;
import dev.kenning.testbench.platform.PlatformException;
import dev.kenning.testbench.platform.PlatformReader;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes boards of an ELF file and the {@code .repl} file beside it, as programs without a protocol are published. */
public final class ProgramAndPlatform {

    private static final int PROTOCOL = 3;
    private static final int BAUD_RATE = 115_200;

    private ProgramAndPlatform() {}

    /**
     * Returns the board that runs a program.
     *
     * <p>Its console is the UART that the catalogue says, if the platform has that, else the first of the platform.
     *
     * @param name Zephyr's name of the board, which the catalogue need not know
     * @throws BadInputException if a file is not there, or the platform is malformed or has no UART
     */
    public static Board board(String name, Path elf, Path platform, BoardCatalogue catalogue) {
        requireFile("program", elf);
        requireFile("platform", platform);
        List<String> uarts = read(platform).uarts();
        if (uarts.isEmpty()) {
            throw new BadInputException("the platform " + platform + " has no UART, so nobody hears " + elf);
        }
        Board board = catalogue.find(name).orElseGet(() -> unknown(name, platform));
        String console = uarts.contains(board.console()) ? board.console() : uarts.get(0);
        return board.running(elf, platform, console, console, board.baudRate());
    }

    private static void requireFile(String what, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException("the " + what + " " + file + " is not there, or is no file");
        }
    }

    private static PlatformDescription read(Path file) {
        SearchPath path = SearchPath.of(
                file.toAbsolutePath().resolveSibling(""), BuiltInFiles.locate().renode());
        try {
            return new PlatformReader(path).read(Source.ofFile(file));
        } catch (PlatformException e) {
            throw new BadInputException("the platform " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static Board unknown(String name, Path platform) {
        return new Board(
                name,
                name,
                List.of(),
                "unknown",
                0,
                0,
                "",
                "",
                false,
                PROTOCOL,
                BAUD_RATE,
                platform,
                Optional.empty(),
                "",
                List.of(),
                Optional.empty());
    }
}
