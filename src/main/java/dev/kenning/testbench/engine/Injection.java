package dev.kenning.testbench.engine;

import dev.kenning.testbench.fault.BoardFault;
import java.util.List;

/** Faults that are armed on a bench, until they have happened or are taken back. Not thread-safe. */
public interface Injection extends AutoCloseable {

    /** Returns what has happened so far, in order. */
    List<BoardFault.Occurrence> occurrences();

    /** Takes back what has not happened yet. */
    @Override
    void close();
}
