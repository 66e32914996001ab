package dev.kenning.testbench.emulator.bus;

import java.util.Locale;

/**
 * Names a contiguous part of the 32-bit address space; written {@code <0x40011000, 0x400113FF>} as Renode writes it.
 *
 * @param start first address
 * @param size bytes, at least 1
 */
public record AddressRange(long start, long size) {

    private static final long SPACE = 1L << 32;

    public AddressRange {
        if (start < 0 || size < 1 || start > SPACE - size) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "range of 0x%X bytes at 0x%X does not fit into the 32-bit address space",
                    size,
                    start));
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
        return address >= start && address - start < size;
    }

    /** Returns whether every address of the other range belongs to this one. */
    public boolean contains(AddressRange other) {
        return contains(other.start) && contains(other.last());
    }

    /** Returns whether the ranges share an address. */
    public boolean overlaps(AddressRange other) {
        return start <= other.last() && other.start <= last();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "<0x%08X, 0x%08X>", start, last());
    }
}
