package dev.kenning.testbench.emulator.peripheral;

/** The sequence of {@link java.util.Random}, whose state can be kept: a linear congruential generator of 48 bits. */
final class RandomNumbers {

    private static final long MULTIPLIER = 0x5_DEEC_E66DL;
    private static final long INCREMENT = 0xB;
    private static final int BITS = 48;
    private static final long MASK = (1L << BITS) - 1;

    private long state;

    RandomNumbers(long seed) {
        state = (seed ^ MULTIPLIER) & MASK;
    }

    /** Returns so many new bits, 1 to 32. */
    int next(int bits) {
        state = (state * MULTIPLIER + INCREMENT) & MASK;
        return (int) (state >>> (BITS - bits));
    }
}
