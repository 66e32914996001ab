package dev.kenning.testbench.emulator.core.arm;

import static dev.kenning.testbench.emulator.core.Decoded.a;
import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.m;
import static dev.kenning.testbench.emulator.core.Decoded.n;

/** What loads, stores and moves of floating-point registers do; a D register is the pair of S registers it overlays. */
final class FloatTransfer {

    private static final int LAST = 31;

    private FloatTransfer() {}

    static void load(Processor p, int[] r, long i, int k) {
        int address = r[n(i)] + immediate(i);
        p.requireAligned(address, k);
        p.s[d(i)] = p.loadWord(address, k);
    }

    static void loadLiteral(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = p.loadWord(immediate(i), k);
    }

    static void store(Processor p, int[] r, long i, int k) {
        int address = r[n(i)] + immediate(i);
        p.requireAligned(address, k);
        p.storeWord(address, p.s[d(i)], k);
    }

    static void loadPair(Processor p, int[] r, long i, int k) {
        load(p, i, r[n(i)] + immediate(i), 2, k);
    }

    static void loadPairLiteral(Processor p, int[] r, long i, int k) {
        load(p, i, immediate(i), 2, k);
    }

    static void storePair(Processor p, int[] r, long i, int k) {
        store(p, i, r[n(i)] + immediate(i), 2, k);
    }

    static void loadMultiple(Processor p, int[] r, long i, int k) {
        load(p, i, r[n(i)], immediate(i), k);
    }

    static void loadMultipleUpdating(Processor p, int[] r, long i, int k) {
        int address = r[n(i)];
        int count = immediate(i);
        if (count == 1) {
            // What compilers make of *p++; the inner loop of every kernel has it.
            p.requireAligned(address, k);
            p.s[d(i)] = p.loadWord(address, k);
        } else {
            load(p, i, address, count, k);
        }
        r[n(i)] = address + 4 * count;
    }

    static void loadMultipleBefore(Processor p, int[] r, long i, int k) {
        int address = r[n(i)] - 4 * immediate(i);
        load(p, i, address, immediate(i), k);
        r[n(i)] = address;
    }

    static void storeMultiple(Processor p, int[] r, long i, int k) {
        store(p, i, r[n(i)], immediate(i), k);
    }

    static void storeMultipleUpdating(Processor p, int[] r, long i, int k) {
        int address = r[n(i)];
        store(p, i, address, immediate(i), k);
        r[n(i)] = address + 4 * immediate(i);
    }

    static void storeMultipleBefore(Processor p, int[] r, long i, int k) {
        int address = r[n(i)] - 4 * immediate(i);
        store(p, i, address, immediate(i), k);
        r[n(i)] = address;
    }

    static void fromCore(Processor p, int[] r, long i, int k) {
        p.s[n(i)] = r[d(i)];
    }

    static void fromCoreHigh(Processor p, int[] r, long i, int k) {
        p.s[n(i) + 1 & LAST] = r[d(i)];
    }

    static void toCore(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.s[n(i)];
    }

    static void toCoreHigh(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.s[n(i) + 1 & LAST];
    }

    static void pairFromCore(Processor p, int[] r, long i, int k) {
        p.s[m(i)] = r[d(i)];
        p.s[m(i) + 1 & LAST] = r[a(i)];
    }

    static void pairToCore(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.s[m(i)];
        r[a(i)] = p.s[m(i) + 1 & LAST];
    }

    static void toStatus(Processor p, int[] r, long i, int k) {
        p.floats.set(r[d(i)]);
    }

    static void fromStatus(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.floats.value();
    }

    static void statusToFlags(Processor p, int[] r, long i, int k) {
        p.setConditionFlags(p.floats.value());
    }

    private static void load(Processor p, long i, int address, int count, int k) {
        p.requireAligned(address, k);
        for (int j = 0; j < count; j++) {
            p.s[d(i) + j & LAST] = p.loadWord(address + 4 * j, k);
        }
    }

    private static void store(Processor p, long i, int address, int count, int k) {
        p.requireAligned(address, k);
        for (int j = 0; j < count; j++) {
            p.storeWord(address + 4 * j, p.s[d(i) + j & LAST], k);
        }
    }
}
