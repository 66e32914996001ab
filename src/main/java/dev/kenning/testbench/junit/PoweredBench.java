package dev.kenning.testbench.junit;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.profile.BaselineComparison;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bench in the store of a test or of a class.
 *
 * <p>One that its class took serves a single test at a time, also where tests run in parallel: a bench is not thread-safe, and
 * what a test did to it was done between its beginning and its end.
 *
 * @param comparisons with baselines of what was measured on it, by the test that uses it
 * @param user held by the test that uses it
 */
record PoweredBench(Bench bench, BenchSetup setup, Queue<BaselineComparison> comparisons, ReentrantLock user)
        implements AutoCloseable {

    /** Puts a bench into the store, whose costs tell what they are compared with. */
    static PoweredBench of(Bench bench, BenchSetup setup) {
        Queue<BaselineComparison> comparisons = new ConcurrentLinkedQueue<>();
        return new PoweredBench(ReportedBench.of(bench, comparisons::add), setup, comparisons, new ReentrantLock());
    }

    /** Returns the comparisons since this was asked last. */
    List<BaselineComparison> takeComparisons() {
        List<BaselineComparison> taken = List.copyOf(comparisons);
        comparisons.clear();
        return taken;
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
