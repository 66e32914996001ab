package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.Decoded.a;
import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.m;
import static dev.kenning.testbench.emulator.core.Decoded.n;

import dev.kenning.testbench.emulator.core.softfloat.FloatUnit;
import dev.kenning.testbench.emulator.core.softfloat.HostFloat;
import dev.kenning.testbench.emulator.core.softfloat.Relation;

/**
 * What single-precision arithmetic does (Unprivileged ISA, 20). The immediate is the rounding mode.
 *
 * <p>{@link HostFloat} gives the result where that is safe, {@link FloatUnit} everywhere else.
 */
final class FloatArithmetic {

    private static final int SIGN = 0x8000_0000;
    private static final int MAGNITUDE = 0x7FFF_FFFF;

    private FloatArithmetic() {}

    static void add(Hart h, long[] x, long i, int k) {
        int a = h.single(n(i));
        int b = h.single(m(i));
        int result = HostFloat.add(a, b);
        boolean plain = h.floats.isPlain(immediate(i)) && HostFloat.isOrdinarySum(result);
        h.setSingle(d(i), plain ? result : FloatUnit.add(h.rounding(immediate(i), k), a, b));
    }

    static void subtract(Hart h, long[] x, long i, int k) {
        int a = h.single(n(i));
        int b = h.single(m(i));
        int result = HostFloat.subtract(a, b);
        boolean plain = h.floats.isPlain(immediate(i)) && HostFloat.isOrdinarySum(result);
        h.setSingle(d(i), plain ? result : FloatUnit.subtract(h.rounding(immediate(i), k), a, b));
    }

    static void multiply(Hart h, long[] x, long i, int k) {
        int a = h.single(n(i));
        int b = h.single(m(i));
        int result = HostFloat.multiply(a, b);
        boolean plain = h.floats.isPlain(immediate(i)) && HostFloat.isOrdinary(result);
        h.setSingle(d(i), plain ? result : FloatUnit.multiply(h.rounding(immediate(i), k), a, b));
    }

    static void divide(Hart h, long[] x, long i, int k) {
        int a = h.single(n(i));
        int b = h.single(m(i));
        int result = HostFloat.divide(a, b);
        boolean plain = h.floats.isPlain(immediate(i)) && HostFloat.isOrdinary(result);
        h.setSingle(d(i), plain ? result : FloatUnit.divide(h.rounding(immediate(i), k), a, b));
    }

    static void squareRoot(Hart h, long[] x, long i, int k) {
        h.setSingle(d(i), FloatUnit.squareRoot(h.rounding(immediate(i), k), h.single(n(i))));
    }

    static void multiplyAdd(Hart h, long[] x, long i, int k) {
        h.setSingle(d(i), fused(h, i, h.single(a(i)), h.single(n(i)), k));
    }

    static void multiplySubtract(Hart h, long[] x, long i, int k) {
        h.setSingle(d(i), fused(h, i, h.single(a(i)) ^ SIGN, h.single(n(i)), k));
    }

    static void negatedMultiplySubtract(Hart h, long[] x, long i, int k) {
        h.setSingle(d(i), fused(h, i, h.single(a(i)), h.single(n(i)) ^ SIGN, k));
    }

    static void negatedMultiplyAdd(Hart h, long[] x, long i, int k) {
        h.setSingle(d(i), fused(h, i, h.single(a(i)) ^ SIGN, h.single(n(i)) ^ SIGN, k));
    }

    private static int fused(Hart h, long i, int addend, int factor, int k) {
        int other = h.single(m(i));
        int result = HostFloat.multiplyAdd(addend, factor, other);
        boolean plain = h.floats.isPlain(immediate(i)) && HostFloat.isOrdinary(result);
        return plain ? result : multiplyAdd(h.rounding(immediate(i), k), addend, factor, other);
    }

