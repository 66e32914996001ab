package dev.kenning.testbench.emulator.core.arm;

import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.m;
import static dev.kenning.testbench.emulator.core.Decoded.n;

/** What the parallel additions and subtractions of halfwords and bytes do (ARMv7-M ARM, A4.4.5). */
final class Parallel {

    private Parallel() {}

    static void sadd16(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (short) a + (short) b;
        int high = (a >> 16) + (b >> 16);
        p.greaterOrEqual = (low >= 0 ? 3 : 0) | (high >= 0 ? 12 : 0);
        r[d(i)] = halves(low, high);
    }

    static void sasx(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (short) a - (b >> 16);
        int high = (a >> 16) + (short) b;
        p.greaterOrEqual = (low >= 0 ? 3 : 0) | (high >= 0 ? 12 : 0);
        r[d(i)] = halves(low, high);
    }

    static void ssax(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (short) a + (b >> 16);
        int high = (a >> 16) - (short) b;
        p.greaterOrEqual = (low >= 0 ? 3 : 0) | (high >= 0 ? 12 : 0);
        r[d(i)] = halves(low, high);
    }

    static void ssub16(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (short) a - (short) b;
        int high = (a >> 16) - (b >> 16);
        p.greaterOrEqual = (low >= 0 ? 3 : 0) | (high >= 0 ? 12 : 0);
        r[d(i)] = halves(low, high);
    }

    static void sadd8(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int result = 0;
        int flags = 0;
        for (int lane = 0; lane < 4; lane++) {
            int value = (byte) (a >>> (8 * lane)) + (byte) (b >>> (8 * lane));
            result |= (value & 0xFF) << (8 * lane);
            flags |= value >= 0 ? 1 << lane : 0;
        }
        p.greaterOrEqual = flags;
        r[d(i)] = result;
    }

    static void ssub8(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int result = 0;
        int flags = 0;
        for (int lane = 0; lane < 4; lane++) {
            int value = (byte) (a >>> (8 * lane)) - (byte) (b >>> (8 * lane));
            result |= (value & 0xFF) << (8 * lane);
            flags |= value >= 0 ? 1 << lane : 0;
        }
        p.greaterOrEqual = flags;
        r[d(i)] = result;
    }

    static void qadd16(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (short) a + (short) b;
        int high = (a >> 16) + (b >> 16);
        r[d(i)] = halves(Saturation.signed(low, 16), Saturation.signed(high, 16));
    }

    static void qasx(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (short) a - (b >> 16);
        int high = (a >> 16) + (short) b;
        r[d(i)] = halves(Saturation.signed(low, 16), Saturation.signed(high, 16));
    }

    static void qsax(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (short) a + (b >> 16);
        int high = (a >> 16) - (short) b;
        r[d(i)] = halves(Saturation.signed(low, 16), Saturation.signed(high, 16));
    }

    static void qsub16(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (short) a - (short) b;
        int high = (a >> 16) - (b >> 16);
        r[d(i)] = halves(Saturation.signed(low, 16), Saturation.signed(high, 16));
    }

    static void qadd8(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int result = 0;
        for (int lane = 0; lane < 4; lane++) {
            int value = (byte) (a >>> (8 * lane)) + (byte) (b >>> (8 * lane));
            result |= (Saturation.signed(value, 8) & 0xFF) << (8 * lane);
        }
        r[d(i)] = result;
    }

    static void qsub8(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int result = 0;
        for (int lane = 0; lane < 4; lane++) {
            int value = (byte) (a >>> (8 * lane)) - (byte) (b >>> (8 * lane));
            result |= (Saturation.signed(value, 8) & 0xFF) << (8 * lane);
        }
        r[d(i)] = result;
    }

    static void shadd16(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (short) a + (short) b;
        int high = (a >> 16) + (b >> 16);
        r[d(i)] = halves(low >> 1, high >> 1);
    }

    static void shasx(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (short) a - (b >> 16);
        int high = (a >> 16) + (short) b;
        r[d(i)] = halves(low >> 1, high >> 1);
    }

    static void shsax(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (short) a + (b >> 16);
        int high = (a >> 16) - (short) b;
        r[d(i)] = halves(low >> 1, high >> 1);
    }

    static void shsub16(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (short) a - (short) b;
        int high = (a >> 16) - (b >> 16);
        r[d(i)] = halves(low >> 1, high >> 1);
    }

    static void shadd8(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int result = 0;
        for (int lane = 0; lane < 4; lane++) {
            int value = (byte) (a >>> (8 * lane)) + (byte) (b >>> (8 * lane));
            result |= ((value >> 1) & 0xFF) << (8 * lane);
        }
        r[d(i)] = result;
    }

    static void shsub8(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int result = 0;
        for (int lane = 0; lane < 4; lane++) {
            int value = (byte) (a >>> (8 * lane)) - (byte) (b >>> (8 * lane));
            result |= ((value >> 1) & 0xFF) << (8 * lane);
        }
        r[d(i)] = result;
    }

    static void uadd16(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (a & 0xFFFF) + (b & 0xFFFF);
        int high = (a >>> 16) + (b >>> 16);
        p.greaterOrEqual = (low > 0xFFFF ? 3 : 0) | (high > 0xFFFF ? 12 : 0);
        r[d(i)] = halves(low, high);
    }

