package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.m;
import static dev.kenning.testbench.emulator.core.Decoded.n;

/** What atomic instructions do (Unprivileged ISA, 13); only memory serves them, and only aligned. */
final class Atomics {

    private Atomics() {}

    static void loadReservedWord(Hart h, long[] x, long i, int k) {
        long address = x[n(i)];
        h.requireAtomic(address, 4, TrapCause.LOAD_MISALIGNED, k);
        int value = h.loadWord(address, k);
        h.reserve(address, value);
        x[d(i)] = value;
    }

    static void storeConditionalWord(Hart h, long[] x, long i, int k) {
        long address = x[n(i)];
        h.requireAtomic(address, 4, TrapCause.STORE_MISALIGNED, k);
        boolean passes = h.passesReservation(address, h.loadWord(address, k));
        if (passes) {
            h.storeWord(address, (int) x[m(i)], k);
        }
        h.reserved = false;
        x[d(i)] = passes ? 0 : 1;
    }

    static void swapWord(Hart h, long[] x, long i, int k) {
        int old = oldWord(h, x, i, k);
        h.storeWord(x[n(i)], (int) x[m(i)], k);
        x[d(i)] = old;
    }

    static void addWord(Hart h, long[] x, long i, int k) {
        int old = oldWord(h, x, i, k);
        h.storeWord(x[n(i)], old + (int) x[m(i)], k);
        x[d(i)] = old;
    }

    static void xorWord(Hart h, long[] x, long i, int k) {
        int old = oldWord(h, x, i, k);
        h.storeWord(x[n(i)], old ^ (int) x[m(i)], k);
        x[d(i)] = old;
    }

    static void andWord(Hart h, long[] x, long i, int k) {
        int old = oldWord(h, x, i, k);
        h.storeWord(x[n(i)], old & (int) x[m(i)], k);
        x[d(i)] = old;
    }

    static void orWord(Hart h, long[] x, long i, int k) {
        int old = oldWord(h, x, i, k);
        h.storeWord(x[n(i)], old | (int) x[m(i)], k);
        x[d(i)] = old;
    }

    static void minimumWord(Hart h, long[] x, long i, int k) {
        int old = oldWord(h, x, i, k);
        h.storeWord(x[n(i)], Math.min(old, (int) x[m(i)]), k);
        x[d(i)] = old;
    }

    static void maximumWord(Hart h, long[] x, long i, int k) {
        int old = oldWord(h, x, i, k);
        h.storeWord(x[n(i)], Math.max(old, (int) x[m(i)]), k);
        x[d(i)] = old;
    }

    static void minimumUnsignedWord(Hart h, long[] x, long i, int k) {
        int old = oldWord(h, x, i, k);
        h.storeWord(x[n(i)], Integer.compareUnsigned(old, (int) x[m(i)]) < 0 ? old : (int) x[m(i)], k);
        x[d(i)] = old;
    }

    static void maximumUnsignedWord(Hart h, long[] x, long i, int k) {
        int old = oldWord(h, x, i, k);
        h.storeWord(x[n(i)], Integer.compareUnsigned(old, (int) x[m(i)]) > 0 ? old : (int) x[m(i)], k);
        x[d(i)] = old;
    }

    private static int oldWord(Hart h, long[] x, long i, int k) {
        h.requireAtomic(x[n(i)], 4, TrapCause.STORE_MISALIGNED, k);
        return h.loadWord(x[n(i)], k);
    }

    static void loadReservedDouble(Hart h, long[] x, long i, int k) {
        long address = x[n(i)];
        h.requireAtomic(address, 8, TrapCause.LOAD_MISALIGNED, k);
        long value = h.loadDouble(address, k);
        h.reserve(address, value);
        x[d(i)] = value;
    }

    static void storeConditionalDouble(Hart h, long[] x, long i, int k) {
        long address = x[n(i)];
        h.requireAtomic(address, 8, TrapCause.STORE_MISALIGNED, k);
        boolean passes = h.passesReservation(address, h.loadDouble(address, k));
        if (passes) {
            h.storeDouble(address, x[m(i)], k);
        }
        h.reserved = false;
        x[d(i)] = passes ? 0 : 1;
    }

    static void swapDouble(Hart h, long[] x, long i, int k) {
        long old = oldDouble(h, x, i, k);
        h.storeDouble(x[n(i)], x[m(i)], k);
        x[d(i)] = old;
    }

    static void addDouble(Hart h, long[] x, long i, int k) {
        long old = oldDouble(h, x, i, k);
        h.storeDouble(x[n(i)], old + x[m(i)], k);
        x[d(i)] = old;
    }

    static void xorDouble(Hart h, long[] x, long i, int k) {
        long old = oldDouble(h, x, i, k);
        h.storeDouble(x[n(i)], old ^ x[m(i)], k);
        x[d(i)] = old;
    }

    static void andDouble(Hart h, long[] x, long i, int k) {
        long old = oldDouble(h, x, i, k);
        h.storeDouble(x[n(i)], old & x[m(i)], k);
        x[d(i)] = old;
    }

    static void orDouble(Hart h, long[] x, long i, int k) {
        long old = oldDouble(h, x, i, k);
        h.storeDouble(x[n(i)], old | x[m(i)], k);
        x[d(i)] = old;
    }

    static void minimumDouble(Hart h, long[] x, long i, int k) {
        long old = oldDouble(h, x, i, k);
        h.storeDouble(x[n(i)], Math.min(old, x[m(i)]), k);
        x[d(i)] = old;
    }

    static void maximumDouble(Hart h, long[] x, long i, int k) {
        long old = oldDouble(h, x, i, k);
        h.storeDouble(x[n(i)], Math.max(old, x[m(i)]), k);
        x[d(i)] = old;
    }

    static void minimumUnsignedDouble(Hart h, long[] x, long i, int k) {
        long old = oldDouble(h, x, i, k);
        h.storeDouble(x[n(i)], Long.compareUnsigned(old, x[m(i)]) < 0 ? old : x[m(i)], k);
        x[d(i)] = old;
    }

    static void maximumUnsignedDouble(Hart h, long[] x, long i, int k) {
        long old = oldDouble(h, x, i, k);
        h.storeDouble(x[n(i)], Long.compareUnsigned(old, x[m(i)]) > 0 ? old : x[m(i)], k);
        x[d(i)] = old;
    }

    private static long oldDouble(Hart h, long[] x, long i, int k) {
        h.requireAtomic(x[n(i)], 8, TrapCause.STORE_MISALIGNED, k);
        return h.loadDouble(x[n(i)], k);
    }
}
