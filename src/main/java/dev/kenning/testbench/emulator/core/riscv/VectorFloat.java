package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.softfloat.FloatEnvironment;
import dev.kenning.testbench.emulator.core.softfloat.FloatUnit;
import dev.kenning.testbench.emulator.core.softfloat.HostFloat;

/**
 * What float instructions do with one element, as {@link VectorArithmetic}; floats are bits in the low half (chapter 13).
 */
final class VectorFloat {

    private static final int SIGN = 0x8000_0000;
    private static final int MAGNITUDE = 0x7FFF_FFFF;
    private static final int INFINITY = 0x7F80_0000;
    private static final int LARGEST = 0x7F7F_FFFF;
    private static final int FRACTION_BITS = 23;
    private static final int FRACTION = (1 << FRACTION_BITS) - 1;
    private static final int BIAS = 127;
    /** Bits of precision that estimates have. */
    private static final int ESTIMATE_BITS = 7;

    private static final byte[] RECIPROCALS = reciprocals();
    private static final byte[] RECIPROCAL_ROOTS = reciprocalRoots();

    private VectorFloat() {}

    static long add(VectorUnit v, long d, long a, long b) {
        int result = HostFloat.add((int) a, (int) b);
        return v.plain && HostFloat.isOrdinarySum(result) ? result : FloatUnit.add(v.floats, (int) a, (int) b);
    }

    static long subtract(VectorUnit v, long d, long a, long b) {
        int result = HostFloat.subtract((int) a, (int) b);
        return v.plain && HostFloat.isOrdinarySum(result) ? result : FloatUnit.subtract(v.floats, (int) a, (int) b);
    }

    static long subtractReversed(VectorUnit v, long d, long a, long b) {
        return subtract(v, d, b, a);
    }

    static long multiply(VectorUnit v, long d, long a, long b) {
        int result = HostFloat.multiply((int) a, (int) b);
        return v.plain && HostFloat.isOrdinary(result) ? result : FloatUnit.multiply(v.floats, (int) a, (int) b);
    }

    static long divide(VectorUnit v, long d, long a, long b) {
        int result = HostFloat.divide((int) a, (int) b);
        return v.plain && HostFloat.isOrdinary(result) ? result : FloatUnit.divide(v.floats, (int) a, (int) b);
    }

    static long divideReversed(VectorUnit v, long d, long a, long b) {
        return divide(v, d, b, a);
    }

    static long squareRoot(VectorUnit v, long d, long a, long b) {
        int result = HostFloat.squareRoot((int) a);
        return v.plain && HostFloat.isOrdinary(result) ? result : FloatUnit.squareRoot(v.floats, (int) a);
    }

    static long minimum(VectorUnit v, long d, long a, long b) {
        if (value(a) < value(b) || isSameNumber(a, b)) {
            return a;
        }
        return value(b) < value(a) ? b : FloatArithmetic.minimum(v.floats, (int) a, (int) b);
    }

    static long maximum(VectorUnit v, long d, long a, long b) {
        if (value(a) > value(b) || isSameNumber(a, b)) {
            return a;
        }
        return value(b) > value(a) ? b : FloatArithmetic.maximum(v.floats, (int) a, (int) b);
    }

    static long copySign(VectorUnit v, long d, long a, long b) {
        return (a & MAGNITUDE) | (b & SIGN);
    }

    static long copyNegatedSign(VectorUnit v, long d, long a, long b) {
        return (a & MAGNITUDE) | (~b & SIGN);
    }

    static long multiplySign(VectorUnit v, long d, long a, long b) {
        return a ^ (b & SIGN);
    }

    static long accumulate(VectorUnit v, long d, long a, long b) {
        int result = HostFloat.multiplyAdd((int) d, (int) a, (int) b);
        return v.plain && HostFloat.isOrdinary(result)
                ? result
                : FloatArithmetic.multiplyAdd(v.floats, (int) d, (int) a, (int) b);
    }

    static long accumulateNegatedProduct(VectorUnit v, long d, long a, long b) {
        return accumulate(v, d, a ^ SIGN, b);
    }

    static long accumulateNegated(VectorUnit v, long d, long a, long b) {
        return accumulate(v, d ^ SIGN, a, b);
    }

    static long negatedAccumulate(VectorUnit v, long d, long a, long b) {
        return accumulate(v, d ^ SIGN, a ^ SIGN, b);
    }