    /** Returns {@code addend + a * b}, rounded once; infinity times zero is invalid even beside a quiet NaN. */
    static int multiplyAdd(FloatControl status, int addend, int a, int b) {
        boolean impossible =
                (FloatUnit.isInfinite(a) && FloatUnit.isZero(b)) || (FloatUnit.isZero(a) && FloatUnit.isInfinite(b));
        return impossible ? FloatUnit.invalid(status) : FloatUnit.multiplyAdd(status, addend, a, b);
    }

    static void injectSign(Hart h, long[] x, long i, int k) {
        h.setSingle(d(i), (h.single(n(i)) & MAGNITUDE) | (h.single(m(i)) & SIGN));
    }

    static void injectNegatedSign(Hart h, long[] x, long i, int k) {
        h.setSingle(d(i), (h.single(n(i)) & MAGNITUDE) | (~h.single(m(i)) & SIGN));
    }

    static void injectXorOfSigns(Hart h, long[] x, long i, int k) {
        h.setSingle(d(i), (h.single(n(i)) & MAGNITUDE) | ((h.single(n(i)) ^ h.single(m(i))) & SIGN));
    }

    static void minimum(Hart h, long[] x, long i, int k) {
        h.setSingle(d(i), minimum(h.floats, h.single(n(i)), h.single(m(i))));
    }

    static void maximum(Hart h, long[] x, long i, int k) {
        h.setSingle(d(i), maximum(h.floats, h.single(n(i)), h.single(m(i))));
    }

    /** Returns the smaller number; a NaN only beside another, and a signalling one is invalid (minimumNumber). */
    static int minimum(FloatControl status, int a, int b) {
        return switch (FloatUnit.compare(status, a, b, false)) {
            case LESS -> a;
            case GREATER -> b;
            case EQUAL -> a | (b & SIGN);
            case UNORDERED -> numberOf(a, b);
        };
    }

    /** Returns the larger number; as {@link #minimum(FloatControl, int, int)}. */
    static int maximum(FloatControl status, int a, int b) {
        return switch (FloatUnit.compare(status, a, b, false)) {
            case LESS -> b;
            case GREATER -> a;
            case EQUAL -> a & (b | MAGNITUDE);
            case UNORDERED -> numberOf(a, b);
        };
    }

    private static int numberOf(int a, int b) {
        if (!FloatUnit.isNan(a)) {
            return a;
        }
        return FloatUnit.isNan(b) ? FloatUnit.DEFAULT_NAN : b;
    }

    static void equal(Hart h, long[] x, long i, int k) {
        Relation relation = FloatUnit.compare(h.floats, h.single(n(i)), h.single(m(i)), false);
        x[d(i)] = relation == Relation.EQUAL ? 1 : 0;
    }

    static void less(Hart h, long[] x, long i, int k) {
        Relation relation = FloatUnit.compare(h.floats, h.single(n(i)), h.single(m(i)), true);
        x[d(i)] = relation == Relation.LESS ? 1 : 0;
    }

    static void lessOrEqual(Hart h, long[] x, long i, int k) {
        Relation relation = FloatUnit.compare(h.floats, h.single(n(i)), h.single(m(i)), true);
        x[d(i)] = relation == Relation.LESS || relation == Relation.EQUAL ? 1 : 0;
    }

    static void classify(Hart h, long[] x, long i, int k) {
        x[d(i)] = classify(h.single(n(i)));
    }

    /** Returns the bit of a number's class: from 0, minus infinity, to 7, plus infinity; 8 signalling, 9 quiet NaN. */
    static int classify(int bits) {
        if (FloatUnit.isNan(bits)) {
            return FloatUnit.isSignalling(bits) ? 1 << 8 : 1 << 9;
        }
        int rank = FloatUnit.isInfinite(bits) ? 3 : FloatUnit.isZero(bits) ? 0 : FloatUnit.isDenormal(bits) ? 1 : 2;
        return bits < 0 ? 1 << (3 - rank) : 1 << (4 + rank);
    }
}
