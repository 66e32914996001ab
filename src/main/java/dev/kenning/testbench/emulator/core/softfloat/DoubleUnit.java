package dev.kenning.testbench.emulator.core.softfloat;

/**
 * Double-precision arithmetic with every rounding mode and exception flag (IEEE 754), as RISC-V has it: denormal numbers
 * count, every NaN that comes out is the default one, and a result is tiny if it is after rounding. Numbers are passed as
 * their bits.
 *
 * <p>A finite result is first computed in integers, as a significand of 64 bits from the leading one on, of which the last
 * is set if anything is lost behind it, and the exponent of that leading one; then {@link #round} makes a number of it.
 */
public final class DoubleUnit {

    /** The NaN that invalid operations give. */
    public static final long DEFAULT_NAN = 0x7FF8_0000_0000_0000L;

    private static final long SIGN = Long.MIN_VALUE;
    private static final long MAGNITUDE = Long.MAX_VALUE;
    private static final long INFINITY = 0x7FF0_0000_0000_0000L;
    private static final long LARGEST = INFINITY - 1;
    private static final long QUIET = 0x0008_0000_0000_0000L;

    private static final int FRACTION_BITS = 52;
    private static final long FRACTION = (1L << FRACTION_BITS) - 1;
    private static final int EXPONENT = 0x7FF;
    private static final int BIAS = 1023;
    private static final int SMALLEST_EXPONENT = -1022;
    private static final int LARGEST_EXPONENT = 1023;
    /** Bits of a significand of 64 bits that a number has no room for. */
    private static final int SPARE_BITS = 11;

    private static final int QUOTIENT_STEPS = 6;
    private static final int QUOTIENT_STEP_BITS = 10;
    private static final int ROOT_BITS = 56;

    private DoubleUnit() {}

    /** Returns {@code a + b}. */
    public static long add(FloatEnvironment status, long a, long b) {
        if (isNan(a) || isNan(b)) {
            return propagate(status, a, b);
        }
        if (isInfinite(a) && isInfinite(b) && a != b) {
            return invalid(status);
        }
        if (isInfinite(a) || isInfinite(b)) {
            return isInfinite(a) ? a : b;
        }
        if (isZero(a) && isZero(b)) {
            return a == b ? a : exactZero(status);
        }
        if (isZero(a) || isZero(b)) {
            return isZero(a) ? b : a;
        }
        return (a & MAGNITUDE) >= (b & MAGNITUDE) ? sum(status, a, b) : sum(status, b, a);
    }

    /** Adds finite numbers that are not zero, the larger first. */
    private static long sum(FloatEnvironment status, long a, long b) {
        int exponent = exponent(a);
        long larger = significand(a) >>> 1;
        long smaller = Wide.shiftedRight(significand(b) >>> 1, exponent - exponent(b));
        long sum = (a ^ b) >= 0 ? larger + smaller : larger - smaller;
        if (sum == 0) {
            return exactZero(status);
        }
        int distance = Long.numberOfLeadingZeros(sum);
        return round(status, a & SIGN, exponent + 1 - distance, sum << distance);
    }

    /** Returns {@code a - b}. */
    public static long subtract(FloatEnvironment status, long a, long b) {
        return add(status, a, b ^ SIGN);
    }

    /** Returns {@code a * b}. */
    public static long multiply(FloatEnvironment status, long a, long b) {
        if (isNan(a) || isNan(b)) {
            return propagate(status, a, b);
        }
        long sign = (a ^ b) & SIGN;
        if (isInfinite(a) || isInfinite(b)) {
            return isZero(a) || isZero(b) ? invalid(status) : sign | INFINITY;
        }
        if (isZero(a) || isZero(b)) {
            return sign;
        }
        return round(status, sign, exponent(a) + exponent(b), product(a, b));
    }

