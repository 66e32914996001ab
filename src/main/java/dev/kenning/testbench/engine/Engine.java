package dev.kenning.testbench.engine;

import dev.kenning.testbench.board.Board;
import java.nio.file.Path;
import java.util.List;

/** Makes boards exist: one implementation for each way in which they can. */
public interface Engine {

    /** Returns the name that settings use, such as {@code embedded}. */
    String name();

    /** Tells whether this engine can run boards here, and what it found or lacks; starts nothing that stays. */
    EngineStatus status();

    /** Tells whether boards are simulated; else they run by themselves, with the firmware they have. */
    default boolean simulates() {
        return true;
    }

    /** Tells whether powering a board puts its firmware into it; else it runs what it has. */
    default boolean flashes() {
        return simulates();
    }

    /** Tells whether benches can be brought back to a moment ({@link Bench#snapshot}). */
    default boolean keepsSnapshots() {
        return false;
    }

    /**
     * Returns what a board's platform asks for and this engine cannot simulate, such as {@code UART.NS16550}; nothing where
     * only starting the board can tell.
     *
     * @throws dev.kenning.testbench.text.BadInputException if the platform is malformed
     */
    default List<String> lacks(Board board) {
        return List.of();
    }

    /**
     * Returns what this engine is known to get wrong of a program, such as an instruction that its release takes for another;
     * nothing where only running it can tell.
     *
     * @param firmware an ELF file
     */
    default List<String> doubts(Path firmware) {
        return List.of();
    }

    /**
     * Powers a board and flashes its firmware; no instruction has been executed yet where the engine can help it.
     *
     * @throws dev.kenning.testbench.text.BadInputException if the firmware or the platform cannot be used
     * @throws EngineException if the engine itself fails, or {@link #status} says that it is not available
     */
    Bench powerOn(BenchSetup setup);
}
