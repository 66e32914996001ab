package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.m;
import static dev.kenning.testbench.emulator.core.Decoded.n;

/** What moves do between floating-point registers, integer registers and memory: bits, whatever number they are. */
final class FloatTransfer {

    private FloatTransfer() {}

    static void load(Hart h, long[] x, long i, int k) {
        h.setSingle(d(i), h.loadWord(x[n(i)] + immediate(i), k));
    }

    static void store(Hart h, long[] x, long i, int k) {
        h.storeWord(x[n(i)] + immediate(i), (int) h.f[m(i)], k);
    }

    static void loadHalf(Hart h, long[] x, long i, int k) {
        h.setHalf(d(i), h.loadHalf(x[n(i)] + immediate(i), k));
    }

    static void storeHalf(Hart h, long[] x, long i, int k) {
        h.storeHalf(x[n(i)] + immediate(i), (int) h.f[m(i)], k);
    }

    static void halfToInteger(Hart h, long[] x, long i, int k) {
        x[d(i)] = (short) h.f[n(i)];
    }

    static void integerToHalf(Hart h, long[] x, long i, int k) {
        h.setHalf(d(i), (int) x[n(i)]);
    }

    static void toInteger(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) h.f[n(i)];
    }

    static void fromInteger(Hart h, long[] x, long i, int k) {
        h.setSingle(d(i), (int) x[n(i)]);
    }

    static void loadDouble(Hart h, long[] x, long i, int k) {
        h.f[d(i)] = h.loadDouble(x[n(i)] + immediate(i), k);
    }

    static void storeDouble(Hart h, long[] x, long i, int k) {
        h.storeDouble(x[n(i)] + immediate(i), h.f[m(i)], k);
    }

    static void doubleToInteger(Hart h, long[] x, long i, int k) {
        x[d(i)] = h.f[n(i)];
    }

    static void integerToDouble(Hart h, long[] x, long i, int k) {
        h.f[d(i)] = x[n(i)];
    }
}
