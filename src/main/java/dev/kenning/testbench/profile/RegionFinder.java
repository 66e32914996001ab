package dev.kenning.testbench.profile;

import dev.kenning.testbench.profile.ProfilerHeader.Region;
import java.util.List;

/** Finds the range that an address lies in; of several, the first. Not thread-safe. */
final class RegionFinder {

    /** What {@link #find} returns for an address in no range. */
    static final int NONE = -1;

    private final List<Region> regions;
    private final boolean disjoint;
    private int latest = NONE;

    RegionFinder(List<Region> regions) {
        this.regions = List.copyOf(regions);
        disjoint = regions.stream().allMatch(one -> overlaps(one) == 1);
    }

    /** Counts the ranges that share an address with one, itself included. */
    private long overlaps(Region one) {
        return regions.stream().filter(other -> overlap(one, other)).count();
    }

    private static boolean overlap(Region one, Region other) {
        return one.contains(other.first()) || other.contains(one.first());
    }

    /** Returns the place of the range in the list. */
    int find(long address) {
        if (latest == NONE || !disjoint || !regions.get(latest).contains(address)) {
            latest = search(address);
        }
        return latest;
    }

    private int search(long address) {
        for (int i = 0; i < regions.size(); i++) {
            if (regions.get(i).contains(address)) {
                return i;
            }
        }
        return NONE;
    }
}
