package dev.kenning.testbench.emulator.core.softfloat;

/**
 * Half-precision arithmetic with every rounding mode and exception flag (IEEE 754), as RISC-V has it: every NaN that comes
 * out is the default one, and a result is tiny if it is after rounding. Numbers are passed as their bits.
 *
 * <p>Results are computed in double precision, which holds sums and products of halves exactly, and whose quotients and roots
 * are never so near to a half, or to the middle between two, that rounding twice would tell; then {@link #round} makes a half of it.
 */
public final class HalfUnit {

    /** The NaN that invalid operations give. */
    public static final int DEFAULT_NAN = 0x7E00;

    private static final int SIGN = 0x8000;
    private static final int MAGNITUDE = 0x7FFF;
    private static final int INFINITY = 0x7C00;
    private static final int QUIET = 0x0200;
    private static final int FRACTION_BITS = 10;
    private static final int FRACTION = (1 << FRACTION_BITS) - 1;
    private static final int BIAS = 15;
    private static final int SMALLEST_EXPONENT = -14;

    private static final int DOUBLE_FRACTION_BITS = 52;
    private static final long DOUBLE_FRACTION = (1L << DOUBLE_FRACTION_BITS) - 1;
    /** Bits of a double's significand that a half has no room for. */
    private static final int SPARE_BITS = DOUBLE_FRACTION_BITS - FRACTION_BITS;

    private HalfUnit() {}

    /** Returns the value of a half, exactly. */
    public static double value(int bits) {
        int fraction = bits & FRACTION;
        int exponent = bits >>> FRACTION_BITS & 0x1F;
        double magnitude;
        if (exponent == 0x1F) {
            magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            magnitude = fraction * 0x1p-24;
        } else {
            magnitude = Math.scalb((double) (fraction | 1 << FRACTION_BITS), exponent - BIAS - FRACTION_BITS);
        }
        return (bits & SIGN) != 0 ? -magnitude : magnitude;
    }

    /** Returns {@code a + b}. */
    public static int add(FloatEnvironment status, int a, int b) {
        if (isNan(a) || isNan(b)) {
            return propagate(status, a, b);
        }
        double sum = value(a) + value(b);
        if (Double.isNaN(sum)) {
            return invalid(status);
        }
        return sum == 0 && a != b ? exactZero(status) : round(status, sum);
    }

    /** Returns {@code a - b}. */
    public static int subtract(FloatEnvironment status, int a, int b) {
        return add(status, a, isNan(b) ? b : b ^ SIGN);
    }

    /** Returns {@code a * b}. */
    public static int multiply(FloatEnvironment status, int a, int b) {
        if (isNan(a) || isNan(b)) {
            return propagate(status, a, b);
        }
        double product = value(a) * value(b);
        return Double.isNaN(product) ? invalid(status) : round(status, product);
    }

    /** Returns {@code a / b}. */
    public static int divide(FloatEnvironment status, int a, int b) {
        if (isNan(a) || isNan(b)) {
            return propagate(status, a, b);
        }
        double quotient = value(a) / value(b);
        if (Double.isNaN(quotient)) {
            return invalid(status);
        }
        if (isZero(b) && !isInfinite(a)) {
            status.raise(FloatEnvironment.DIVISION_BY_ZERO);
        }
        return round(status, quotient);
    }

    /** Returns the square root. */
    public static int squareRoot(FloatEnvironment status, int a) {
        if (isNan(a)) {
            return propagate(status, a, a);
        }
        double root = Math.sqrt(value(a));
        return Double.isNaN(root) ? invalid(status) : round(status, root);
    }

    /** Returns {@code addend + a * b}, rounded once; infinity times zero is invalid even beside a quiet NaN. */
    public static int multiplyAdd(FloatEnvironment status, int addend, int a, int b) {
        if ((isInfinite(a) && isZero(b)) || (isZero(a) && isInfinite(b))) {
            return invalid(status);
        }
        if (isNan(addend) || isNan(a) || isNan(b)) {
            return isSignalling(addend) ? invalid(status) : propagate(status, a, b);
        }
        double product = value(a) * value(b);
        double other = value(addend);
        double sum = product + other;
        if (Double.isNaN(sum)) {
            return invalid(status);
        }
        boolean sameZeros = product == 0 && other == 0 && 1 / product == 1 / other;
        if (sum == 0 && !sameZeros) {
            return exactZero(status);
        }
        return round(status, Double.isInfinite(sum) ? sum : toOdd(product, other, sum));
    }

    /** Returns a sum that was rounded to nearest as if it had been rounded to odd, so that it can be rounded again. */
    private static double toOdd(double one, double other, double sum) {
        double rest = sum - one;
        double error = (one - (sum - rest)) + (other - rest);
        boolean odd = (Double.doubleToRawLongBits(sum) & 1) != 0;
        if (error == 0 || odd) {
            return sum;
        }
        return error > 0 ? Math.nextUp(sum) : Math.nextDown(sum);
    }

    /** Compares two numbers; a signalling NaN is invalid, a quiet one only if told so. */
    public static Relation compare(FloatEnvironment status, int a, int b, boolean quietIsInvalid) {
        if (isNan(a) || isNan(b)) {
            if (quietIsInvalid || isSignalling(a) || isSignalling(b)) {
                status.raise(FloatEnvironment.INVALID);
            }
            return Relation.UNORDERED;
        }
        double x = value(a);
        double y = value(b);
        return x == y ? Relation.EQUAL : x < y ? Relation.LESS : Relation.GREATER;
    }

    /** Returns a half as a single, which is exact. */
    public static int toSingle(FloatEnvironment status, int bits) {
        if (isNan(bits)) {
            propagate(status, bits, bits);
            return FloatUnit.DEFAULT_NAN;
        }
        return Float.floatToRawIntBits((float) value(bits));
    }

