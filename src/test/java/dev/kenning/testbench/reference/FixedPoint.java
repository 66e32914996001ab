package dev.kenning.testbench.reference;

/**
 * Computes with 32-bit fixed-point numbers as gemmlowp does, which TensorFlow Lite's int8 kernels build on.
 *
 * <p>A raw number with {@code n} integer bits stands for {@code raw / 2^(31 - n)}. The product of numbers with {@code n}
 * and {@code m} integer bits has {@code n + m}.
 */
final class FixedPoint {

    private static final int ONE_Q0 = Integer.MAX_VALUE;
    private static final int ONE_Q2 = 1 << 29;

    /** exp(-2^k) with 0 integer bits, for k = -2 to 4. */
    private static final int[] EXP_OF_MINUS_POWER_OF_TWO = {
        1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242
    };

    private FixedPoint() {}

    /** A real factor as {@code multiplier * 2^(shift - 31)}. */
    record Factor(int multiplier, int shift) {

        static Factor of(double real) {
            if (real == 0.0) {
                return new Factor(0, 0);
            }
            int exponent = Math.getExponent(real) + 1;
            long multiplier = roundHalfAway(Math.scalb(real, 31 - exponent));
            if (multiplier == 1L << 31) {
                multiplier /= 2;
                exponent++;
            }
            return exponent < -31 ? new Factor(0, 0) : new Factor(Math.toIntExact(multiplier), exponent);
        }

        /** Multiplies with the two roundings of TensorFlow Lite Micro's reference kernels. */
        int times(int value) {
            int left = Math.max(shift, 0);
            int right = Math.max(-shift, 0);
            return divideByPowerOfTwo(multiply(value << left, multiplier), right);
        }
    }

    /** Multiplies, keeps the high 32 bits of the doubled product, rounds to nearest (SaturatingRoundingDoublingHighMul). */
    static int multiply(int a, int b) {
        if (a == Integer.MIN_VALUE && b == Integer.MIN_VALUE) {
            return Integer.MAX_VALUE;
        }
        long product = (long) a * b;
        long nudge = product >= 0 ? 1L << 30 : 1 - (1L << 30);
        return (int) ((product + nudge) / (1L << 31));
    }

    /** Divides by a power of two, rounding to nearest and halves away from zero (RoundingDivideByPOT). */
    static int divideByPowerOfTwo(int value, int exponent) {
        int mask = (int) ((1L << exponent) - 1);
        int threshold = (mask >> 1) + (value < 0 ? 1 : 0);
        return (value >> exponent) + ((value & mask) > threshold ? 1 : 0);
    }

    /** Multiplies by a power of two, clamping to 32 bits. */
    static int shiftLeftSaturating(int value, int exponent) {
        long shifted = (long) value << exponent;
        return (int) Math.min(Math.max(shifted, Integer.MIN_VALUE), Integer.MAX_VALUE);
    }

    /** Returns exp of a number of 5 integer bits that is at most 0, with 0 integer bits. */
    static int exp(int value) {
        if (value == 0) {
            return ONE_Q0;
        }
        int quarter = 1 << 24;
        int remainder = (value & (quarter - 1)) - quarter;
        int result = expFromMinusQuarter(shiftLeftSaturating(remainder, 5));
        int quarters = remainder - value;
        for (int k = 0; k < EXP_OF_MINUS_POWER_OF_TWO.length; k++) {
            if ((quarters & (quarter << k)) != 0) {
                result = multiply(result, EXP_OF_MINUS_POWER_OF_TWO[k]);
            }
        }
        return result;
    }

    /** Returns exp on [-1/4, 0), both with 0 integer bits: a Taylor series around -1/8. */
    private static int expFromMinusQuarter(int value) {
        int expOfMinusEighth = 1895147668;
        int third = 715827883;
        int x = value + (1 << 28);
        int x2 = multiply(x, x);
        int x3 = multiply(x2, x);
        int x4 = multiply(x2, x2);
        int higher = divideByPowerOfTwo(multiply(divideByPowerOfTwo(x4, 2) + x3, third) + x2, 1);
        return expOfMinusEighth + multiply(expOfMinusEighth, x + higher);
    }

    /** Returns 1 / (1 + x) for x in [0, 1), both with 0 integer bits: three Newton-Raphson steps. */
    static int reciprocalOfOnePlus(int x) {
        int halfDenominator = (int) (((long) x + ONE_Q0 + 1) / 2);
        int fortyEightSeventeenths = 1515870810;
        int minusThirtyTwoSeventeenths = -1010580540;
        int estimate = fortyEightSeventeenths + multiply(halfDenominator, minusThirtyTwoSeventeenths);
        for (int step = 0; step < 3; step++) {
            int error = ONE_Q2 - multiply(halfDenominator, estimate);
            estimate += shiftLeftSaturating(multiply(estimate, error), 2);
        }
        return shiftLeftSaturating(estimate, 1);
    }

    private static long roundHalfAway(double value) {
        double magnitude = Math.floor(Math.abs(value) + 0.5);
        return (long) (value < 0 ? -magnitude : magnitude);
    }
}
