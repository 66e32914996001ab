package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.m;
import static dev.kenning.testbench.emulator.core.Decoded.n;

/**
 * What multiplication and division do (Unprivileged ISA, 12).
 *
 * <p>Dividing by 0 gives -1 and leaves the dividend; Java wraps the smallest number divided by -1, as RISC-V does.
 */
@SuppressWarnings("IntLongMath") // 32-bit results wrap, and are extended to 64 bits, on purpose.
final class Multiplication {

    private Multiplication() {}

    static void multiply(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] * x[m(i)];
    }

    static void multiplyWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) (x[n(i)] * x[m(i)]);
    }

    static void multiplyHigh(Hart h, long[] x, long i, int k) {
        x[d(i)] = Math.multiplyHigh(x[n(i)], x[m(i)]);
    }

    static void multiplyHighWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (x[n(i)] * x[m(i)]) >> 32;
    }

    static void multiplyHighUnsigned(Hart h, long[] x, long i, int k) {
        x[d(i)] = unsignedHigh(x[n(i)], x[m(i)]);
    }

    static void multiplyHighUnsignedWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) ((unsigned(x[n(i)]) * unsigned(x[m(i)])) >>> 32);
    }

    static void multiplyHighSignedUnsigned(Hart h, long[] x, long i, int k) {
        x[d(i)] = Math.multiplyHigh(x[n(i)], x[m(i)]) + (x[n(i)] & (x[m(i)] >> 63));
    }

    static void multiplyHighSignedUnsignedWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (x[n(i)] * unsigned(x[m(i)])) >> 32;
    }

    static void divide(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[m(i)] == 0 ? -1 : x[n(i)] / x[m(i)];
    }

    static void remainder(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[m(i)] == 0 ? x[n(i)] : x[n(i)] % x[m(i)];
    }

    static void divideUnsigned(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[m(i)] == 0 ? -1 : Long.divideUnsigned(x[n(i)], x[m(i)]);
    }

    static void remainderUnsigned(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[m(i)] == 0 ? x[n(i)] : Long.remainderUnsigned(x[n(i)], x[m(i)]);
    }

    static void divideWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) x[m(i)] == 0 ? -1 : (int) x[n(i)] / (int) x[m(i)];
    }

    static void remainderWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) x[m(i)] == 0 ? (int) x[n(i)] : (int) x[n(i)] % (int) x[m(i)];
    }

    static void divideUnsignedWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) x[m(i)] == 0 ? -1 : Integer.divideUnsigned((int) x[n(i)], (int) x[m(i)]);
    }

    static void remainderUnsignedWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) x[m(i)] == 0 ? (int) x[n(i)] : Integer.remainderUnsigned((int) x[n(i)], (int) x[m(i)]);
    }

    private static long unsigned(long value) {
        return value & 0xFFFF_FFFFL;
    }

    private static long unsignedHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + (a & (b >> 63)) + (b & (a >> 63));
    }
}