    /** Returns a half as a double, which is exact. */
    public static long toDouble(FloatEnvironment status, int bits) {
        if (isNan(bits)) {
            propagate(status, bits, bits);
            return DoubleUnit.DEFAULT_NAN;
        }
        return Double.doubleToRawLongBits(value(bits));
    }

    /** Returns a single rounded to a half by the mode in force. */
    public static int ofSingle(FloatEnvironment status, int bits) {
        if (FloatUnit.isNan(bits)) {
            return FloatUnit.isSignalling(bits) ? invalid(status) : DEFAULT_NAN;
        }
        return round(status, Float.intBitsToFloat(bits));
    }

    /** Returns a double rounded to a half by the mode in force. */
    public static int ofDouble(FloatEnvironment status, long bits) {
        if (DoubleUnit.isNan(bits)) {
            return DoubleUnit.isSignalling(bits) ? invalid(status) : DEFAULT_NAN;
        }
        return round(status, Double.longBitsToDouble(bits));
    }

    /** Returns an integer rounded to a half by the mode in force. */
    public static int ofSigned(FloatEnvironment status, long value) {
        return round(status, (double) value);
    }

    /** Returns an unsigned integer rounded to a half by the mode in force. */
    public static int ofUnsigned(FloatEnvironment status, long value) {
        // Beyond the largest half it does not matter what a double loses.
        return round(status, value >= 0 ? (double) value : 2.0 * (double) (value >>> 1));
    }

    /** Rounds a number by the mode in force, and raises what is due. */
    private static int round(FloatEnvironment status, double value) {
        long bits = Double.doubleToRawLongBits(value);
        int sign = bits < 0 ? SIGN : 0;
        if (value == 0 || Double.isInfinite(value)) {
            return sign | (value == 0 ? 0 : INFINITY);
        }
        int exponent = Math.getExponent(value);
        long significand = (bits & DOUBLE_FRACTION) | (1L << DOUBLE_FRACTION_BITS);
        int mode = status.roundingMode();
        boolean tiny = exponent < SMALLEST_EXPONENT;
        int shift = SPARE_BITS + Math.max(0, SMALLEST_EXPONENT - exponent);
        long kept = rounded(significand, shift, mode, sign != 0);
        if (exponent > BIAS) {
            return overflow(status, mode, sign);
        }
        long magnitude = kept + (tiny ? 0 : (long) (exponent + BIAS - 1) << FRACTION_BITS);
        if (magnitude >= INFINITY) {
            return overflow(status, mode, sign);
        }
        boolean exact = shift <= DOUBLE_FRACTION_BITS && (significand & (1L << shift) - 1) == 0;
        if (!exact) {
            boolean underflow = tiny && staysTiny(significand, exponent, mode, sign != 0);
            status.raise(underflow ? FloatEnvironment.UNDERFLOW | FloatEnvironment.INEXACT : FloatEnvironment.INEXACT);
        }
        return sign | (int) magnitude;
    }

    /** Returns whether a number below the smallest normal one stays there when rounded as if exponents had no end. */
    private static boolean staysTiny(long significand, int exponent, int mode, boolean negative) {
        return exponent < SMALLEST_EXPONENT - 1
                || rounded(significand, SPARE_BITS, mode, negative) < 1L << (FRACTION_BITS + 1);
    }

    /** Takes bits off a significand, and rounds. */
    private static long rounded(long significand, int bits, int mode, boolean negative) {
        int shift = Math.min(bits, Long.SIZE - 2);
        long kept = significand >>> shift;
        long lost = significand & (1L << shift) - 1;
        long half = 1L << (shift - 1);
        boolean up = switch (mode) {
            case FloatEnvironment.TO_NEAREST -> lost > half || (lost == half && (kept & 1) != 0);
            case FloatEnvironment.TO_PLUS_INFINITY -> lost != 0 && !negative;
            case FloatEnvironment.TO_MINUS_INFINITY -> lost != 0 && negative;
            case FloatEnvironment.TIES_AWAY -> lost >= half;
            default -> false;
        };
        return kept + (up ? 1 : 0);
    }

    private static int overflow(FloatEnvironment status, int mode, int sign) {
        status.raise(FloatEnvironment.OVERFLOW | FloatEnvironment.INEXACT);
        return sign | (FloatUnit.overflowsToInfinity(mode, sign != 0) ? INFINITY : INFINITY - 1);
    }

    /** Returns the zero that the difference of equal numbers is. */
    private static int exactZero(FloatEnvironment status) {
        return status.roundingMode() == FloatEnvironment.TO_MINUS_INFINITY ? SIGN : 0;
    }

    private static int invalid(FloatEnvironment status) {
        status.raise(FloatEnvironment.INVALID);
        return DEFAULT_NAN;
    }

    private static int propagate(FloatEnvironment status, int a, int b) {
        return isSignalling(a) || isSignalling(b) ? invalid(status) : DEFAULT_NAN;
    }

    /** Returns whether this is a NaN. */
    public static boolean isNan(int bits) {
        return (bits & MAGNITUDE) > INFINITY;
    }

    /** Returns whether this is a signalling NaN. */
    public static boolean isSignalling(int bits) {
        return isNan(bits) && (bits & QUIET) == 0;
    }

    /** Returns whether this is an infinity. */
    public static boolean isInfinite(int bits) {
        return (bits & MAGNITUDE) == INFINITY;
    }

    /** Returns whether this is below the smallest normal number, and not zero. */
    public static boolean isDenormal(int bits) {
        return (bits & INFINITY) == 0 && (bits & FRACTION) != 0;
    }

    /** Returns whether this is a zero. */
    public static boolean isZero(int bits) {
        return (bits & MAGNITUDE) == 0;
    }
}
