package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.m;
import static dev.kenning.testbench.emulator.core.Decoded.n;

/** What jumps and branches do; the immediate is the target's address. */
final class Branches {

    private static final long ADDRESS = 0xFFFF_FFFFL;

    private Branches() {}

    static void jump(Hart h, long[] x, long i, int k) {
        h.jump(immediate(i) & ADDRESS, k);
    }

    static void jumpAndLink(Hart h, long[] x, long i, int k) {
        h.jump(immediate(i) & ADDRESS, k);
        x[d(i)] = h.link();
    }

    static void jumpRegister(Hart h, long[] x, long i, int k) {
        h.jump(h.counter(h.target(x[n(i)])), k);
    }

    static void jumpRegisterAndLink(Hart h, long[] x, long i, int k) {
        h.jump(h.counter(h.target(x[n(i)] + immediate(i))), k);
        x[d(i)] = h.link();
    }

    static void equal(Hart h, long[] x, long i, int k) {
        if (x[n(i)] == x[m(i)]) {
            h.jump(immediate(i) & ADDRESS, k);
        }
    }

    static void notEqual(Hart h, long[] x, long i, int k) {
        if (x[n(i)] != x[m(i)]) {
            h.jump(immediate(i) & ADDRESS, k);
        }
    }

    static void less(Hart h, long[] x, long i, int k) {
        if (x[n(i)] < x[m(i)]) {
            h.jump(immediate(i) & ADDRESS, k);
        }
    }

    static void greaterOrEqual(Hart h, long[] x, long i, int k) {
        if (x[n(i)] >= x[m(i)]) {
            h.jump(immediate(i) & ADDRESS, k);
        }
    }

    static void lessUnsigned(Hart h, long[] x, long i, int k) {
        if (Long.compareUnsigned(x[n(i)], x[m(i)]) < 0) {
            h.jump(immediate(i) & ADDRESS, k);
        }
    }

    static void greaterOrEqualUnsigned(Hart h, long[] x, long i, int k) {
        if (Long.compareUnsigned(x[n(i)], x[m(i)]) >= 0) {
            h.jump(immediate(i) & ADDRESS, k);
        }
    }
}
