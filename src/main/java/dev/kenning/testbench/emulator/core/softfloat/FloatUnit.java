package dev.kenning.testbench.emulator.core.softfloat;

/**
 * Single-precision arithmetic with every rounding mode, NaN rule and exception flag (IEEE 754; ARMv7-M ARM, A2.5 and its
 * pseudocode FPAdd to FPRound). Numbers are passed as their bits.
 *
 * <p>A finite result is first computed in double precision, rounded to odd: 53 bits are more than twice 24 and two, so
 * the second rounding gives what rounding the exact result once would, and tells whether anything was lost.
 */
public final class FloatUnit {

    /** The NaN that invalid operations give. */
    public static final int DEFAULT_NAN = 0x7FC0_0000;

    private static final int SIGN = 0x8000_0000;
    private static final int MAGNITUDE = 0x7FFF_FFFF;
    private static final int INFINITY = 0x7F80_0000;
    private static final int QUIET = 0x0040_0000;
    private static final int LARGEST = 0x7F7F_FFFF;
    private static final int FRACTION = 0x007F_FFFF;

    private static final int SMALLEST_EXPONENT = -126;
    private static final int LARGEST_EXPONENT = 127;
    private static final int DOUBLE_FRACTION_BITS = 52;
    private static final int DOUBLE_BIAS = 1023;

    private FloatUnit() {}

    /** Returns {@code a + b}. */
    public static int add(FloatEnvironment status, int operand1, int operand2) {
        int a = flushed(status, operand1);
        int b = flushed(status, operand2);
        if (isNan(a) || isNan(b)) {
            return propagate(status, a, b);
        }
        if (isInfinite(a) && isInfinite(b) && a != b) {
            return invalid(status);
        }
        if (isInfinite(a) || isInfinite(b)) {
            return isInfinite(a) ? a : b;
        }
        if (a == b && isZero(a)) {
            return a;
        }
        return sum(status, value(a), value(b));
    }

    /** Returns {@code a - b}. */
    public static int subtract(FloatEnvironment status, int a, int b) {
        // The sign of a NaN stays: a difference is not the sum with the negative.
        return isNan(a) || isNan(b) ? add(status, a, b) : add(status, a, b ^ SIGN);
    }

    /** Returns {@code a * b}. */
    public static int multiply(FloatEnvironment status, int operand1, int operand2) {
        int a = flushed(status, operand1);
        int b = flushed(status, operand2);
        if (isNan(a) || isNan(b)) {
            return propagate(status, a, b);
        }
        int sign = (a ^ b) & SIGN;
        if (isInfinite(a) || isInfinite(b)) {
            return isZero(a) || isZero(b) ? invalid(status) : sign | INFINITY;
        }
        if (isZero(a) || isZero(b)) {
            return sign;
        }
        return round(status, value(a) * value(b));
    }

    /** Returns {@code a / b}. */
    public static int divide(FloatEnvironment status, int operand1, int operand2) {
        int a = flushed(status, operand1);
        int b = flushed(status, operand2);
        if (isNan(a) || isNan(b)) {
            return propagate(status, a, b);
        }
        int sign = (a ^ b) & SIGN;
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
        double quotient = value(a) / value(b);
        double remainder = Math.fma(-quotient, value(b), value(a));
        return round(status, toOdd(quotient, remainder * Math.signum(value(b))));
    }

    /** Returns the square root. */
    public static int squareRoot(FloatEnvironment status, int operand) {
        int a = flushed(status, operand);
        if (isNan(a)) {
            return quiet(status, a);
        }
        if (isZero(a) || a == INFINITY) {
            return a;
        }
        if (a < 0) {
            return invalid(status);
        }
        double root = Math.sqrt(value(a));
        return round(status, toOdd(root, Math.fma(-root, root, value(a))));
    }

