package dev.kenning.testbench.scenario.run;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.board.FirmwareBundle;
import dev.kenning.testbench.board.ProgramAndPlatform;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A built {@code demo_app}: the ELF file {@code NAME-BOARD.elf} with {@code BOARD.repl} beside it, or the folder of a
 * Zephyr build ({@code kenning-systems.md}, section 4.5).
 *
 * @param name what it is called
 * @param boardName the board that it is built for, as files are named after it: {@code /} is {@code _}
 * @param firmware the ELF file
 * @param platform where its platform description lies, or should
 * @param built the board, where a build folder tells it
 */
public record Demo(String name, String boardName, Path firmware, Path platform, Optional<Board> built) {

    private static final String ELF = ".elf";

    /**
     * Returns the demo of an ELF file; the board is what stands after the last {@code -} of its name, or all of it.
     *
     * @throws BadInputException if it is not called so
     */
    public static Demo ofElf(Path elf) {
        String file = String.valueOf(elf.getFileName());
        if (!file.endsWith(ELF) || file.length() == ELF.length()) {
            throw new BadInputException(
                    elf + " is no demo: that is an ELF file NAME-BOARD.elf, the folder of a Zephyr build or a folder of"
                            + " such files");
        }
        String stem = file.substring(0, file.length() - ELF.length());
        int dash = stem.lastIndexOf('-');
        String board = stem.substring(dash + 1);
        return new Demo(
                dash > 0 ? stem.substring(0, dash) : stem,
                board,
                elf,
                elf.resolveSibling(board + ".repl"),
                Optional.empty());
    }

    /**
     * Returns the demo that a build folder holds.
     *
     * @throws BadInputException if a file in it is malformed or absent
     */
    public static Demo ofBuild(Path folder, BoardCatalogue catalogue) {
        FirmwareBundle bundle = FirmwareBundle.ofBuild(folder, catalogue, Optional.empty());
        return new Demo(
                String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
                bundle.board().name(),
                bundle.firmware(),
                bundle.board().platform(),
                Optional.of(bundle.board()));
    }

    /** Returns why it cannot run and nobody expects it to: there is no platform for its board. */
    public Optional<String> whyNotRun() {
        return Files.exists(platform)
                ? Optional.empty()
                : Optional.of("there is no " + platform.getFileName() + " beside " + firmware);
    }

    /**
     * Returns what to put on the bench.
     *
     * @throws BadInputException if the files cannot be used
     */
    public BenchSetup setup(BoardCatalogue catalogue) {
        Board board = built.orElseGet(() -> ProgramAndPlatform.board(boardName, firmware, platform, catalogue));
        return BenchSetup.of(board, firmware);
    }

    /**
     * Runs it, as {@link DemoApp#run(Bench, Duration, DemoApp.Listener)}.
     *
     * @throws BadInputException if the files cannot be used
     */
    public DemoRun run(Engine engine, Duration limit, DemoApp.Listener listener) {
        try (Bench bench = engine.powerOn(setup(BoardCatalogue.builtIn()))) {
            return DemoApp.run(bench, limit, listener);
        }
    }

    @Override
    public String toString() {
        return name + " on " + boardName;
    }
}
