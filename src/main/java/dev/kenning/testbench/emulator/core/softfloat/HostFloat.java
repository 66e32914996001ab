package dev.kenning.testbench.emulator.core.softfloat;

/**
 * The host's arithmetic, which gives the right result where no flag can change and no NaN, denormal or overflow is near:
 * rounding to nearest, with inexact raised already. {@link FloatUnit} does everything else.
 */
public final class HostFloat {

    private static final int MAGNITUDE = 0x7FFF_FFFF;
    private static final int ABOVE_SMALLEST_NORMAL = 0x0080_0001;
    private static final int ORDINARY = 0x7F80_0000 - ABOVE_SMALLEST_NORMAL;

    private HostFloat() {}

    /** Returns {@code a + b}. */
    public static int add(int a, int b) {
        return Float.floatToRawIntBits(Float.intBitsToFloat(a) + Float.intBitsToFloat(b));
    }

    /** Returns {@code a - b}. */
    public static int subtract(int a, int b) {
        return Float.floatToRawIntBits(Float.intBitsToFloat(a) - Float.intBitsToFloat(b));
    }

    /** Returns {@code a * b}. */
    public static int multiply(int a, int b) {
        return Float.floatToRawIntBits(Float.intBitsToFloat(a) * Float.intBitsToFloat(b));
    }

    /** Returns {@code a / b}. */
    public static int divide(int a, int b) {
        return Float.floatToRawIntBits(Float.intBitsToFloat(a) / Float.intBitsToFloat(b));
    }

    /** Returns the square root: that of a double, rounded again, is the right one. */
    public static int squareRoot(int a) {
        return Float.floatToRawIntBits((float) Math.sqrt(Float.intBitsToFloat(a)));
    }

    /** Returns {@code addend + a * b}, rounded once. */
    public static int multiplyAdd(int addend, int a, int b) {
        return Float.floatToRawIntBits(
                Math.fma(Float.intBitsToFloat(a), Float.intBitsToFloat(b), Float.intBitsToFloat(addend)));
    }

    /** Returns whether a result is finite and above the smallest normal number, so that nothing underflowed. */
    public static boolean isOrdinary(int bits) {
        return Integer.compareUnsigned((bits & MAGNITUDE) - ABOVE_SMALLEST_NORMAL, ORDINARY) < 0;
    }

    /** Returns whether a sum or difference is ordinary, or zero, which is exact. */
    public static boolean isOrdinarySum(int bits) {
        return bits == 0 || isOrdinary(bits);
    }
}
