package dev.kenning.testbench.junit;

import java.util.HashSet;
import java.util.Set;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/**
 * Knows which tests of Jupiter {@link EachRunEngine} has taken over in the discovery that goes on, so that {@link EachRunFilter}
 * takes those from Jupiter and no others: a launcher may run Jupiter without the one.
 *
 * <p>JUnit makes engine, filter and listener apart from one another and tells none of the others; a launcher does all of a
 * discovery on one thread, and that is all that they share. What is known ends with the discovery. JUnit finds it by itself.
 */
public final class Takeover implements LauncherDiscoveryListener {

    private static final ThreadLocal<Set<UniqueId>> TAKEN = ThreadLocal.withInitial(HashSet::new);

    /** Takes a test of Jupiter over. */
    static void take(UniqueId test) {
        TAKEN.get().add(test);
    }

    /** Tells whether a test of Jupiter, or what it is in, was taken over. */
    static boolean isTaken(UniqueId test) {
        return TAKEN.get().contains(test);
    }

    @Override
    public void launcherDiscoveryStarted(LauncherDiscoveryRequest request) {
        TAKEN.remove();
    }

    @Override
    public void launcherDiscoveryFinished(LauncherDiscoveryRequest request) {
        TAKEN.remove();
    }
}
