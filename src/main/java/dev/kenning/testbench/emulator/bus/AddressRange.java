package dev.kenning.testbench.emulator.bus;

import java.util.Locale;

/**
 * Names a contiguous part of the address space of 64 bits; written {@code <0x40011000, 0x400113FF>} as Renode writes it.
 *
 * @param start first address, unsigned
 * @param size bytes, at least 1
 */
public record AddressRange(long start, long size) {

    public AddressRange {
        if (size < 1 || Long.compareUnsigned(start + size - 1, start) < 0) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "range of 0x%X bytes at 0x%X does not fit into the address space", size, start));
        }
    }

    /** Returns the range from the first to the last address, both inclusive. */
    public static AddressRange between(long first, long last) {
        return new AddressRange(first, last - first + 1);
    }

    /** Returns the last address that belongs to the range. */
    public long last() {
        return start + size - 1;
    }

    /** Returns whether the address belongs to the range. */
    public boolean contains(long address) {
        return Long.compareUnsigned(address - start, size) < 0;
    }

    /** Returns whether every address of the other range belongs to this one. */
    public boolean contains(AddressRange other) {
        return contains(other.start) && contains(other.last());
    }

    /** Returns whether the ranges share an address. */
    public boolean overlaps(AddressRange other) {
        return contains(other.start) || other.contains(start);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "<0x%08X, 0x%08X>", start, last());
    }
}
