package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.n;

import dev.kenning.testbench.emulator.core.softfloat.FloatEnvironment;
import dev.kenning.testbench.emulator.core.softfloat.FloatUnit;

/** What conversions do between single precision and integers (Unprivileged ISA, 20.7). The immediate is the mode. */
final class FloatConversion {

    private static final double TWO_TO_63 = 0x1p63;
    private static final long STICKY = 1L << 11;

    private FloatConversion() {}

    static void toWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = toSigned(h.rounding(immediate(i), k), h.single(n(i)), 32);
    }

    static void toUnsignedWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) toUnsigned(h.rounding(immediate(i), k), h.single(n(i)), 32);
    }

    static void toDoubleword(Hart h, long[] x, long i, int k) {
        x[d(i)] = toSigned(h.rounding(immediate(i), k), h.single(n(i)), 64);
    }

    static void toUnsignedDoubleword(Hart h, long[] x, long i, int k) {
        x[d(i)] = toUnsigned(h.rounding(immediate(i), k), h.single(n(i)), 64);
    }

    static void fromWord(Hart h, long[] x, long i, int k) {
        int value = (int) x[n(i)];
        h.setSingle(d(i), fromSigned(h.rounding(immediate(i), k), value));
    }

    static void fromUnsignedWord(Hart h, long[] x, long i, int k) {
        h.setSingle(d(i), fromUnsigned(h.rounding(immediate(i), k), x[n(i)] & 0xFFFF_FFFFL));
    }

    static void fromDoubleword(Hart h, long[] x, long i, int k) {
        h.setSingle(d(i), fromSigned(h.rounding(immediate(i), k), x[n(i)]));
    }

    static void fromUnsignedDoubleword(Hart h, long[] x, long i, int k) {
        h.setSingle(d(i), fromUnsigned(h.rounding(immediate(i), k), x[n(i)]));
    }

    static int fromSigned(FloatControl status, long value) {
        double exact = value == Long.MIN_VALUE ? TWO_TO_63 : (double) shortened(Math.abs(value));
        return rounded(status, value < 0 ? -exact : exact);
    }

    static int fromUnsigned(FloatControl status, long value) {
        double exact = value >= 0 ? (double) shortened(value) : 2.0 * shortened((value >>> 1) | (value & 1));
        return rounded(status, exact);
    }

    /** Rounds to a signed integer of so many bits. */
    static long toSigned(FloatControl status, int bits, int width) {
        return toSigned(status, FloatUnit.value(bits), width);
    }

    /** Rounds to an unsigned integer of so many bits, zero-extended. */
    static long toUnsigned(FloatControl status, int bits, int width) {
        return toUnsigned(status, FloatUnit.value(bits), width);
    }

    /** Rounds to a signed integer of so many bits. */
    static long toSigned(FloatControl status, double exact, int width) {
        double end = Math.scalb(1.0, width - 1);
        double value = toInteger(status, exact, -end, end);
        return value < end ? (long) value : -1L >>> (65 - width);
    }

    /** Rounds to an unsigned integer of so many bits, zero-extended. */
    static long toUnsigned(FloatControl status, double exact, int width) {
        double end = Math.scalb(1.0, width);
        double value = toInteger(status, exact, 0, end);
        if (value >= end) {
            return -1L >>> (64 - width);
        }
        return value < TWO_TO_63 ? (long) value : (long) (value - TWO_TO_63) | 1L << 63;
    }

    /**
     * Rounds to an integer from a lowest to below an end; what lies outside is invalid and gives the nearest of both, and
     * so does a NaN, as if it were large.
     */
    private static double toInteger(FloatControl status, double exact, double lowest, double end) {
        if (Double.isNaN(exact)) {
            status.raise(FloatEnvironment.INVALID);
            return end;
        }
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
