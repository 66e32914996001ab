package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.engine.EngineException;

/** Lets a moment pass between two looks at something that nobody announces. */
public final class Pause {

    private static final long MILLIS = 10;

    private Pause() {}

    /**
     * Waits 10 ms.
     *
     * @throws EngineException if the thread is interrupted
     */
    public static void briefly() {
        try {
            Thread.sleep(MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while waiting for a simulator", e);
        }
    }
}