    /** Returns {@code a / b}. */
    public static long divide(FloatEnvironment status, long a, long b) {
        if (isNan(a) || isNan(b)) {
            return propagate(status, a, b);
        }
        long sign = (a ^ b) & SIGN;
        if ((isInfinite(a) && isInfinite(b)) || (isZero(a) && isZero(b))) {
            return invalid(status);
        }
        if (isInfinite(a) || isZero(b)) {
            if (!isInfinite(a)) {
                status.raise(FloatEnvironment.DIVISION_BY_ZERO);
            }
            return sign | INFINITY;
        }
        if (isZero(a) || isInfinite(b)) {
            return sign;
        }
        return round(status, sign, exponent(a) - exponent(b), quotient(a, b));
    }

    /** Returns the quotient of two significands, the integer digit first and {@link #QUOTIENT_STEPS} times more bits. */
    private static Wide quotient(long a, long b) {
        long divisor = significand(b) >>> SPARE_BITS;
        long dividend = significand(a) >>> SPARE_BITS;
        long quotient = dividend / divisor;
        long remainder = dividend % divisor;
        for (int i = 0; i < QUOTIENT_STEPS; i++) {
            remainder <<= QUOTIENT_STEP_BITS;
            quotient = quotient << QUOTIENT_STEP_BITS | remainder / divisor;
            remainder %= divisor;
        }
        // Where Wide's exponent is that of bit 124.
        return new Wide(quotient | (remainder != 0 ? 1 : 0), 0);
    }

    /** Returns the square root. */
    public static long squareRoot(FloatEnvironment status, long a) {
        if (isNan(a)) {
            return quiet(status, a);
        }
        if (isZero(a) || a == INFINITY) {
            return a;
        }
        if (a < 0) {
            return invalid(status);
        }
        int exponent = exponent(a);
        int odd = exponent & 1;
        return round(status, 0, (exponent - odd) / 2, root((significand(a) >>> SPARE_BITS) << odd));
    }

    /** Returns the root of a number of 54 bits, of which the first two are its integer: digit by digit, 64 bits. */
    private static long root(long radicand) {
        long root = 0;
        long remainder = 0;
        for (int i = 0; i < ROOT_BITS; i++) {
            int position = FRACTION_BITS - 2 * i;
            remainder = remainder << 2 | (position >= 0 ? radicand >>> position & 3 : 0);
            long trial = root << 2 | 1;
            root <<= 1;
            if (remainder >= trial) {
                remainder -= trial;
                root |= 1;
            }
        }
        return root << (Long.SIZE - ROOT_BITS) | (remainder != 0 ? 1 : 0);
    }

    /** Returns {@code addend + a * b}, rounded once; infinity times zero is invalid even beside a quiet NaN. */
    public static long multiplyAdd(FloatEnvironment status, long addend, long a, long b) {
        if ((isInfinite(a) && isZero(b)) || (isZero(a) && isInfinite(b))) {
            return invalid(status);
        }
        if (isNan(addend) || isNan(a) || isNan(b)) {
            return propagate(status, addend, a, b);
        }
        long productSign = (a ^ b) & SIGN;
        boolean infiniteProduct = isInfinite(a) || isInfinite(b);
        if (infiniteProduct || isInfinite(addend)) {
            boolean opposed = infiniteProduct && isInfinite(addend) && (addend & SIGN) != productSign;
            return opposed ? invalid(status) : infiniteProduct ? productSign | INFINITY : addend;
        }
        if (isZero(a) || isZero(b)) {
            return add(status, addend, productSign);
        }
        if (isZero(addend)) {
            return multiply(status, a, b);
        }
        return fused(status, addend, a, b);
    }

    private static long fused(FloatEnvironment status, long addend, long a, long b) {
        long productSign = (a ^ b) & SIGN;
        int productExponent = exponent(a) + exponent(b);
        int distance = productExponent - exponent(addend);
        Wide product = product(a, b).shiftedRight(Math.max(0, -distance));
        // Bit 124 as of the product.
        Wide other = new Wide(significand(addend) >>> 3, 0).shiftedRight(Math.max(0, distance));
        int exponent = Math.max(productExponent, productExponent - distance);
        if (productSign == (addend & SIGN)) {
            return round(status, productSign, exponent, product.plus(other));
        }
        boolean addendWins = product.isLessThan(other);
        Wide difference = addendWins ? other.minus(product) : product.minus(other);
        return difference.isZero()
                ? exactZero(status)
                : round(status, addendWins ? addend & SIGN : productSign, exponent, difference);
    }

