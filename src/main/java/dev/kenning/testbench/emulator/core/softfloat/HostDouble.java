package dev.kenning.testbench.emulator.core.softfloat;

/**
 * The host's double precision, right under the conditions that {@link HostFloat} names. {@link DoubleUnit} does
 * everything else.
 */
public final class HostDouble {

    private static final long MAGNITUDE = Long.MAX_VALUE;
    private static final long ABOVE_SMALLEST_NORMAL = 0x0010_0000_0000_0001L;
    private static final long ORDINARY = 0x7FF0_0000_0000_0000L - ABOVE_SMALLEST_NORMAL;

    private HostDouble() {}

    /** Returns {@code a + b}. */
    public static long add(long a, long b) {
        return Double.doubleToRawLongBits(Double.longBitsToDouble(a) + Double.longBitsToDouble(b));
    }

    /** Returns {@code a - b}. */
    public static long subtract(long a, long b) {
        return Double.doubleToRawLongBits(Double.longBitsToDouble(a) - Double.longBitsToDouble(b));
    }

    /** Returns {@code a * b}. */
    public static long multiply(long a, long b) {
        return Double.doubleToRawLongBits(Double.longBitsToDouble(a) * Double.longBitsToDouble(b));
    }

    /** Returns {@code a / b}. */
    public static long divide(long a, long b) {
        return Double.doubleToRawLongBits(Double.longBitsToDouble(a) / Double.longBitsToDouble(b));
    }

    /** Returns the square root. */
    public static long squareRoot(long a) {
        return Double.doubleToRawLongBits(Math.sqrt(Double.longBitsToDouble(a)));
    }

    /** Returns {@code addend + a * b}, rounded once. */
    public static long multiplyAdd(long addend, long a, long b) {
        return Double.doubleToRawLongBits(
                Math.fma(Double.longBitsToDouble(a), Double.longBitsToDouble(b), Double.longBitsToDouble(addend)));
    }

    /** Returns whether a result is finite and above the smallest normal number, so that nothing underflowed. */
    public static boolean isOrdinary(long bits) {
        return Long.compareUnsigned((bits & MAGNITUDE) - ABOVE_SMALLEST_NORMAL, ORDINARY) < 0;
    }

    /** Returns whether a sum or difference is ordinary, or zero, which is exact. */
    public static boolean isOrdinarySum(long bits) {
        return bits == 0 || isOrdinary(bits);
    }
}
