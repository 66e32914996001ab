package dev.kenning.testbench.emulator.riscv;

import static dev.kenning.testbench.emulator.code.Decoded.d;
import static dev.kenning.testbench.emulator.code.Decoded.immediate;
import static dev.kenning.testbench.emulator.code.Decoded.m;
import static dev.kenning.testbench.emulator.code.Decoded.n;

/** What moves do between floating-point registers, integer registers and memory. */
final class FloatTransfer {

    private FloatTransfer() {}

    static void load(Hart h, long[] x, long i, int k) {
        h.f[d(i)] = h.loadWord(x[n(i)] + immediate(i), k);
    }

    static void store(Hart h, long[] x, long i, int k) {
        h.storeWord(x[n(i)] + immediate(i), h.f[m(i)], k);
    }

    static void toInteger(Hart h, long[] x, long i, int k) {
        x[d(i)] = h.f[n(i)];
    }

    static void fromInteger(Hart h, long[] x, long i, int k) {
        h.f[d(i)] = (int) x[n(i)];
    }
}
