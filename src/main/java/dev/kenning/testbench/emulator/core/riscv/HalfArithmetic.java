package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.Decoded.a;
import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.m;
import static dev.kenning.testbench.emulator.core.Decoded.n;

import dev.kenning.testbench.emulator.core.softfloat.HalfUnit;
import dev.kenning.testbench.emulator.core.softfloat.Relation;

/** What half-precision arithmetic does (Unprivileged ISA, Zfh). The immediate is the rounding mode. */
final class HalfArithmetic {

    private static final int SIGN = 0x8000;
    private static final int MAGNITUDE = 0x7FFF;

    private HalfArithmetic() {}

    static void add(Hart h, long[] x, long i, int k) {
        h.setHalf(d(i), HalfUnit.add(h.rounding(immediate(i), k), h.half(n(i)), h.half(m(i))));
    }

    static void subtract(Hart h, long[] x, long i, int k) {
        h.setHalf(d(i), HalfUnit.subtract(h.rounding(immediate(i), k), h.half(n(i)), h.half(m(i))));
    }

    static void multiply(Hart h, long[] x, long i, int k) {
        h.setHalf(d(i), HalfUnit.multiply(h.rounding(immediate(i), k), h.half(n(i)), h.half(m(i))));
    }

    static void divide(Hart h, long[] x, long i, int k) {
        h.setHalf(d(i), HalfUnit.divide(h.rounding(immediate(i), k), h.half(n(i)), h.half(m(i))));
    }

    static void squareRoot(Hart h, long[] x, long i, int k) {
        h.setHalf(d(i), HalfUnit.squareRoot(h.rounding(immediate(i), k), h.half(n(i))));
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

    private static void fused(Hart h, long i, int addendSign, int productSign, int k) {
        FloatControl status = h.rounding(immediate(i), k);
        int addend = h.half(a(i)) ^ addendSign;
        h.setHalf(d(i), HalfUnit.multiplyAdd(status, addend, h.half(n(i)) ^ productSign, h.half(m(i))));
    }

    static void injectSign(Hart h, long[] x, long i, int k) {
        h.setHalf(d(i), (h.half(n(i)) & MAGNITUDE) | (h.half(m(i)) & SIGN));
    }

    static void injectNegatedSign(Hart h, long[] x, long i, int k) {
        h.setHalf(d(i), (h.half(n(i)) & MAGNITUDE) | (~h.half(m(i)) & SIGN));
    }

    static void injectXorOfSigns(Hart h, long[] x, long i, int k) {
        h.setHalf(d(i), (h.half(n(i)) & MAGNITUDE) | ((h.half(n(i)) ^ h.half(m(i))) & SIGN));
    }

    static void minimum(Hart h, long[] x, long i, int k) {
        int a = h.half(n(i));
        int b = h.half(m(i));
        h.setHalf(
                d(i),
                switch (HalfUnit.compare(h.floats, a, b, false)) {
                    case LESS -> a;
                    case GREATER -> b;
                    case EQUAL -> a | (b & SIGN);
                    case UNORDERED -> numberOf(a, b);
                });
    }

    static void maximum(Hart h, long[] x, long i, int k) {
        int a = h.half(n(i));
        int b = h.half(m(i));
        h.setHalf(
                d(i),
                switch (HalfUnit.compare(h.floats, a, b, false)) {
                    case LESS -> b;
                    case GREATER -> a;
                    case EQUAL -> a & (b | MAGNITUDE);
                    case UNORDERED -> numberOf(a, b);
                });
    }

    private static int numberOf(int a, int b) {
        if (!HalfUnit.isNan(a)) {
            return a;
        }
        return HalfUnit.isNan(b) ? HalfUnit.DEFAULT_NAN : b;
    }

    static void equal(Hart h, long[] x, long i, int k) {
        x[d(i)] = HalfUnit.compare(h.floats, h.half(n(i)), h.half(m(i)), false) == Relation.EQUAL ? 1 : 0;
    }

    static void less(Hart h, long[] x, long i, int k) {
        x[d(i)] = HalfUnit.compare(h.floats, h.half(n(i)), h.half(m(i)), true) == Relation.LESS ? 1 : 0;
    }

    static void lessOrEqual(Hart h, long[] x, long i, int k) {
        Relation relation = HalfUnit.compare(h.floats, h.half(n(i)), h.half(m(i)), true);
        x[d(i)] = relation == Relation.LESS || relation == Relation.EQUAL ? 1 : 0;
    }

    static void classify(Hart h, long[] x, long i, int k) {
        x[d(i)] = classify(h.half(n(i)));
    }

    private static int classify(int bits) {
        if (HalfUnit.isNan(bits)) {
            return HalfUnit.isSignalling(bits) ? 1 << 8 : 1 << 9;
        }
        int rank = HalfUnit.isInfinite(bits) ? 3 : HalfUnit.isZero(bits) ? 0 : HalfUnit.isDenormal(bits) ? 1 : 2;
        return (bits & SIGN) != 0 ? 1 << (3 - rank) : 1 << (4 + rank);
    }
}
