package dev.kenning.testbench;

/**
 * Says how many random cases a test tries.
 *
 * <p>A plain run tries a sample of {@code -Dtestbench.sample} percent, 5 where nothing is said; {@code -Pexhaustive} tries
 * all. The cases are those of the same seeds, the first ones.
 */
public final class Rounds {

    private static final String PERCENT = "testbench.sample";

    private Rounds() {}

    /** Returns how many of this many cases are tried in this run; at least one. */
    public static int of(int all) {
        return (int) Math.max(1, (long) all * Integer.getInteger(PERCENT, 5) / 100);
    }
}
