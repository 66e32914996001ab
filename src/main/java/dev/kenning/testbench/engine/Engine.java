package dev.kenning.testbench.engine;

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

    /**
     * Powers a board and flashes its firmware; no instruction has been executed yet where the engine can help it.
     *
     * @throws dev.kenning.testbench.board.BadInputException if the firmware or the platform cannot be used
     * @throws EngineException if the engine itself fails, or {@link #status} says that it is not available
     */
    Bench powerOn(BenchSetup setup);
}
