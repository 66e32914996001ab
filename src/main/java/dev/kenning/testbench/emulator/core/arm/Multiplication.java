package dev.kenning.testbench.emulator.core.arm;

import static dev.kenning.testbench.emulator.core.Decoded.a;
import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.m;
import static dev.kenning.testbench.emulator.core.Decoded.n;

/** What the multiplications and divisions of every ARMv7-M core do. */
final class Multiplication {

    private Multiplication() {}

    static void mul(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] * r[m(i)];
    }

    static void muls(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.setSignAndZero(r[n(i)] * r[m(i)]);
    }

    static void mla(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[a(i)] + r[n(i)] * r[m(i)];
    }

    static void mls(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[a(i)] - r[n(i)] * r[m(i)];
    }

    static void smull(Processor p, int[] r, long i, int k) {
        setPair(r, i, (long) r[n(i)] * r[m(i)]);
    }

    static void umull(Processor p, int[] r, long i, int k) {
        setPair(r, i, unsignedProduct(r, i));
    }

    static void smlal(Processor p, int[] r, long i, int k) {
        setPair(r, i, pair(r, i) + (long) r[n(i)] * r[m(i)]);
    }

    static void umlal(Processor p, int[] r, long i, int k) {
        setPair(r, i, pair(r, i) + unsignedProduct(r, i));
    }

    static void sdiv(Processor p, int[] r, long i, int k) {
        int divisor = r[m(i)];
        if (divisor == 0) {
            p.divideByZero(k);
        }
        r[d(i)] = divisor == 0 ? 0 : r[n(i)] / divisor;
    }

    static void udiv(Processor p, int[] r, long i, int k) {
        int divisor = r[m(i)];
        if (divisor == 0) {
            p.divideByZero(k);
        }
        r[d(i)] = divisor == 0 ? 0 : Integer.divideUnsigned(r[n(i)], divisor);
    }

    /** Returns the 64-bit accumulator: low word in d, high word in a. */
    static long pair(int[] r, long i) {
        return (long) r[a(i)] << 32 | (r[d(i)] & 0xFFFF_FFFFL);
    }

    static void setPair(int[] r, long i, long value) {
        r[d(i)] = (int) value;
        r[a(i)] = (int) (value >>> 32);
    }

    static long unsignedProduct(int[] r, long i) {
        return (r[n(i)] & 0xFFFF_FFFFL) * (r[m(i)] & 0xFFFF_FFFFL);
    }
}
