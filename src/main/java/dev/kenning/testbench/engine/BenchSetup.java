package dev.kenning.testbench.engine;

import dev.kenning.testbench.board.Board;
import java.nio.file.Path;

/**
 * Says what to put on the bench.
 *
 * @param board the board
 * @param firmware the ELF file to flash; of no concern to engines that flash nothing
 * @param platform the platform description to build it from
 */
public record BenchSetup(Board board, Path firmware, Path platform) {

    /** Returns the setup of a board with a firmware and the board's own platform. */
    public static BenchSetup of(Board board, Path firmware) {
        return new BenchSetup(board, firmware, board.platform());
    }

    /** Returns the setup of a board that nobody flashes, with the firmware it has. */
    public static BenchSetup unflashed(Board board) {
        return of(board, Path.of(""));
    }

    /** Returns this setup on another platform description. */
    public BenchSetup on(Path otherPlatform) {
        return new BenchSetup(board, firmware, otherPlatform);
    }
}
