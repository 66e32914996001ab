package dev.kenning.testbench.junit;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bench in the store of a test or of a class.
 *
 * <p>One that its class took serves a single test at a time, also where tests run in parallel: a bench is not thread-safe, and
 * what a test did to it was done between its beginning and its end.
 *
 * @param user held by the test that uses it
 */
record PoweredBench(Bench bench, BenchSetup setup, ReentrantLock user) implements AutoCloseable {

    PoweredBench(Bench bench, BenchSetup setup) {
        this(bench, setup, new ReentrantLock());
    }

    /** Waits until no other test uses it. */
    void take() {
        user.lock();
    }

    /** Lets the next test use it; harmless if this one has not taken it. */
    void giveBack() {
        if (user.isHeldByCurrentThread()) {
            user.unlock();
        }
    }

    @Override
    public void close() {
        bench.close();
    }
}
