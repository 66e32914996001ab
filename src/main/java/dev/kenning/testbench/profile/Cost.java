package dev.kenning.testbench.profile;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

    /** Returns this cost, of which somebody hears what it is compared with. */
    public Cost comparedBefore(Consumer<BaselineComparison> listener) {
        return new Cost(
                new Origin(origin.board(), origin.engine(), origin.counting(), listener),
                executedInstructions,
                virtualTime,
                opcodes,
                traffic);
    }

    /**
     * Where a cost was measured.
     *
     * @param board the board's name
     * @param engine the engine's name
     * @param counting what the counts are worth
     * @param listener hears what costs from there are compared with; no part of what makes two origins equal
     */
    public record Origin(String board, String engine, Counting counting, Consumer<BaselineComparison> listener) {

        /** Says so where nobody listens. */
        public Origin(String board, String engine, Counting counting) {
            this(board, engine, counting, comparison -> {});
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Origin origin
                    && board.equals(origin.board)
                    && engine.equals(origin.engine)
                    && counting == origin.counting;
        }

        @Override
        public int hashCode() {
            return Objects.hash(board, engine, counting);
        }

        @Override
        public String toString() {
            return board + " on " + engine;
        }
    }
}
