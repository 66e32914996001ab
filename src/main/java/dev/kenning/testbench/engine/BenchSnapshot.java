package dev.kenning.testbench.engine;

import java.time.Duration;

/** A moment of a bench, which {@link Bench#restore} brings back any number of times. */
public interface BenchSnapshot {

    /** Returns the virtual time of the moment. */
    Duration virtualTime();
}
