package dev.kenning.testbench.emulator.core.arm;

import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.m;
import static dev.kenning.testbench.emulator.core.Decoded.n;

/** What the packing, extending and selecting instructions of the DSP extension do. */
final class Dsp {

    private Dsp() {}

    static void pkhbt(Processor p, int[] r, long i, int k) {
        r[d(i)] = (r[n(i)] & 0xFFFF) | (r[m(i)] << immediate(i) & 0xFFFF_0000);
    }

    static void pkhtb(Processor p, int[] r, long i, int k) {
        r[d(i)] = (r[n(i)] & 0xFFFF_0000) | (r[m(i)] >> Math.min(immediate(i), 31) & 0xFFFF);
    }

    static void sxtah(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] + (short) rotated(r, i);
    }

    static void uxtah(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] + (rotated(r, i) & 0xFFFF);
    }

    static void sxtab(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] + (byte) rotated(r, i);
    }

    static void uxtab(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] + (rotated(r, i) & 0xFF);
    }

    static void sxtb16(Processor p, int[] r, long i, int k) {
        int value = rotated(r, i);
        r[d(i)] = ((byte) value & 0xFFFF) | (byte) (value >>> 16) << 16;
    }

    static void uxtb16(Processor p, int[] r, long i, int k) {
        r[d(i)] = rotated(r, i) & 0xFF_00FF;
    }

    static void sxtab16(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int value = rotated(r, i);
        int low = a + (byte) value;
        int high = (a >>> 16) + (byte) (value >>> 16);
        r[d(i)] = (low & 0xFFFF) | high << 16;
    }

    static void uxtab16(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int value = rotated(r, i) & 0xFF_00FF;
        int low = a + (value & 0xFFFF);
        int high = (a >>> 16) + (value >>> 16);
        r[d(i)] = (low & 0xFFFF) | high << 16;
    }

    static void sel(Processor p, int[] r, long i, int k) {
        int mask = 0;
        for (int lane = 0; lane < 4; lane++) {
            mask |= ((p.greaterOrEqual >>> lane & 1) * 0xFF) << (8 * lane);
        }
        r[d(i)] = (r[n(i)] & mask) | (r[m(i)] & ~mask);
    }

    private static int rotated(int[] r, long i) {
        return Integer.rotateRight(r[m(i)], immediate(i));
    }
}
