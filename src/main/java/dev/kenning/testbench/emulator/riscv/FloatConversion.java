package dev.kenning.testbench.emulator.riscv;

import static dev.kenning.testbench.emulator.code.Decoded.d;
import static dev.kenning.testbench.emulator.code.Decoded.immediate;
import static dev.kenning.testbench.emulator.code.Decoded.n;

import dev.kenning.testbench.emulator.softfloat.FloatEnvironment;
import dev.kenning.testbench.emulator.softfloat.FloatUnit;

/** What conversions do between single precision and integers (Unprivileged ISA, 20.7). The immediate is the mode. */
final class FloatConversion {

    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;
    private static final long STICKY = 1L << 11;

    private FloatConversion() {}

    static void toWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = toWord(h.rounding(immediate(i), k), h.f[n(i)]);
    }

    static void toUnsignedWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = toUnsignedWord(h.rounding(immediate(i), k), h.f[n(i)]);
    }

    static void toDouble(Hart h, long[] x, long i, int k) {
        FloatControl status = h.rounding(immediate(i), k);
        x[d(i)] = (long) toInteger(status, h.f[n(i)], -TWO_TO_63, TWO_TO_63);
    }

    static void toUnsignedDouble(Hart h, long[] x, long i, int k) {
        FloatControl status = h.rounding(immediate(i), k);
        double value = toInteger(status, h.f[n(i)], 0, TWO_TO_64);
        x[d(i)] = value < TWO_TO_63 ? (long) value : value < TWO_TO_64 ? (long) (value - TWO_TO_63) | 1L << 63 : -1;
    }

    static void fromWord(Hart h, long[] x, long i, int k) {
        h.f[d(i)] = fromWord(h.rounding(immediate(i), k), (int) x[n(i)]);
    }

    static void fromUnsignedWord(Hart h, long[] x, long i, int k) {
        h.f[d(i)] = fromUnsignedWord(h.rounding(immediate(i), k), (int) x[n(i)]);
    }

    static void fromDouble(Hart h, long[] x, long i, int k) {
        long value = x[n(i)];
        long magnitude = Math.abs(value);
        double exact = value == Long.MIN_VALUE ? TWO_TO_63 : (double) shortened(magnitude);
        h.f[d(i)] = rounded(h.rounding(immediate(i), k), value < 0 ? -exact : exact);
    }

    static void fromUnsignedDouble(Hart h, long[] x, long i, int k) {
        long value = x[n(i)];
        double exact = value >= 0 ? (double) shortened(value) : 2.0 * shortened((value >>> 1) | (value & 1));
        h.f[d(i)] = rounded(h.rounding(immediate(i), k), exact);
    }

    static int fromWord(FloatControl status, int value) {
        return rounded(status, value);
    }

    static int fromUnsignedWord(FloatControl status, int value) {
        return rounded(status, (double) Integer.toUnsignedLong(value));
    }

    static int toWord(FloatControl status, int bits) {
        double value = toInteger(status, bits, Integer.MIN_VALUE, 0x1p31);
        return (int) value;
    }

    static int toUnsignedWord(FloatControl status, int bits) {
        double value = toInteger(status, bits, 0, 0x1p32);
        return value < 0x1p32 ? (int) (long) value : -1;
    }

    /**
     * Rounds to an integer from a lowest to below an end; what lies outside is invalid and gives the nearest of both, and
     * so does a NaN, as if it were large.
     */
    private static double toInteger(FloatControl status, int bits, double lowest, double end) {
        if (FloatUnit.isNan(bits)) {
            status.raise(FloatEnvironment.INVALID);
            return end;
        }
        double exact = FloatUnit.value(bits);
        double result = FloatUnit.roundIntegral(exact, status.roundingMode());
        if (result < lowest || result >= end) {
            status.raise(FloatEnvironment.INVALID);
            return result < lowest ? lowest : end;
        }
        if (result != exact) {
            status.raise(FloatEnvironment.INEXACT);
        }
        return result;
    }

    private static int rounded(FloatControl status, double value) {
        return value == 0 ? 0 : FloatUnit.round(status, value);
    }

    /** Makes a number fit a double exactly where single precision cannot tell: the lowest bits become one. */
    private static long shortened(long magnitude) {
        boolean fits = magnitude >>> 53 == 0;
        boolean lost = (magnitude & STICKY - 1) != 0;
        return fits ? magnitude : (magnitude & ~(STICKY - 1)) | (lost ? STICKY : 0);
    }
}
