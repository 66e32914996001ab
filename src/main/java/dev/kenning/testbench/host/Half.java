package dev.kenning.testbench.host;

/** Converts IEEE 754 binary16; the JDK does so only from version 20 on. */
final class Half {

    private static final int EXPONENT_SHIFT = 10;
    private static final int MAX_EXPONENT = 15;
    private static final int MIN_EXPONENT = -14;

    private Half() {}

    static float toFloat(short bits) {
        int exponent = (bits >> EXPONENT_SHIFT) & 0x1F;
        int fraction = bits & 0x3FF;
        float magnitude = switch (exponent) {
            case 0 -> Math.scalb((float) fraction, MIN_EXPONENT - EXPONENT_SHIFT);
            case 0x1F -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> Math.scalb((float) (fraction | 0x400), exponent - MAX_EXPONENT - EXPONENT_SHIFT);
        };
        return bits < 0 ? -magnitude : magnitude;
    }

    /** Returns the nearest half, ties to even. */
    static short of(float value) {
        int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7E00);
        }
        int exponent = Math.max(Math.getExponent(magnitude), MIN_EXPONENT);
        if (exponent > MAX_EXPONENT) {
            return (short) (sign | 0x7C00);
        }
        // Steps of the half's last place; 1024 of them carry into the exponent, up to infinity, by themselves.
        int steps = (int) Math.rint(Math.scalb((double) magnitude, EXPONENT_SHIFT - exponent));
        int biased = exponent + MAX_EXPONENT - 1;
        return (short) (sign | ((biased << EXPONENT_SHIFT) + steps));
    }
}
