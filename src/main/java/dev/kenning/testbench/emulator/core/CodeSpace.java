package dev.kenning.testbench.emulator.core;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The decoded blocks of 4 GiB of addresses, as a core sees them in one of its states: a {@link BlockCache} has one for
 * the addresses of the bus, and more for a core that translates addresses or has more than 32 bits of them.
 */
public final class CodeSpace {

    private static final int PAGE_BITS = 12;

    /** The blocks that start in a page, by halfword, and which halfwords have been decoded. */
    static final class Page {
        final @Nullable Block[] blocks = new Block[1 << (PAGE_BITS - 1)];
        final long[] decoded = new long[1 << (PAGE_BITS - 7)];
        /** The number of the page on the bus. */
        final long onBus;

        Page(long onBus) {
            this.onBus = onBus;
        }
    }

    final @Nullable Page[] pages = new Page[1 << (32 - PAGE_BITS)];
    /** The numbers of the pages there are. */
    final Set<Integer> live = new HashSet<>();

    private final LongUnaryOperator onBus;

    CodeSpace(LongUnaryOperator onBus) {
        this.onBus = onBus;
    }

    /** Returns the number on the bus of one of the pages of this space; negative if nothing may be fetched there now. */
    long onBus(int page) {
        return onBus.applyAsLong(page);
    }
}