    /** Compares two numbers; a signalling NaN is invalid, a quiet one only if told so. */
    public static Relation compare(FloatEnvironment status, long a, long b, boolean quietIsInvalid) {
        if (isNan(a) || isNan(b)) {
            if (quietIsInvalid || isSignalling(a) || isSignalling(b)) {
                status.raise(FloatEnvironment.INVALID);
            }
            return Relation.UNORDERED;
        }
        double x = Double.longBitsToDouble(a);
        double y = Double.longBitsToDouble(b);
        return x == y ? Relation.EQUAL : x < y ? Relation.LESS : Relation.GREATER;
    }

    /** Returns an integer as a number, rounded by the mode in force. */
    public static long ofSigned(FloatEnvironment status, long value) {
        return ofMagnitude(status, value & SIGN, value < 0 ? -value : value);
    }

    /** Returns an unsigned integer as a number, rounded by the mode in force. */
    public static long ofUnsigned(FloatEnvironment status, long value) {
        return ofMagnitude(status, 0, value);
    }

    private static long ofMagnitude(FloatEnvironment status, long sign, long magnitude) {
        if (magnitude == 0) {
            return 0;
        }
        int distance = Long.numberOfLeadingZeros(magnitude);
        return round(status, sign, Long.SIZE - 1 - distance, magnitude << distance);
    }

    /** Returns a single-precision number as a double-precision one, which is exact. */
    public static long ofSingle(FloatEnvironment status, int single) {
        if (FloatUnit.isNan(single)) {
            if (FloatUnit.isSignalling(single)) {
                status.raise(FloatEnvironment.INVALID);
            }
            return DEFAULT_NAN;
        }
        return Double.doubleToRawLongBits(Float.intBitsToFloat(single));
    }

    /** Returns a number rounded to single precision by the mode in force. */
    public static int toSingle(FloatEnvironment status, long bits) {
        if (isNan(bits)) {
            quiet(status, bits);
            return FloatUnit.DEFAULT_NAN;
        }
        double value = Double.longBitsToDouble(bits);
        return isZero(bits) || isInfinite(bits)
                ? Float.floatToRawIntBits((float) value)
                : FloatUnit.round(status, value);
    }

    /** Rounds a number whose bit 124 has an exponent. */
    private static long round(FloatEnvironment status, long sign, int exponent, Wide value) {
        return round(status, sign, exponent + 3 - value.leadingZeros(), value.leadingBits());
    }

    /**
     * Rounds a number by the mode in force, and raises what is due.
     *
     * @param exponent that of the significand's first bit, which is set
     */
    private static long round(FloatEnvironment status, long sign, int exponent, long significand) {
        int mode = status.roundingMode();
        boolean tiny = exponent < SMALLEST_EXPONENT;
        int shift = SPARE_BITS + Math.max(0, SMALLEST_EXPONENT - exponent);
        long rounded = rounded(significand, shift, mode, sign != 0);
        if (exponent > LARGEST_EXPONENT) {
            return overflow(status, mode, sign);
        }
        long magnitude = (rounded >>> 1) + (tiny ? 0 : (long) (exponent + BIAS - 1) << FRACTION_BITS);
        if (magnitude >= INFINITY) {
            return overflow(status, mode, sign);
        }
        if ((rounded & 1) != 0) {
            boolean underflow = tiny && staysTiny(significand, exponent, mode, sign);
            status.raise(underflow ? FloatEnvironment.UNDERFLOW | FloatEnvironment.INEXACT : FloatEnvironment.INEXACT);
        }
        return sign | magnitude;
    }

