package dev.kenning.testbench.emulator.core.riscv;

/** What fixed-point instructions do with one element, as {@link VectorArithmetic} (chapter 12). */
final class VectorFixedPoint {

    private VectorFixedPoint() {}

    static long addUnsigned(VectorUnit v, long d, long a, long b) {
        long sum = a + b;
        boolean overflow = Long.compareUnsigned(sum, a) < 0 || Long.compareUnsigned(sum, largestUnsigned(v)) > 0;
        return overflow ? v.saturated(-1) : sum;
    }

    static long add(VectorUnit v, long d, long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) >>> (v.sew - 1) << 63 < 0 ? saturatedLike(v, a) : sum;
    }

    static long subtractUnsigned(VectorUnit v, long d, long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? v.saturated(0) : a - b;
    }

    static long subtract(VectorUnit v, long d, long a, long b) {
        long difference = a - b;
        return ((a ^ b) & (a ^ difference)) >>> (v.sew - 1) << 63 < 0 ? saturatedLike(v, a) : difference;
    }

    static long averageUnsigned(VectorUnit v, long d, long a, long b) {
        return halved(v, (a & b) + ((a ^ b) >>> 1), a ^ b);
    }

    static long average(VectorUnit v, long d, long a, long b) {
        return halved(v, (a & b) + ((a ^ b) >> 1), a ^ b);
    }

    static long halfDifferenceUnsigned(VectorUnit v, long d, long a, long b) {
        return halved(v, ((a ^ b) >>> 1) - (~a & b), a ^ b);
    }

    static long halfDifference(VectorUnit v, long d, long a, long b) {
        return halved(v, ((a ^ b) >> 1) - (~a & b), a ^ b);
    }

    /** Multiplies signed fractions of at most 32 bits. */
    static long multiply(VectorUnit v, long d, long a, long b) {
        long product = v.roundOff(a * b, v.sew - 1, true);
        return product > largest(v) ? v.saturated(largest(v)) : product;
    }

    static long shiftRight(VectorUnit v, long d, long a, long b) {
        return v.roundOff(a, (int) b & v.sew - 1, false);
    }

    static long shiftRightArithmetic(VectorUnit v, long d, long a, long b) {
        return v.roundOff(a, (int) b & v.sew - 1, true);
    }

    static long clipUnsigned(VectorUnit v, long d, long a, long b) {
        long shifted = v.roundOff(a, (int) b & 2 * v.sew - 1, false);
        return Long.compareUnsigned(shifted, largestUnsigned(v)) > 0 ? v.saturated(-1) : shifted;
    }

    static long clip(VectorUnit v, long d, long a, long b) {
        long shifted = v.roundOff(a, (int) b & 2 * v.sew - 1, true);
        boolean fits = Elements.extend(shifted, v.width, true) == shifted;
        return fits ? shifted : saturatedLike(v, shifted);
    }

    private static long halved(VectorUnit v, long truncated, long lost) {
        return truncated + v.roundingIncrement(truncated, (int) lost & 1, false);
    }

    private static long saturatedLike(VectorUnit v, long sign) {
        return v.saturated(sign < 0 ? ~largest(v) : largest(v));
    }

    private static long largest(VectorUnit v) {
        return largestUnsigned(v) >>> 1;
    }

    private static long largestUnsigned(VectorUnit v) {
        return -1L >>> (64 - v.sew);
    }
}