    /** Returns {@code addend + a * b}, rounded once. */
    public static int multiplyAdd(FloatEnvironment status, int operandAddend, int operand1, int operand2) {
        int addend = flushed(status, operandAddend);
        int a = flushed(status, operand1);
        int b = flushed(status, operand2);
        boolean impossible = (isInfinite(a) && isZero(b)) || (isZero(a) && isInfinite(b));
        if (isNan(addend) || isNan(a) || isNan(b)) {
            int result = propagate(status, addend, a, b);
            boolean quietAddend = isNan(addend) && !isSignalling(addend);
            return quietAddend && impossible ? invalid(status) : result;
        }
        int productSign = (a ^ b) & SIGN;
        boolean infiniteProduct = isInfinite(a) || isInfinite(b);
        if (impossible || (infiniteProduct && isInfinite(addend) && (addend & SIGN) != productSign)) {
            return invalid(status);
        }
        if (isInfinite(addend) || infiniteProduct) {
            return isInfinite(addend) ? addend : productSign | INFINITY;
        }
        if ((isZero(a) || isZero(b)) && isZero(addend) && productSign == (addend & SIGN)) {
            return addend;
        }
        return sum(status, value(addend), value(a) * value(b));
    }

    /** Compares two numbers; a signalling NaN is invalid, a quiet one only if told so. */
    public static Relation compare(FloatEnvironment status, int operand1, int operand2, boolean quietIsInvalid) {
        int a = flushed(status, operand1);
        int b = flushed(status, operand2);
        if (isNan(a) || isNan(b)) {
            if (quietIsInvalid || isSignalling(a) || isSignalling(b)) {
                status.raise(FloatEnvironment.INVALID);
            }
            return Relation.UNORDERED;
        }
        float x = Float.intBitsToFloat(a);
        float y = Float.intBitsToFloat(b);
        return x == y ? Relation.EQUAL : x < y ? Relation.LESS : Relation.GREATER;
    }

    /** Returns the larger, a number before a quiet NaN (IEEE 754-2008 maxNum). */
    public static int maximumNumber(FloatEnvironment status, int a, int b) {
        int x = isQuietBeside(a, b) ? SIGN | INFINITY : a;
        int y = isQuietBeside(b, a) ? SIGN | INFINITY : b;
        return choose(status, x, y, true);
    }

    /** Returns the smaller, a number before a quiet NaN (IEEE 754-2008 minNum). */
    public static int minimumNumber(FloatEnvironment status, int a, int b) {
        int x = isQuietBeside(a, b) ? INFINITY : a;
        int y = isQuietBeside(b, a) ? INFINITY : b;
        return choose(status, x, y, false);
    }

    private static boolean isQuietBeside(int a, int b) {
        return isNan(a) && !isSignalling(a) && !(isNan(b) && !isSignalling(b));
    }

    private static int choose(FloatEnvironment status, int operand1, int operand2, boolean larger) {
        int a = flushed(status, operand1);
        int b = flushed(status, operand2);
        if (isNan(a) || isNan(b)) {
            return propagate(status, a, b);
        }
        if (isZero(a) && isZero(b)) {
            return larger ? a & b : a | b;
        }
        boolean first = larger == Float.intBitsToFloat(a) > Float.intBitsToFloat(b);
        return first ? a : b;
    }

    private static int sum(FloatEnvironment status, double x, double y) {
        double sum = x + y;
        if (sum == 0) {
            return status.roundingMode() == FloatEnvironment.TO_MINUS_INFINITY ? SIGN : 0;
        }
        double ofY = sum - x;
        double lost = x - (sum - ofY) + (y - ofY);
        return round(status, toOdd(sum, lost));
    }

    /** Moves an inexact value whose last bit is 0 to the neighbour beyond which the exact one lies. */
    private static double toOdd(double value, double lost) {
        long bits = Double.doubleToRawLongBits(value);
        if (lost == 0 || (bits & 1) != 0) {
            return value;
        }
        boolean awayFromZero = lost > 0 == value > 0;
        return Double.longBitsToDouble(awayFromZero ? bits + 1 : bits - 1);
    }

    /** Rounds a finite number that is not 0 to single precision by the mode in force, and raises what is due. */
    public static int round(FloatEnvironment status, double value) {
        return round(status, value, status.roundingMode());
    }

