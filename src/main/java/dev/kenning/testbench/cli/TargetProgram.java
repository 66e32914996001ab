package dev.kenning.testbench.cli;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.board.FirmwareBundle;
import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the program that a user names without a scenario. */
final class TargetProgram {

    private final BoardCatalogue catalogue = BoardCatalogue.builtIn();
    private final Optional<String> boardName;
    private final Optional<Path> firmware;

    /**
     * Takes what else the user says.
     *
     * @param boardName the board of a folder that does not tell
     * @param firmware the program to run instead
     */
    TargetProgram(Optional<String> boardName, Optional<Path> firmware) {
        this.boardName = boardName;
        this.firmware = firmware;
    }

    /**
     * Returns the program.
     *
     * @param target the folder of a build, or a board, which runs its reference firmware
     */
    FirmwareBundle named(String target) {
        Path folder = Path.of(target);
        if (Files.isDirectory(folder)) {
            FirmwareBundle bundle = FirmwareBundle.of(folder, catalogue, boardName);
            return firmware.map(bundle::running).orElse(bundle);
        }
        if (Files.exists(folder)) {
            throw new BadInputException(
                    target + " is a file; name a build folder, or a board and --firmware " + target);
        }
        if (boardName.isPresent()) {
            throw new BadInputException("there is no build folder " + target + " for --board " + boardName.get());
        }
        Board board = catalogue.board(target);
        return FirmwareBundle.of(
                board,
                firmware.or(board::firmware)
                        .orElseThrow(() -> new BadInputException(board.name()
                                + " has no reference firmware; name a program with --firmware, or a build folder")));
    }

    /** Returns a program on the board that the user named. */
    FirmwareBundle file(Path elf) {
        return FirmwareBundle.of(
                catalogue.board(boardName.orElseThrow(() ->
                        new BadInputException(elf + " does not say for which board it is; name one with --board"))),
                elf);
    }
}
