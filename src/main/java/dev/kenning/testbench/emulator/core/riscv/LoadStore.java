package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.m;
import static dev.kenning.testbench.emulator.core.Decoded.n;

/** What loads and stores of integers do. */
final class LoadStore {

    private LoadStore() {}

    static void loadByte(Hart h, long[] x, long i, int k) {
        x[d(i)] = h.loadByte(x[n(i)] + immediate(i), k);
    }

    static void loadHalf(Hart h, long[] x, long i, int k) {
        x[d(i)] = h.loadHalf(x[n(i)] + immediate(i), k);
    }

    static void loadWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = h.loadWord(x[n(i)] + immediate(i), k);
    }

    static void loadUnsignedByte(Hart h, long[] x, long i, int k) {
        x[d(i)] = h.loadByte(x[n(i)] + immediate(i), k) & 0xFF;
    }

    static void loadUnsignedHalf(Hart h, long[] x, long i, int k) {
        x[d(i)] = h.loadHalf(x[n(i)] + immediate(i), k) & 0xFFFF;
    }

    static void loadUnsignedWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = h.loadWord(x[n(i)] + immediate(i), k) & 0xFFFF_FFFFL;
    }

    static void loadDouble(Hart h, long[] x, long i, int k) {
        x[d(i)] = h.loadDouble(x[n(i)] + immediate(i), k);
    }

    static void storeByte(Hart h, long[] x, long i, int k) {
        h.storeByte(x[n(i)] + immediate(i), (int) x[m(i)], k);
    }

    static void storeHalf(Hart h, long[] x, long i, int k) {
        h.storeHalf(x[n(i)] + immediate(i), (int) x[m(i)], k);
    }

    static void storeWord(Hart h, long[] x, long i, int k) {
        h.storeWord(x[n(i)] + immediate(i), (int) x[m(i)], k);
    }

    static void storeDouble(Hart h, long[] x, long i, int k) {
        h.storeDouble(x[n(i)] + immediate(i), x[m(i)], k);
    }
}
