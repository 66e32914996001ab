package dev.kenning.testbench.profile;

import dev.kenning.testbench.profile.ProfilerHeader.Region;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sums the entries of a profile exactly as Kenning's parser does, for comparison with measurements it made (Renode
 * Integration 5.3).
 *
 * <p>Known defects, kept: the first number of instructions holds all since boot, steps without entries are absent, a step
 * may occur twice if time steps back, an entry at the begin of a step may fall into the step before by rounding, sums are
 * 32 bits wide, an address belongs to the first range by alphabet, and of several ranges of one name the last counts.
 * {@link ProfileAggregator} has none of them. Not thread-safe.
 */
public final class KenningAggregator implements ProfilerSink {

    private static final double MILLIS_PER_SECOND = 1000;

    private final double step;
    private final double start;
    private final double end;
    private final ProfileTable table;
    private final RegionFinder finder;
    private final Map<Integer, Long> latestCount = new HashMap<>();
    private final List<Double> timestamps = new ArrayList<>();
    private final List<long[]> rows = new ArrayList<>();
    private final SortedMap<Long, Long> exceptionCounts = new TreeMap<>();

    /**
     * Makes an aggregator.
     *
     * @param stepMillis the step in milliseconds, Kenning's {@code profiler_interval_step}
     * @param start the begin of the window in seconds
     * @param end the end of the window in seconds
     */
    public KenningAggregator(ProfilerHeader header, double stepMillis, double start, double end) {
        this.step = stepMillis / MILLIS_PER_SECOND;
        this.start = start;
        this.end = end;
        SortedMap<String, Region> byName = new TreeMap<>();
        header.regions().forEach(region -> byName.put(region.name(), region));
        finder = new RegionFinder(List.copyOf(byName.values()));
        table = new ProfileTable(header.cpus(), List.copyOf(byName.keySet()));
    }

    private boolean isOutside(double millis) {
        double time = millis / MILLIS_PER_SECOND;
        return time < start || time > end;
    }

    private void add(double millis, int column, long value) {
        double time = millis / MILLIS_PER_SECOND;
        double bucket = time - time % step;
        if (timestamps.isEmpty() || timestamps.get(timestamps.size() - 1) != bucket) {
            timestamps.add(bucket);
            rows.add(table.newRow());
        }
        long[] row = rows.get(rows.size() - 1);
        row[column] = (int) (row[column] + value);
    }

    @Override
    public void instructions(long ticks, double millis, int cpu, long count) {
        if (!isOutside(millis)) {
            add(millis, table.cpu(cpu), count - latestCount.getOrDefault(cpu, 0L));
            latestCount.put(cpu, count);
        }
    }

    @Override
    public void memory(long ticks, double millis, Direction direction) {
        if (!isOutside(millis)) {
            add(millis, table.memory(direction), 1);
        }
    }

    @Override
    public void peripheral(long ticks, double millis, Direction direction, long address) {
        if (!isOutside(millis)) {
            int region = finder.find(address);
            if (region == RegionFinder.NONE) {
                add(millis, 0, 0);
            } else {
                add(millis, table.device(region, direction), 1);
            }
        }
    }

    @Override
    public void exception(long ticks, double millis, long index) {
        if (!isOutside(millis)) {
            add(millis, table.exceptions(), 1);
            exceptionCounts.merge(index, 1L, Long::sum);
        }
    }

    /** Returns what has been summed so far. */
    public ProfileSeries series() {
        return table.series(timestamps, rows, exceptionCounts);
    }
}
