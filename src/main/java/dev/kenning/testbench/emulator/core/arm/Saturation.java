package dev.kenning.testbench.emulator.core.arm;

import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.m;
import static dev.kenning.testbench.emulator.core.Decoded.n;

/** What saturating instructions do. */
final class Saturation {

    private Saturation() {}

    static void ssat(Processor p, int[] r, long i, int k) {
        int bits = immediate(i) & 0xFF;
        int value = shifted(r, i);
        int result = signed(value, bits);
        p.saturated |= result != value ? 1 : 0;
        r[d(i)] = result;
    }

    static void usat(Processor p, int[] r, long i, int k) {
        int bits = immediate(i) & 0xFF;
        int value = shifted(r, i);
        int result = unsigned(value, bits);
        p.saturated |= result != value ? 1 : 0;
        r[d(i)] = result;
    }

    static void ssat16(Processor p, int[] r, long i, int k) {
        int value = r[n(i)];
        int low = signed((short) value, immediate(i));
        int high = signed(value >> 16, immediate(i));
        p.saturated |= low != (short) value || high != value >> 16 ? 1 : 0;
        r[d(i)] = (low & 0xFFFF) | high << 16;
    }

    static void usat16(Processor p, int[] r, long i, int k) {
        int value = r[n(i)];
        int low = unsigned((short) value, immediate(i));
        int high = unsigned(value >> 16, immediate(i));
        p.saturated |= low != (short) value || high != value >> 16 ? 1 : 0;
        r[d(i)] = (low & 0xFFFF) | high << 16;
    }

    static void qadd(Processor p, int[] r, long i, int k) {
        r[d(i)] = saturate(p, (long) r[m(i)] + r[n(i)]);
    }

    static void qsub(Processor p, int[] r, long i, int k) {
        r[d(i)] = saturate(p, (long) r[m(i)] - r[n(i)]);
    }

    static void qdadd(Processor p, int[] r, long i, int k) {
        int doubled = saturate(p, 2L * r[n(i)]);
        r[d(i)] = saturate(p, (long) r[m(i)] + doubled);
    }

    static void qdsub(Processor p, int[] r, long i, int k) {
        int doubled = saturate(p, 2L * r[n(i)]);
        r[d(i)] = saturate(p, (long) r[m(i)] - doubled);
    }

    /** Saturates to a signed number of 1 to 32 bits. */
    static int signed(int value, int bits) {
        int highest = (int) ((1L << (bits - 1)) - 1);
        return Math.max(~highest, Math.min(value, highest));
    }

    /** Saturates to an unsigned number of 0 to 31 bits. */
    static int unsigned(int value, int bits) {
        int highest = (1 << bits) - 1;
        return Math.max(0, Math.min(value, highest));
    }

    private static int shifted(int[] r, long i) {
        int amount = immediate(i) >>> 8 & 0xFF;
        return immediate(i) >>> 16 != 0 ? r[n(i)] >> amount : r[n(i)] << amount;
    }

    private static int saturate(Processor p, long value) {
        int result = (int) Math.max(Integer.MIN_VALUE, Math.min(value, Integer.MAX_VALUE));
        p.saturated |= result != value ? 1 : 0;
        return result;
    }
}
