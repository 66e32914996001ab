package dev.kenning.testbench.platform.generator;

import dev.kenning.testbench.devicetree.DevicetreeException;
import dev.kenning.testbench.devicetree.Node;
import dev.kenning.testbench.devicetree.Property;
import dev.kenning.testbench.devicetree.RegBlock;
import java.util.Locale;
import java.util.Optional;

/**
 * A stretch of addresses, both ends unsigned and included.
 *
 * @param first the lowest address
 * @param last the highest address
 */
record Span(long first, long last) {

    /**
     * Returns what a block of registers covers.
     *
     * @throws DevicetreeException if it has no addresses, or goes beyond the last one
     */
    static Span of(Node node, RegBlock block) {
        long last = block.address() + block.size() - 1;
        if (block.size() == 0 || Long.compareUnsigned(last, block.address()) < 0) {
            throw new DevicetreeException(
                    node.property("reg").map(Property::position).orElse(node.position()),
                    String.format(
                            Locale.ROOT,
                            "0x%x bytes from 0x%x on (%s) are no addresses",
                            block.size(),
                            block.address(),
                            node.path()));
        }
        return new Span(block.address(), last);
    }

    static Span of(long address, long size) {
        return new Span(address, address + size - 1);
    }

    long size() {
        return last - first + 1;
    }

    boolean overlaps(Span other) {
        return Long.compareUnsigned(first, other.last) <= 0 && Long.compareUnsigned(other.first, last) <= 0;
    }

    boolean contains(Span other) {
        return Long.compareUnsigned(first, other.first) <= 0 && Long.compareUnsigned(other.last, last) <= 0;
    }

    /** Returns the stretch from the lower beginning to the higher end. */
    Span including(Span other) {
        return new Span(
                Long.compareUnsigned(first, other.first) <= 0 ? first : other.first,
                Long.compareUnsigned(last, other.last) >= 0 ? last : other.last);
    }

    /** Returns what lies outside of another stretch, which does not lie inside this one; nothing if all lies in it. */
    Optional<Span> without(Span other) {
        if (!overlaps(other)) {
            return Optional.of(this);
        }
        if (other.contains(this)) {
            return Optional.empty();
        }
        return Optional.of(
                Long.compareUnsigned(first, other.first) < 0
                        ? new Span(first, other.first - 1)
                        : new Span(other.last + 1, last));
    }

    /** Returns the part below 4 GiB, if it begins there; else all of it. */
    Span belowFourGigabytes() {
        boolean crosses = first >>> Integer.SIZE == 0 && !isWithin32Bits();
        return crosses ? new Span(first, 0xFFFF_FFFFL) : this;
    }

    /** Says whether a core with 32 address bits reaches all of it. */
    boolean isWithin32Bits() {
        return last >>> Integer.SIZE == 0;
    }
}
