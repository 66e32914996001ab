package dev.kenning.testbench.profile;

/** A simulation that tells a {@link ProfilerSink} what it does, until this is closed. */
@FunctionalInterface
public interface Profiling extends AutoCloseable {

    /** Tells the sink what is left, and no more. Closing twice is harmless. */
    @Override
    void close();
}
