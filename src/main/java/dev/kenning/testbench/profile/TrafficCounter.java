package dev.kenning.testbench.profile;

import dev.kenning.testbench.profile.ProfilerHeader.Region;
import java.util.Map;
import java.util.TreeMap;

/** Sums the accesses of a profile over all of its time. Not thread-safe. */
public final class TrafficCounter implements ProfilerSink {

    private static final int DIRECTIONS = Direction.values().length;

    private final ProfilerHeader header;
    private final RegionFinder finder;
    private final long[] memory = new long[DIRECTIONS];
    private final long[] regions;

    /** Makes a counter at 0. */
    public TrafficCounter(ProfilerHeader header) {
        this.header = header;
        finder = new RegionFinder(header.regions());
        regions = new long[DIRECTIONS * header.regions().size()];
    }

    @Override
    public void instructions(long ticks, double millis, int cpu, long count) {
        // Instructions are no accesses.
    }

    @Override
    public void memory(long ticks, double millis, Direction direction) {
        memory[direction.code()]++;
    }

    @Override
    public void peripheral(long ticks, double millis, Direction direction, long address) {
        int region = finder.find(address);
        if (region != RegionFinder.NONE) {
            regions[DIRECTIONS * region + direction.code()]++;
        }
    }

    @Override
    public void exception(long ticks, double millis, long index) {
        // Exceptions are no accesses.
    }

    /** Returns the sums so far. */
    public Traffic traffic() {
        Map<String, Accesses> devices = new TreeMap<>();
        for (int i = 0; i < header.regions().size(); i++) {
            Region region = header.regions().get(i);
            devices.merge(region.name(), accesses(regions, DIRECTIONS * i), Accesses::plus);
        }
        return Traffic.of(accesses(memory, 0), devices);
    }

    private static Accesses accesses(long[] counts, int offset) {
        return new Accesses(counts[offset], counts[offset + 1]);
    }
}
