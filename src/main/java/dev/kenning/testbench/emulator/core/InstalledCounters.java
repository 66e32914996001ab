package dev.kenning.testbench.emulator.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Counts instructions under Renode's names, under the patterns of custom instructions, and under patterns of the user: the
 * one mechanism of every instruction set.
 *
 * <p>The core counts all the time, per {@link OpcodeKinds}. The counters that are installed only say which of these counts
 * are shown, from when on, and under which name; of several that match an instruction, the one that was installed first
 * counts it.
 */
public final class InstalledCounters implements OpcodeCounters {

    private final OpcodeKinds kinds;
    private final BlockCache blocks;
    private final Supplier<long[]> started;
    private final Map<String, Long> installed = new LinkedHashMap<>();
    private long[] settled = new long[0];
    private boolean enabled;

    /**
     * Creates a set of counters without any.
     *
     * @param started gives how often instructions of each kind were started, those left out that do not count
     */
    public InstalledCounters(OpcodeKinds kinds, BlockCache blocks, Supplier<long[]> started) {
        this.kinds = kinds;
        this.blocks = blocks;
        this.started = started;
    }

    @Override
    public void install(String name, String pattern) {
        OpcodeCounters.requireLength(pattern);
        install(name);
        kinds.addUserPattern(name, pattern);
        blocks.dropAll();
    }

    /** Adds counters for Renode's names, or custom patterns, and counts from now on. */
    public void installAll(List<String> names) {
        names.forEach(this::install);
        enable(true);
    }

    private void install(String name) {
        settle();
        if (installed.putIfAbsent(name, 0L) != null) {
            throw OpcodeCounters.alreadyRegistered(name);
        }
    }

    @Override
    public void enable(boolean on) {
        settle();
        enabled = on;
    }

    @Override
    public Map<String, Long> counts() {
        settle();
        return new LinkedHashMap<>(installed);
    }

    @Override
    public void clear() {
        settle();
        installed.replaceAll((name, count) -> 0L);
    }

    /** Takes over what has been counted before the core forgets it. */
    public void settleBeforeReset() {
        settle();
        settled = new long[0];
    }

    /** Adds what has been executed since the last time to the counters. */
    private void settle() {
        long[] counts = started.get();
        if (enabled) {
            List<String> order = List.copyOf(installed.keySet());
            for (int i = 0; i < counts.length; i++) {
                long since = counts[i] - (i < settled.length ? settled[i] : 0);
                if (since != 0) {
                    counterOf(kinds.kind(i), order).ifPresent(name -> installed.merge(name, since, Long::sum));
                }
            }
        }
        settled = counts;
    }

    private static Optional<String> counterOf(OpcodeKinds.Kind kind, List<String> order) {
        List<String> names = new ArrayList<>(2);
        kind.row().ifPresent(row -> names.add(row.counterName()));
        kind.customPattern().ifPresent(names::add);
        kind.userPattern().ifPresent(names::add);
        return names.stream().filter(order::contains).min(Comparator.comparingInt(order::indexOf));
    }
}