    private static long overflow(FloatEnvironment status, int mode, long sign) {
        status.raise(FloatEnvironment.OVERFLOW | FloatEnvironment.INEXACT);
        return sign | (FloatUnit.overflowsToInfinity(mode, sign != 0) ? INFINITY : LARGEST);
    }

    /** Returns whether a number below the smallest normal one stays there when rounded as if exponents had no end. */
    private static boolean staysTiny(long significand, int exponent, int mode, long sign) {
        return exponent < SMALLEST_EXPONENT - 1
                || rounded(significand, SPARE_BITS, mode, sign != 0) >>> 1 < 1L << (FRACTION_BITS + 1);
    }

    /** Takes bits off a significand; returns the rest, rounded, times 2, plus 1 if bits were lost. */
    private static long rounded(long significand, int bits, int mode, boolean negative) {
        int shift = Math.min(bits, Long.SIZE - 1);
        long exact = Wide.shiftedRight(significand, bits - shift);
        long kept = exact >>> shift;
        long lost = exact & (1L << shift) - 1;
        long half = 1L << (shift - 1);
        boolean up = switch (mode) {
            case FloatEnvironment.TO_NEAREST -> lost > half || (lost == half && (kept & 1) != 0);
            case FloatEnvironment.TO_PLUS_INFINITY -> lost != 0 && !negative;
            case FloatEnvironment.TO_MINUS_INFINITY -> lost != 0 && negative;
            case FloatEnvironment.TIES_AWAY -> lost >= half;
            default -> false;
        };
        return (kept + (up ? 1 : 0)) << 1 | (lost != 0 ? 1 : 0);
    }

    private static Wide product(long a, long b) {
        return Wide.product(significand(a) >>> 1, significand(b) >>> 1);
    }

    /** Returns the significand of a finite number that is not zero, its leading one as the first of 64 bits. */
    private static long significand(long bits) {
        long fraction = bits & FRACTION;
        return (bits & INFINITY) == 0 ? fraction << Long.numberOfLeadingZeros(fraction) : fraction << SPARE_BITS | SIGN;
    }

    /** Returns the exponent of the leading one of a finite number that is not zero. */
    private static int exponent(long bits) {
        int biased = (int) (bits >>> FRACTION_BITS) & EXPONENT;
        return biased == 0
                ? SMALLEST_EXPONENT + SPARE_BITS - Long.numberOfLeadingZeros(bits & FRACTION)
                : biased - BIAS;
    }

    /** Returns the zero that the difference of equal numbers is. */
    private static long exactZero(FloatEnvironment status) {
        return status.roundingMode() == FloatEnvironment.TO_MINUS_INFINITY ? SIGN : 0;
    }

    /** Raises invalid and returns the default NaN. */
    private static long invalid(FloatEnvironment status) {
        status.raise(FloatEnvironment.INVALID);
        return DEFAULT_NAN;
    }

    /** Returns the NaN that a NaN operand gives. */
    private static long quiet(FloatEnvironment status, long nan) {
        return isSignalling(nan) ? invalid(status) : DEFAULT_NAN;
    }

    /** Returns the NaN of several operands, of which one is. */
    private static long propagate(FloatEnvironment status, long... operands) {
        for (long operand : operands) {
            if (isSignalling(operand)) {
                return invalid(status);
            }
        }
        return DEFAULT_NAN;
    }

    /** Returns whether this is a NaN. */
    public static boolean isNan(long bits) {
        return (bits & MAGNITUDE) > INFINITY;
    }

    /** Returns whether this is a signalling NaN. */
    public static boolean isSignalling(long bits) {
        return isNan(bits) && (bits & QUIET) == 0;
    }

    /** Returns whether this is an infinity. */
    public static boolean isInfinite(long bits) {
        return (bits & MAGNITUDE) == INFINITY;
    }

    /** Returns whether this is below the smallest normal number, and not zero. */
    public static boolean isDenormal(long bits) {
        return (bits & INFINITY) == 0 && (bits & FRACTION) != 0;
    }

    /** Returns whether this is a zero. */
    public static boolean isZero(long bits) {
        return (bits & MAGNITUDE) == 0;
    }
}