    static long multiplyAdd(VectorUnit v, long d, long a, long b) {
        return accumulate(v, a, d, b);
    }

    static long negatedMultiplyAdd(VectorUnit v, long d, long a, long b) {
        return accumulate(v, a, d ^ SIGN, b);
    }

    static long multiplySubtract(VectorUnit v, long d, long a, long b) {
        return accumulate(v, a ^ SIGN, d, b);
    }

    static long negatedMultiplySubtract(VectorUnit v, long d, long a, long b) {
        return accumulate(v, a ^ SIGN, d ^ SIGN, b);
    }

    static long equal(VectorUnit v, long d, long a, long b) {
        raiseIfUnordered(v, a, b, false);
        return value(a) == value(b) ? 1 : 0;
    }

    static long notEqual(VectorUnit v, long d, long a, long b) {
        return 1 - equal(v, d, a, b);
    }

    static long less(VectorUnit v, long d, long a, long b) {
        raiseIfUnordered(v, a, b, true);
        return value(a) < value(b) ? 1 : 0;
    }

    static long lessOrEqual(VectorUnit v, long d, long a, long b) {
        raiseIfUnordered(v, a, b, true);
        return value(a) <= value(b) ? 1 : 0;
    }

    static long greater(VectorUnit v, long d, long a, long b) {
        return less(v, d, b, a);
    }

    static long greaterOrEqual(VectorUnit v, long d, long a, long b) {
        return lessOrEqual(v, d, b, a);
    }

    static long classify(VectorUnit v, long d, long a, long b) {
        return FloatArithmetic.classify((int) a);
    }

    /** Estimates {@code 1 / a} to 7 bits (section 13.10). */
    static long estimateReciprocal(VectorUnit v, long d, long a, long b) {
        int bits = (int) a;
        int sign = bits & SIGN;
        if (FloatUnit.isNan(bits)) {
            return FloatUnit.quiet(v.floats, bits);
        }
        if (FloatUnit.isInfinite(bits)) {
            return sign;
        }
        if (FloatUnit.isZero(bits)) {
            v.floats.raise(FloatEnvironment.DIVISION_BY_ZERO);
            return sign | INFINITY;
        }
        int exponent = exponent(bits);
        int estimate = RECIPROCALS[fraction(bits) >>> (FRACTION_BITS - ESTIMATE_BITS)];
        int result = 2 * BIAS - 1 - exponent;
        if (result > 2 * BIAS) {
            v.floats.raise(FloatEnvironment.OVERFLOW | FloatEnvironment.INEXACT);
            boolean infinite = FloatUnit.overflowsToInfinity(v.floats.roundingMode(), sign != 0);
            return sign | (infinite ? INFINITY : LARGEST);
        }
        int significand = (1 << ESTIMATE_BITS | estimate) << (FRACTION_BITS - ESTIMATE_BITS);
        // A denormal result keeps its leading one, which else is not written.
        int magnitude = result <= 0 ? significand >>> (1 - result) : (significand & FRACTION) | result << FRACTION_BITS;
        return sign | magnitude;
    }

    /** Estimates the reciprocal of the square root to 7 bits (section 13.9). */
    static long estimateReciprocalRoot(VectorUnit v, long d, long a, long b) {
        int bits = (int) a;
        if (FloatUnit.isNan(bits)) {
            return FloatUnit.quiet(v.floats, bits);
        }
        if (FloatUnit.isZero(bits)) {
            v.floats.raise(FloatEnvironment.DIVISION_BY_ZERO);
            return bits | INFINITY;
        }
        if (bits < 0) {
            return FloatUnit.invalid(v.floats);
        }
        if (FloatUnit.isInfinite(bits)) {
            return 0;
        }
        int exponent = exponent(bits);
        int index = (exponent & 1) << (ESTIMATE_BITS - 1) | fraction(bits) >>> (FRACTION_BITS - ESTIMATE_BITS + 1);
        int result = Math.floorDiv(3 * BIAS - 1 - exponent, 2);
        int bitsOfEstimate = RECIPROCAL_ROOTS[index] << (FRACTION_BITS - ESTIMATE_BITS) | result << FRACTION_BITS;
        return bitsOfEstimate;
    }

    static long toSigned(VectorUnit v, long d, long a, long b) {
        return toSigned(v, a, v.sew);
    }

    static long toUnsigned(VectorUnit v, long d, long a, long b) {
        return FloatConversion.toUnsigned(v.floats, (int) a, v.sew);
    }

