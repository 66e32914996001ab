package dev.kenning.testbench.emulator.core.riscv;

/**
 * What integer instructions do with one element (RISC-V "V" extension 1.0, chapter 11).
 *
 * <p>{@code d} is the element of the destination or, where an instruction reads carries or selects, its mask bit;
 * {@code a} that of vs2; {@code b} that of vs1, a scalar or an immediate. All are extended to 64 bits as the row's shape
 * says, and the low bits of the result are kept; so one method serves every width, widening and narrowing among them.
 */
final class VectorArithmetic {

    private VectorArithmetic() {}

    static long add(VectorUnit v, long d, long a, long b) {
        return a + b;
    }

    static long subtract(VectorUnit v, long d, long a, long b) {
        return a - b;
    }

    static long subtractReversed(VectorUnit v, long d, long a, long b) {
        return b - a;
    }

    static long and(VectorUnit v, long d, long a, long b) {
        return a & b;
    }

    static long or(VectorUnit v, long d, long a, long b) {
        return a | b;
    }

    static long xor(VectorUnit v, long d, long a, long b) {
        return a ^ b;
    }

    static long minimum(VectorUnit v, long d, long a, long b) {
        return Math.min(a, b);
    }

    static long maximum(VectorUnit v, long d, long a, long b) {
        return Math.max(a, b);
    }

    static long minimumUnsigned(VectorUnit v, long d, long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? a : b;
    }

    static long maximumUnsigned(VectorUnit v, long d, long a, long b) {
        return Long.compareUnsigned(a, b) > 0 ? a : b;
    }

    static long shiftLeft(VectorUnit v, long d, long a, long b) {
        return a << (b & v.sew - 1);
    }

    static long shiftRight(VectorUnit v, long d, long a, long b) {
        return a >>> (b & v.sew - 1);
    }

    static long shiftRightArithmetic(VectorUnit v, long d, long a, long b) {
        return a >> (b & v.sew - 1);
    }

    static long narrowShiftRight(VectorUnit v, long d, long a, long b) {
        return a >>> (b & 2L * v.sew - 1);
    }

    static long narrowShiftRightArithmetic(VectorUnit v, long d, long a, long b) {
        return a >> (b & 2L * v.sew - 1);
    }

    /** Gives the element of vs2 as its extension made it. */
    static long extend(VectorUnit v, long d, long a, long b) {
        return a;
    }

    static long move(VectorUnit v, long d, long a, long b) {
        return b;
    }

    static long merge(VectorUnit v, long d, long a, long b) {
        return d != 0 ? b : a;
    }

    static long addWithCarry(VectorUnit v, long d, long a, long b) {
        return a + b + d;
    }

    static long subtractWithBorrow(VectorUnit v, long d, long a, long b) {
        return a - b - d;
    }

    static long carry(VectorUnit v, long d, long a, long b) {
        long sum = a + b + d;
        return ((a & b) | ((a | b) & ~sum)) >>> (v.sew - 1) & 1;
    }

    static long borrow(VectorUnit v, long d, long a, long b) {
        long difference = a - b - d;
        return ((~a & b) | ((~a | b) & difference)) >>> (v.sew - 1) & 1;
    }

    static long equal(VectorUnit v, long d, long a, long b) {
        return a == b ? 1 : 0;
    }

    static long notEqual(VectorUnit v, long d, long a, long b) {
        return a != b ? 1 : 0;
    }

    static long less(VectorUnit v, long d, long a, long b) {
        return a < b ? 1 : 0;
    }

    static long lessUnsigned(VectorUnit v, long d, long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? 1 : 0;
    }

    static long lessOrEqual(VectorUnit v, long d, long a, long b) {
        return a <= b ? 1 : 0;
    }

    static long lessOrEqualUnsigned(VectorUnit v, long d, long a, long b) {
        return Long.compareUnsigned(a, b) <= 0 ? 1 : 0;
    }

    static long greater(VectorUnit v, long d, long a, long b) {
        return a > b ? 1 : 0;
    }

    static long greaterUnsigned(VectorUnit v, long d, long a, long b) {
        return Long.compareUnsigned(a, b) > 0 ? 1 : 0;
    }

    static long multiply(VectorUnit v, long d, long a, long b) {
        return a * b;
    }

    /** Gives the high half of a product of at most 32 times 32 bits. */
    static long multiplyHigh(VectorUnit v, long d, long a, long b) {
        return (a * b) >>> v.sew;
    }

    static long divide(VectorUnit v, long d, long a, long b) {
        return b == 0 ? -1 : a / b;
    }

    static long divideUnsigned(VectorUnit v, long d, long a, long b) {
        return b == 0 ? -1 : Long.divideUnsigned(a, b);
    }

    static long remainder(VectorUnit v, long d, long a, long b) {
        return b == 0 ? a : a % b;
    }

    static long remainderUnsigned(VectorUnit v, long d, long a, long b) {
        return b == 0 ? a : Long.remainderUnsigned(a, b);
    }

    static long multiplyAccumulate(VectorUnit v, long d, long a, long b) {
        return d + a * b;
    }

    static long multiplySubtract(VectorUnit v, long d, long a, long b) {
        return d - a * b;
    }

    static long multiplyAdd(VectorUnit v, long d, long a, long b) {
        return a + d * b;
    }

    static long multiplyNegatedAdd(VectorUnit v, long d, long a, long b) {
        return a - d * b;
    }
}
