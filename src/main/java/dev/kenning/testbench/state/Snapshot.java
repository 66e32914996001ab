package dev.kenning.testbench.state;

import java.util.Collection;
import java.util.List;

/**
 * A moment of a graph of objects, to which the same objects can be brought back any number of times.
 *
 * <p>Everything is kept that can be reached through fields: whoever adds a field or a class to the graph takes part
 * without a word. What cannot be kept exactly is refused when the snapshot is made. Not thread-safe.
 */
public final class Snapshot {

    private final List<Stateful> stateful;
    private final List<Runnable> restorations;

    Snapshot(List<Stateful> stateful, List<Runnable> restorations) {
        this.stateful = List.copyOf(stateful);
        this.restorations = List.copyOf(restorations);
    }

    /**
     * Keeps the present state of what can be reached from some objects.
     *
     * @param packages beginnings of the names of packages whose objects belong to the graph; others of ours are around it,
     *     and stay as they are
     * @throws StateException if something in the graph cannot be kept
     */
    public static Snapshot of(Collection<String> packages, Collection<?> roots) {
        return new GraphWalk(packages).snapshot(roots);
    }

    /** Brings every object back to what it was. */
    public void restore() {
        stateful.forEach(Stateful::forget);
        restorations.forEach(Runnable::run);
    }
}
