package dev.kenning.testbench.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has the process do something when it is told to end (SIGTERM, Ctrl-C), and waits for what runs meanwhile to come to its end.
 *
 * <p>Closing the hook says that it has come to its end.
 */
final class StopHook {

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    private StopHook(Runnable action, Duration patience) {
        thread = new Thread(
                () -> {
                    action.run();
                    await(patience);
                },
                "stop");
    }

    /**
     * Starts to listen for the end of the process.
     *
     * @param action what makes that which runs come to its end
     * @param patience how long it is waited for
     */
    static StopHook doing(Runnable action, Duration patience) {
        StopHook hook = new StopHook(action, patience);
        Runtime.getRuntime().addShutdownHook(hook.thread);
        return hook;
    }

    private void await(Duration patience) {
        try {
            boolean unused = ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops listening: what ran has come to its end. */
    void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // It is the hook that has ended what this one waited for.
        }
        ended.countDown();
    }
}
