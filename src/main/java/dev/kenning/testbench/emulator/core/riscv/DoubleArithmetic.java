package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.Decoded.a;
import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.m;
import static dev.kenning.testbench.emulator.core.Decoded.n;

import dev.kenning.testbench.emulator.core.softfloat.DoubleUnit;
import dev.kenning.testbench.emulator.core.softfloat.HostDouble;
import dev.kenning.testbench.emulator.core.softfloat.Relation;

/**
 * What double-precision arithmetic does (Unprivileged ISA, 21). The immediate is the rounding mode.
 *
 * <p>{@link HostDouble} gives the result where that is safe, {@link DoubleUnit} everywhere else.
 */
final class DoubleArithmetic {

    private static final long SIGN = Long.MIN_VALUE;
    private static final long MAGNITUDE = Long.MAX_VALUE;

    private DoubleArithmetic() {}

    static void add(Hart h, long[] x, long i, int k) {
        long a = h.f[n(i)];
        long b = h.f[m(i)];
        long result = HostDouble.add(a, b);
        boolean plain = h.floats.isPlain(immediate(i)) && HostDouble.isOrdinarySum(result);
        h.f[d(i)] = plain ? result : DoubleUnit.add(h.rounding(immediate(i), k), a, b);
    }

    static void subtract(Hart h, long[] x, long i, int k) {
        long a = h.f[n(i)];
        long b = h.f[m(i)];
        long result = HostDouble.subtract(a, b);
        boolean plain = h.floats.isPlain(immediate(i)) && HostDouble.isOrdinarySum(result);
        h.f[d(i)] = plain ? result : DoubleUnit.subtract(h.rounding(immediate(i), k), a, b);
    }

    static void multiply(Hart h, long[] x, long i, int k) {
        long a = h.f[n(i)];
        long b = h.f[m(i)];
        long result = HostDouble.multiply(a, b);
        boolean plain = h.floats.isPlain(immediate(i)) && HostDouble.isOrdinary(result);
        h.f[d(i)] = plain ? result : DoubleUnit.multiply(h.rounding(immediate(i), k), a, b);
    }

    static void divide(Hart h, long[] x, long i, int k) {
        long a = h.f[n(i)];
        long b = h.f[m(i)];
        long result = HostDouble.divide(a, b);
        boolean plain = h.floats.isPlain(immediate(i)) && HostDouble.isOrdinary(result);
        h.f[d(i)] = plain ? result : DoubleUnit.divide(h.rounding(immediate(i), k), a, b);
    }

    static void squareRoot(Hart h, long[] x, long i, int k) {
        long a = h.f[n(i)];
        long result = HostDouble.squareRoot(a);
        boolean plain = h.floats.isPlain(immediate(i)) && HostDouble.isOrdinary(result);
        h.f[d(i)] = plain ? result : DoubleUnit.squareRoot(h.rounding(immediate(i), k), a);
    }

    static void multiplyAdd(Hart h, long[] x, long i, int k) {
        fused(h, i, 0, 0, k);
    }

    static void multiplySubtract(Hart h, long[] x, long i, int k) {
        fused(h, i, SIGN, 0, k);
    }

    static void negatedMultiplySubtract(Hart h, long[] x, long i, int k) {
        fused(h, i, 0, SIGN, k);
    }

    static void negatedMultiplyAdd(Hart h, long[] x, long i, int k) {
        fused(h, i, SIGN, SIGN, k);
    }

    private static void fused(Hart h, long i, long addendSign, long productSign, int k) {
        long addend = h.f[a(i)] ^ addendSign;
        long factor = h.f[n(i)] ^ productSign;
        long other = h.f[m(i)];
        long result = HostDouble.multiplyAdd(addend, factor, other);
        boolean plain = h.floats.isPlain(immediate(i)) && HostDouble.isOrdinary(result);
        h.f[d(i)] = plain ? result : DoubleUnit.multiplyAdd(h.rounding(immediate(i), k), addend, factor, other);
    }

    static void injectSign(Hart h, long[] x, long i, int k) {
        h.f[d(i)] = (h.f[n(i)] & MAGNITUDE) | (h.f[m(i)] & SIGN);
    }

    static void injectNegatedSign(Hart h, long[] x, long i, int k) {
        h.f[d(i)] = (h.f[n(i)] & MAGNITUDE) | (~h.f[m(i)] & SIGN);
    }

    static void injectXorOfSigns(Hart h, long[] x, long i, int k) {
        h.f[d(i)] = h.f[n(i)] ^ (h.f[m(i)] & SIGN);
    }

    static void minimum(Hart h, long[] x, long i, int k) {
        long a = h.f[n(i)];
        long b = h.f[m(i)];
        h.f[d(i)] = switch (DoubleUnit.compare(h.floats, a, b, false)) {
            case LESS -> a;
            case GREATER -> b;
            case EQUAL -> a | (b & SIGN);
            case UNORDERED -> numberOf(a, b);
        };
    }

    static void maximum(Hart h, long[] x, long i, int k) {
        long a = h.f[n(i)];
        long b = h.f[m(i)];
        h.f[d(i)] = switch (DoubleUnit.compare(h.floats, a, b, false)) {
            case LESS -> b;
            case GREATER -> a;
            case EQUAL -> a & (b | MAGNITUDE);
            case UNORDERED -> numberOf(a, b);
        };
    }

    /** Returns the operand that is a number; a NaN only beside another (minimumNumber). */
    private static long numberOf(long a, long b) {
        if (!DoubleUnit.isNan(a)) {
            return a;
        }
        return DoubleUnit.isNan(b) ? DoubleUnit.DEFAULT_NAN : b;
    }

    static void equal(Hart h, long[] x, long i, int k) {
        x[d(i)] = compare(h, i, false) == Relation.EQUAL ? 1 : 0;
    }

    static void less(Hart h, long[] x, long i, int k) {
        x[d(i)] = compare(h, i, true) == Relation.LESS ? 1 : 0;
    }

    static void lessOrEqual(Hart h, long[] x, long i, int k) {
        Relation relation = compare(h, i, true);
        x[d(i)] = relation == Relation.LESS || relation == Relation.EQUAL ? 1 : 0;
    }

    private static Relation compare(Hart h, long i, boolean quietIsInvalid) {
        return DoubleUnit.compare(h.floats, h.f[n(i)], h.f[m(i)], quietIsInvalid);
    }

    /** Finds a number's class, as {@link FloatArithmetic#classify(int)}. */
    static void classify(Hart h, long[] x, long i, int k) {
        long bits = h.f[n(i)];
        if (DoubleUnit.isNan(bits)) {
            x[d(i)] = DoubleUnit.isSignalling(bits) ? 1 << 8 : 1 << 9;
            return;
        }
        int rank = DoubleUnit.isInfinite(bits) ? 3 : DoubleUnit.isZero(bits) ? 0 : DoubleUnit.isDenormal(bits) ? 1 : 2;
        x[d(i)] = bits < 0 ? 1 << (3 - rank) : 1 << (4 + rank);
    }
}
