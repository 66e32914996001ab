package dev.kenning.testbench.engine;

/** Makes boards exist: one implementation for each way in which they can. */
public interface Engine {

    /** Returns the name that settings use, such as {@code embedded}. */
    String name();

    /**
     * Powers a board and flashes its firmware; no instruction has been executed yet.
     *
     * @throws dev.kenning.testbench.board.BadInputException if the firmware or the platform cannot be used
     * @throws EngineException if the engine itself fails
     */
    Bench powerOn(BenchSetup setup);
}