    /** Rounds a finite number that is not 0 to single precision. */
    public static int round(FloatEnvironment status, double value, int mode) {
        long bits = Double.doubleToRawLongBits(value);
        int sign = (int) (bits >>> 32) & SIGN;
        int exponent = ((int) (bits >>> DOUBLE_FRACTION_BITS) & 0x7FF) - DOUBLE_BIAS;
        boolean tiny = exponent < SMALLEST_EXPONENT;
        if (tiny && status.flushesToZero()) {
            status.raise(FloatEnvironment.UNDERFLOW);
            return sign;
        }
        long rounded = roundFraction(bits, exponent, 23, SMALLEST_EXPONENT, mode, sign != 0);
        boolean inexact = (rounded & 1) != 0;
        int magnitude = (int) (rounded >>> 1) + (tiny ? 0 : (exponent + 126) << 23);
        if (exponent > LARGEST_EXPONENT || magnitude >= INFINITY) {
            status.raise(FloatEnvironment.OVERFLOW | FloatEnvironment.INEXACT);
            return sign | (overflowsToInfinity(mode, sign != 0) ? INFINITY : LARGEST);
        }
        if (inexact) {
            boolean underflow = tiny && (!status.detectsTininessAfterRounding() || isTinyRounded(bits, exponent, mode));
            status.raise(underflow ? FloatEnvironment.UNDERFLOW | FloatEnvironment.INEXACT : FloatEnvironment.INEXACT);
        }
        return sign | magnitude;
    }

    /** Returns whether a value below the smallest normal number stays there when rounded as if exponents had no end. */
    private static boolean isTinyRounded(long bits, int exponent, int mode) {
        long rounded = roundFraction(bits, exponent, 23, exponent, mode, bits < 0);
        return exponent < SMALLEST_EXPONENT - 1 || rounded >>> 1 < 1 << 24;
    }

    /** Rounds to an integer. */
    public static double roundIntegral(double value, int mode) {
        return switch (mode) {
            case FloatEnvironment.TO_NEAREST -> Math.rint(value);
            case FloatEnvironment.TO_PLUS_INFINITY -> Math.ceil(value);
            case FloatEnvironment.TO_MINUS_INFINITY -> Math.floor(value);
            case FloatEnvironment.TIES_AWAY -> {
                double whole = truncated(value);
                yield Math.abs(value - whole) < 0.5 ? whole : whole + Math.copySign(1, value);
            }
            default -> truncated(value);
        };
    }

    private static double truncated(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    /** Returns whether what is too large becomes infinite, not the largest number. */
    public static boolean overflowsToInfinity(int mode, boolean negative) {
        return mode == FloatEnvironment.TO_NEAREST
                || mode == FloatEnvironment.TIES_AWAY
                || mode == (negative ? FloatEnvironment.TO_MINUS_INFINITY : FloatEnvironment.TO_PLUS_INFINITY);
    }

    /**
     * Rounds the significand of a double to fewer fraction bits, fewer still below the smallest exponent.
     *
     * @return the significand, leading one included, times 2, plus 1 if bits were lost
     */
    public static long roundFraction(
            long bits, int exponent, int fractionBits, int smallestExponent, int mode, boolean negative) {
        long significand = (bits & (1L << DOUBLE_FRACTION_BITS) - 1) | 1L << DOUBLE_FRACTION_BITS;
        int shift = DOUBLE_FRACTION_BITS - fractionBits + Math.max(0, smallestExponent - exponent);
        shift = Math.min(shift, 60);
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
        return (kept + (up ? 1 : 0)) << 1 | (lost != 0 ? 1 : 0);
    }

    /** Replaces a denormal operand by 0 where the mode says so. */
    public static int flushed(FloatEnvironment status, int bits) {
        if (isDenormal(bits) && status.flushesToZero()) {
            status.raise(FloatEnvironment.INPUT_DENORMAL);
            return bits & SIGN;
        }
        return bits;
    }

    /** Raises invalid and returns the default NaN. */
    public static int invalid(FloatEnvironment status) {
        status.raise(FloatEnvironment.INVALID);
        return DEFAULT_NAN;
    }

    /** Returns the NaN that a NaN operand gives. */
    public static int quiet(FloatEnvironment status, int nan) {
        if (isSignalling(nan)) {
            status.raise(FloatEnvironment.INVALID);
        }
        return status.usesDefaultNan() ? DEFAULT_NAN : nan | QUIET;
    }

    /** Returns the NaN of several operands, of which one is: signalling ones before quiet ones, first before last. */
    private static int propagate(FloatEnvironment status, int... operands) {
        for (int operand : operands) {
            if (isSignalling(operand)) {
                return quiet(status, operand);
            }
        }
        for (int operand : operands) {
            if (isNan(operand)) {
                return quiet(status, operand);
            }
        }
        throw new IllegalArgumentException("no operand is a NaN");
    }

    /** Returns a finite number exactly. */
    public static double value(int bits) {
        return Float.intBitsToFloat(bits);
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
