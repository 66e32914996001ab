package dev.kenning.testbench.engine.embedded;

import dev.kenning.testbench.engine.BenchSnapshot;
import dev.kenning.testbench.state.Snapshot;
import java.time.Duration;

/** A moment of a machine in this JVM, and of whoever listens to it. */
record EmbeddedSnapshot(EmbeddedBench bench, Snapshot state, Duration virtualTime) implements BenchSnapshot {}
