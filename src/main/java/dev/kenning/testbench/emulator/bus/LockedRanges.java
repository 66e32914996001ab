package dev.kenning.testbench.emulator.bus;

import java.util.ArrayList;
import java.util.List;

/** The ranges of a bus that nobody may access: an access that touches one reads 0, writes nothing, and is logged. */
final class LockedRanges {

    private List<AddressRange> ranges = new ArrayList<>(0);

    void set(AddressRange range, boolean locked) {
        List<AddressRange> changed = new ArrayList<>();
        for (AddressRange old : ranges) {
            if (!old.overlaps(range)) {
                changed.add(old);
                continue;
            }
            if (old.start() < range.start()) {
                changed.add(AddressRange.between(old.start(), range.start() - 1));
            }
            if (old.last() > range.last()) {
                changed.add(AddressRange.between(range.last() + 1, old.last()));
            }
        }
        if (locked) {
            changed.add(range);
        }
        ranges = changed;
    }

    boolean touch(long address, long size) {
        return !ranges.isEmpty() && touch(new AddressRange(address, size));
    }

    boolean touch(AddressRange range) {
        return ranges.stream().anyMatch(range::overlaps);
    }
}
