package dev.kenning.testbench.emulator.core.translate;

import dev.kenning.testbench.emulator.core.BlockContent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What has been translated in this JVM, and how warm is what has not been, so that a suite on one board translates once.
 *
 * <p>It forgets what was used least recently, and holds nothing of any core. Thread-safe.
 */
final class SharedTranslations {

    private static final int MOST_REGIONS = 512;
    private static final int MOST_WARM = 4096;

    private final Map<Key, SharedRegion> regions = new Recent<>(MOST_REGIONS);
    private final Map<Key, Long> warmth = new Recent<>(MOST_WARM);

    /** A block as the cores of one class execute it. */
    record Key(String stateClass, BlockContent block) {}

    private static final class Recent<V> extends LinkedHashMap<Key, V> {

        private static final long serialVersionUID = 1L;

        private final int most;

        Recent(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, V> eldest) {
            return size() > most;
        }
    }

    /** Returns the region that begins with a block. */
    synchronized Optional<SharedRegion> find(Key first) {
        return Optional.ofNullable(regions.get(first));
    }

    /** Takes a region in; whatever began with the same block is forgotten. */
    synchronized void add(Key first, SharedRegion region) {
        regions.put(first, region);
        warmth.remove(first);
    }

    /** Adds executions of a block, and returns all that have been added. */
    synchronized long warm(Key block, long executions) {
        return warmth.merge(block, executions, Long::sum);
    }
}
