package dev.kenning.testbench.profile;

import dev.kenning.testbench.profile.ProfilerHeader.Cpu;
import dev.kenning.testbench.profile.ProfilerHeader.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Sums the entries of a profile in equal steps of virtual time.
 *
 * <p>Steps without entries are 0, instructions before the window do not count, and an access belongs to the narrowest
 * range around it. {@link KenningAggregator} sums as Kenning does. Memory grows with the steps, not with the entries. Not
 * thread-safe.
 */
public final class ProfileAggregator implements ProfilerSink {

    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;
    /** Keeps an entry at exactly the begin of a step in that step. */
    private static final double ROUNDING = 1e-9;

    private static final int STEPS_LIMIT = 1 << 22;

    private final double stepMillis;
    private final double startMillis;
    private final double endMillis;
    private final long firstStep;
    private final ProfileTable table;
    private final RegionFinder finder;
    private final int[] deviceOfRegion;
    private final Map<Integer, Long> latestCount = new HashMap<>();
    private final List<long[]> rows = new ArrayList<>();
    private final SortedMap<Long, Long> exceptionCounts = new TreeMap<>();

    private ProfileAggregator(ProfilerHeader header, double stepMillis, double startMillis, double endMillis) {
        this.stepMillis = stepMillis;
        this.startMillis = startMillis;
        this.endMillis = endMillis;
        this.firstStep = stepOf(startMillis);
        List<Region> narrowestFirst = header.regions().stream()
                .sorted(Comparator.comparingLong(region -> region.last() - region.first()))
                .toList();
        List<String> names =
                narrowestFirst.stream().map(Region::name).distinct().toList();
        finder = new RegionFinder(narrowestFirst);
        deviceOfRegion = narrowestFirst.stream()
                .mapToInt(region -> names.indexOf(region.name()))
                .toArray();
        table = new ProfileTable(header.cpus(), names);
        header.cpus().forEach((Cpu cpu) -> latestCount.put(cpu.slot(), 0L));
    }

    /**
     * Makes an aggregator of a whole profile.
     *
     * @throws IllegalArgumentException if the step is not > 0
     */
    public static ProfileAggregator of(ProfilerHeader header, Duration step) {
        return new ProfileAggregator(header, millis(step), 0, Double.POSITIVE_INFINITY);
    }

    /**
     * Makes an aggregator of the entries from one moment to another, both included.
     *
     * @throws IllegalArgumentException if the step is not > 0, or the end lies before the start
     */
    public static ProfileAggregator of(ProfilerHeader header, Duration step, Duration start, Duration end) {
        if (end.compareTo(start) < 0) {
            throw new IllegalArgumentException(
                    "the window must not end before it starts, but is " + start + " to " + end);
        }
        return new ProfileAggregator(
                header, millis(step), start.toNanos() / NANOS_PER_MILLI, end.toNanos() / NANOS_PER_MILLI);
    }

    private static double millis(Duration step) {
        if (step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("the step must be > 0, but is " + step);
        }
        return step.toNanos() / NANOS_PER_MILLI;
    }

    /** Says that instructions count from 0 again, as in a new recording that goes on into the same sums. */
    public ProfileAggregator resumed() {
        latestCount.replaceAll((slot, count) -> 0L);
        return this;
    }

    private long stepOf(double millis) {
        return (long) Math.floor(millis / stepMillis + ROUNDING);
    }

    private boolean isOutside(double millis) {
        return millis < startMillis || millis > endMillis;
    }

    private long[] row(double millis) {
        long step = stepOf(millis) - firstStep;
        if (step >= STEPS_LIMIT) {
            throw new IllegalArgumentException("the profile has more than " + STEPS_LIMIT + " steps of " + stepMillis
                    + " ms, at " + millis + " ms of virtual time: take a longer step or a window");
        }
        while (rows.size() <= step) {
            rows.add(table.newRow());
        }
        return rows.get((int) step);
    }

    @Override
    public void instructions(long ticks, double millis, int cpu, long count) {
        long before = latestCount.getOrDefault(cpu, 0L);
        latestCount.put(cpu, count);
        if (!isOutside(millis)) {
            // A count below the latest one is that of a core that was reset.
            row(millis)[table.cpu(cpu)] += count >= before ? count - before : count;
        }
    }

    @Override
    public void memory(long ticks, double millis, Direction direction) {
        if (!isOutside(millis)) {
            row(millis)[table.memory(direction)]++;
        }
    }

    @Override
    public void peripheral(long ticks, double millis, Direction direction, long address) {
        int region = finder.find(address);
        if (!isOutside(millis) && region != RegionFinder.NONE) {
            row(millis)[table.device(deviceOfRegion[region], direction)]++;
        }
    }

    @Override
    public void exception(long ticks, double millis, long index) {
        if (!isOutside(millis)) {
            row(millis)[table.exceptions()]++;
            exceptionCounts.merge(index, 1L, Long::sum);
        }
    }

    /** Returns what has been summed so far. */
    public ProfileSeries series() {
        List<Double> timestamps = LongStream.range(firstStep, firstStep + rows.size())
                .mapToObj(step -> step * stepMillis / MILLIS_PER_SECOND)
                .toList();
        return table.series(timestamps, rows, exceptionCounts);
    }
}
