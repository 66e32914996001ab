package dev.kenning.testbench.host;

/**
 * Asks a session that another thread is busy with to end: the request that runs is given up, and so is every later one.
 *
 * <p>Thread-safe.
 */
public final class Cancellation {

    private volatile boolean requested;

    /** Asks for the end; asking twice is harmless. */
    public void request() {
        requested = true;
    }

    /** Tells whether the end was asked for. */
    public boolean isRequested() {
        return requested;
    }
}
