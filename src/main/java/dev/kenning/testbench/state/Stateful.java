package dev.kenning.testbench.state;

/**
 * Has state, or caches of state, beside what its fields tell.
 *
 * <p>Its fields are kept all the same, unless they are {@link NotState}.
 */
public interface Stateful {

    /** Returns what brings this object's share back, once all fields are what they were. */
    Runnable capture();

    /** Forgets what depends on the present state; called before any field changes. */
    default void forget() {}
}