    static long truncateToSigned(VectorUnit v, long d, long a, long b) {
        return truncateToSigned(v, a, v.sew);
    }

    static long truncateToUnsigned(VectorUnit v, long d, long a, long b) {
        return FloatConversion.toUnsigned(truncating(v), (int) a, v.sew);
    }

    static long toWideSigned(VectorUnit v, long d, long a, long b) {
        return toSigned(v, a, 2 * v.sew);
    }

    static long toWideUnsigned(VectorUnit v, long d, long a, long b) {
        return FloatConversion.toUnsigned(v.floats, (int) a, 2 * v.sew);
    }

    static long truncateToWideSigned(VectorUnit v, long d, long a, long b) {
        return truncateToSigned(v, a, 2 * v.sew);
    }

    static long truncateToWideUnsigned(VectorUnit v, long d, long a, long b) {
        return FloatConversion.toUnsigned(truncating(v), (int) a, 2 * v.sew);
    }

    static long fromSigned(VectorUnit v, long d, long a, long b) {
        return v.plain ? Float.floatToRawIntBits((float) a) : FloatConversion.fromSigned(v.floats, a);
    }

    static long fromUnsigned(VectorUnit v, long d, long a, long b) {
        return v.plain && a >= 0 ? Float.floatToRawIntBits((float) a) : FloatConversion.fromUnsigned(v.floats, a);
    }

    private static long toSigned(VectorUnit v, long a, int bits) {
        return v.plain && fits(a, bits)
                ? (long) Math.rint(value(a))
                : FloatConversion.toSigned(v.floats, (int) a, bits);
    }

    private static long truncateToSigned(VectorUnit v, long a, int bits) {
        boolean inexactAlready = v.floats.isPlain(RoundingMode.TO_NEAREST);
        return inexactAlready && fits(a, bits)
                ? (long) value(a)
                : FloatConversion.toSigned(truncating(v), (int) a, bits);
    }

    private static FloatControl truncating(VectorUnit v) {
        return v.floats.rounding(RoundingMode.TO_ZERO);
    }

    /** Returns whether a number, rounded in whatever way, is an integer of so many bits. */
    private static boolean fits(long a, int bits) {
        return Math.abs(value(a)) <= (float) (1L << (bits - 2));
    }

    private static void raiseIfUnordered(VectorUnit v, long a, long b, boolean quietIsInvalid) {
        if (Float.isNaN(value(a)) || Float.isNaN(value(b))) {
            FloatUnit.compare(v.floats, (int) a, (int) b, quietIsInvalid);
        }
    }

    private static boolean isSameNumber(long a, long b) {
        return (int) a == (int) b && !Float.isNaN(value(a));
    }

    private static float value(long bits) {
        return Float.intBitsToFloat((int) bits);
    }

    /** Returns the exponent with its bias; below 0 for denormals, as if they were normal. */
    private static int exponent(int bits) {
        int exponent = bits >>> FRACTION_BITS & 0xFF;
        return exponent == 0 ? -leadingZeros(bits) : exponent;
    }

    /** Returns the bits behind the leading one, moved up in denormals. */
    private static int fraction(int bits) {
        boolean denormal = FloatUnit.isDenormal(bits);
        return (denormal ? bits << (leadingZeros(bits) + 1) : bits) & FRACTION;
    }

    private static int leadingZeros(int bits) {
        return Integer.numberOfLeadingZeros(bits & FRACTION) - (32 - FRACTION_BITS);
    }

    /** Table 18 of the specification: of each interval the reciprocal of its middle, rounded. */
    private static byte[] reciprocals() {
        byte[] table = new byte[1 << ESTIMATE_BITS];
        for (int i = 0; i < table.length; i++) {
            table[i] = estimate(2 / (1 + (i + 0.5) / table.length));
        }
        return table;
    }

    /** Table 17 of the specification: the first half for numbers from 2 to 4, the second for those from 1 to 2. */
    private static byte[] reciprocalRoots() {
        byte[] table = new byte[1 << ESTIMATE_BITS];
        int half = table.length / 2;
        for (int i = 0; i < table.length; i++) {
            double middle = 1 + (i % half + 0.5) / half;
            table[i] = estimate(2 / Math.sqrt(i < half ? 2 * middle : middle));
        }
        return table;
    }

    private static byte estimate(double significand) {
        return (byte) Math.round((significand - 1) * (1 << ESTIMATE_BITS));
    }
}
