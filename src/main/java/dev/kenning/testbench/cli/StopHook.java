package dev.kenning.testbench.cli;

/** Closes something when the process is told to end (SIGTERM, Ctrl-C). */
final class StopHook {

    private final Thread thread;

    private StopHook(Thread thread) {
        this.thread = thread;
    }

    static StopHook closing(AutoCloseable resource) {
        Thread thread = new Thread(() -> close(resource), "stop");
        Runtime.getRuntime().addShutdownHook(thread);
        return new StopHook(thread);
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            // The process ends anyway.
        }
    }

    /** Forgets about it, because it has ended by itself. */
    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // It is the hook that has ended what this one waited for.
        }
    }
}
