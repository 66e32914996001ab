package dev.kenning.testbench.campaign;

import java.util.Locale;

/**
 * Tells how often something happened among so many trials.
 *
 * @param count how often
 * @param trials of how many
 */
public record Share(long count, long trials) {

    /** The quantile of the normal distribution that 95 % of it lie within. */
    private static final double Z = 1.959963984540054;

    /** Checks the numbers. */
    public Share {
        if (count < 0 || count > trials) {
            throw new IllegalArgumentException(count + " of " + trials + " is no share");
        }
    }

    /** Returns the share, from 0 to 1; 0 of nothing. */
    public double value() {
        return trials == 0 ? 0 : (double) count / trials;
    }

    /** Returns the lower bound of Wilson's interval at 95 %. */
    public double low() {
        return trials == 0 ? 0 : Math.max(0, centre() - halfWidth());
    }

    /** Returns the upper bound of Wilson's interval at 95 %. */
    public double high() {
        return trials == 0 ? 1 : Math.min(1, centre() + halfWidth());
    }

    private double centre() {
        return (value() + Z * Z / (2 * trials)) / (1 + Z * Z / trials);
    }

    private double halfWidth() {
        return Z * Math.sqrt(value() * (1 - value()) / trials + Z * Z / (4.0 * trials * trials)) / (1 + Z * Z / trials);
    }

    /** Returns the share as text: {@code 12.3 %}. */
    public String percent() {
        return trials == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * value());
    }

    /** Returns the interval as text: {@code 10.1-14.9}. */
    public String interval() {
        return trials == 0 ? "-" : String.format(Locale.ROOT, "%.1f-%.1f", 100 * low(), 100 * high());
    }
}
