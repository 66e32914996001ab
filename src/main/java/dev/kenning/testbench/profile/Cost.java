package dev.kenning.testbench.profile;

import java.time.Duration;
import java.util.Optional;

/**
 * What a piece of work cost on a board.
 *
 * @param origin where it was measured, and how exactly
 * @param executedInstructions instructions started, over all cores; 0 where nothing counts them
 * @param virtualTime virtual time that passed; host time on a real board
 * @param opcodes instructions by mnemonic; empty where nothing counts them
 * @param traffic accesses to memory and devices, where the engine tells them
 */
public record Cost(
        Origin origin,
        long executedInstructions,
        Duration virtualTime,
        OpcodeCounts opcodes,
        Optional<Traffic> traffic) {

    /**
     * Where a cost was measured.
     *
     * @param board the board's name
     * @param engine the engine's name
     * @param counting what the counts are worth
     */
    public record Origin(String board, String engine, Counting counting) {

        @Override
        public String toString() {
            return board + " on " + engine;
        }
    }
}