    static void uasx(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (a & 0xFFFF) - (b >>> 16);
        int high = (a >>> 16) + (b & 0xFFFF);
        p.greaterOrEqual = (low >= 0 ? 3 : 0) | (high > 0xFFFF ? 12 : 0);
        r[d(i)] = halves(low, high);
    }

    static void usax(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (a & 0xFFFF) + (b >>> 16);
        int high = (a >>> 16) - (b & 0xFFFF);
        p.greaterOrEqual = (low > 0xFFFF ? 3 : 0) | (high >= 0 ? 12 : 0);
        r[d(i)] = halves(low, high);
    }

    static void usub16(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (a & 0xFFFF) - (b & 0xFFFF);
        int high = (a >>> 16) - (b >>> 16);
        p.greaterOrEqual = (low >= 0 ? 3 : 0) | (high >= 0 ? 12 : 0);
        r[d(i)] = halves(low, high);
    }

    static void uadd8(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int result = 0;
        int flags = 0;
        for (int lane = 0; lane < 4; lane++) {
            int value = (a >>> (8 * lane) & 0xFF) + (b >>> (8 * lane) & 0xFF);
            result |= (value & 0xFF) << (8 * lane);
            flags |= value > 0xFF ? 1 << lane : 0;
        }
        p.greaterOrEqual = flags;
        r[d(i)] = result;
    }

    static void usub8(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int result = 0;
        int flags = 0;
        for (int lane = 0; lane < 4; lane++) {
            int value = (a >>> (8 * lane) & 0xFF) - (b >>> (8 * lane) & 0xFF);
            result |= (value & 0xFF) << (8 * lane);
            flags |= value >= 0 ? 1 << lane : 0;
        }
        p.greaterOrEqual = flags;
        r[d(i)] = result;
    }

    static void uqadd16(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (a & 0xFFFF) + (b & 0xFFFF);
        int high = (a >>> 16) + (b >>> 16);
        r[d(i)] = halves(Saturation.unsigned(low, 16), Saturation.unsigned(high, 16));
    }

    static void uqasx(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (a & 0xFFFF) - (b >>> 16);
        int high = (a >>> 16) + (b & 0xFFFF);
        r[d(i)] = halves(Saturation.unsigned(low, 16), Saturation.unsigned(high, 16));
    }

    static void uqsax(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (a & 0xFFFF) + (b >>> 16);
        int high = (a >>> 16) - (b & 0xFFFF);
        r[d(i)] = halves(Saturation.unsigned(low, 16), Saturation.unsigned(high, 16));
    }

    static void uqsub16(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (a & 0xFFFF) - (b & 0xFFFF);
        int high = (a >>> 16) - (b >>> 16);
        r[d(i)] = halves(Saturation.unsigned(low, 16), Saturation.unsigned(high, 16));
    }

    static void uqadd8(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int result = 0;
        for (int lane = 0; lane < 4; lane++) {
            int value = (a >>> (8 * lane) & 0xFF) + (b >>> (8 * lane) & 0xFF);
            result |= (Saturation.unsigned(value, 8) & 0xFF) << (8 * lane);
        }
        r[d(i)] = result;
    }

    static void uqsub8(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int result = 0;
        for (int lane = 0; lane < 4; lane++) {
            int value = (a >>> (8 * lane) & 0xFF) - (b >>> (8 * lane) & 0xFF);
            result |= (Saturation.unsigned(value, 8) & 0xFF) << (8 * lane);
        }
        r[d(i)] = result;
    }

    static void uhadd16(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (a & 0xFFFF) + (b & 0xFFFF);
        int high = (a >>> 16) + (b >>> 16);
        r[d(i)] = halves(low >> 1, high >> 1);
    }

    static void uhasx(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (a & 0xFFFF) - (b >>> 16);
        int high = (a >>> 16) + (b & 0xFFFF);
        r[d(i)] = halves(low >> 1, high >> 1);
    }

    static void uhsax(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (a & 0xFFFF) + (b >>> 16);
        int high = (a >>> 16) - (b & 0xFFFF);
        r[d(i)] = halves(low >> 1, high >> 1);
    }

    static void uhsub16(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int low = (a & 0xFFFF) - (b & 0xFFFF);
        int high = (a >>> 16) - (b >>> 16);
        r[d(i)] = halves(low >> 1, high >> 1);
    }

    static void uhadd8(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int result = 0;
        for (int lane = 0; lane < 4; lane++) {
            int value = (a >>> (8 * lane) & 0xFF) + (b >>> (8 * lane) & 0xFF);
            result |= ((value >> 1) & 0xFF) << (8 * lane);
        }
        r[d(i)] = result;
    }

    static void uhsub8(Processor p, int[] r, long i, int k) {
        int a = r[n(i)];
        int b = r[m(i)];
        int result = 0;
        for (int lane = 0; lane < 4; lane++) {
            int value = (a >>> (8 * lane) & 0xFF) - (b >>> (8 * lane) & 0xFF);
            result |= ((value >> 1) & 0xFF) << (8 * lane);
        }
        r[d(i)] = result;
    }

    private static int halves(int low, int high) {
        return (low & 0xFFFF) | high << 16;
    }
}
