package dev.kenning.testbench.emulator.core.arm;

import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.m;

import dev.kenning.testbench.emulator.core.softfloat.FloatUnit;

/** What conversions do between single precision, integers, fixed point and half precision. */
final class FloatConversion {

    private static final int SIGN = 0x8000_0000;
    private static final int HALF_SIGN = 0x8000;
    private static final int HALF_INFINITY = 0x7C00;
    private static final int HALF_LARGEST = 0x7BFF;
    private static final int HALF_DEFAULT_NAN = 0x7E00;

    private FloatConversion() {}

    static void fromSigned(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = fromDouble(p.floats, p.s[m(i)], p.floats.roundingMode());
    }

    static void fromUnsigned(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = fromDouble(p.floats, (double) (p.s[m(i)] & 0xFFFF_FFFFL), p.floats.roundingMode());
    }

    static void toSigned(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toSigned(p.floats, p.s[m(i)], 32, 0, FloatStatus.TO_ZERO);
    }

    static void toUnsigned(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toUnsigned(p.floats, p.s[m(i)], 32, 0, FloatStatus.TO_ZERO);
    }

    static void toSignedRounded(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toSigned(p.floats, p.s[m(i)], 32, 0, p.floats.roundingMode());
    }

    static void toUnsignedRounded(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toUnsigned(p.floats, p.s[m(i)], 32, 0, p.floats.roundingMode());
    }

    static void vcvtaSigned(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toSigned(p.floats, p.s[m(i)], 32, 0, FloatStatus.TIES_AWAY);
    }

    static void vcvtnSigned(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toSigned(p.floats, p.s[m(i)], 32, 0, FloatStatus.TO_NEAREST);
    }

    static void vcvtpSigned(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toSigned(p.floats, p.s[m(i)], 32, 0, FloatStatus.TO_PLUS_INFINITY);
    }

    static void vcvtmSigned(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toSigned(p.floats, p.s[m(i)], 32, 0, FloatStatus.TO_MINUS_INFINITY);
    }

    static void vcvtaUnsigned(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toUnsigned(p.floats, p.s[m(i)], 32, 0, FloatStatus.TIES_AWAY);
    }

    static void vcvtnUnsigned(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toUnsigned(p.floats, p.s[m(i)], 32, 0, FloatStatus.TO_NEAREST);
    }

    static void vcvtpUnsigned(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toUnsigned(p.floats, p.s[m(i)], 32, 0, FloatStatus.TO_PLUS_INFINITY);
    }

    static void vcvtmUnsigned(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toUnsigned(p.floats, p.s[m(i)], 32, 0, FloatStatus.TO_MINUS_INFINITY);
    }

    static void fromFixedSigned16(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = fromFixed(p.floats, (short) p.s[d(i)], immediate(i));
    }

    static void fromFixedUnsigned16(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = fromFixed(p.floats, p.s[d(i)] & 0xFFFF, immediate(i));
    }

    static void fromFixedSigned32(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = fromFixed(p.floats, p.s[d(i)], immediate(i));
    }

    static void fromFixedUnsigned32(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = fromFixed(p.floats, (double) (p.s[d(i)] & 0xFFFF_FFFFL), immediate(i));
    }

    static void toFixedSigned16(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toSigned(p.floats, p.s[d(i)], 16, immediate(i), FloatStatus.TO_ZERO);
    }

    static void toFixedUnsigned16(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toUnsigned(p.floats, p.s[d(i)], 16, immediate(i), FloatStatus.TO_ZERO);
    }

    static void toFixedSigned32(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toSigned(p.floats, p.s[d(i)], 32, immediate(i), FloatStatus.TO_ZERO);
    }

    static void toFixedUnsigned32(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toUnsigned(p.floats, p.s[d(i)], 32, immediate(i), FloatStatus.TO_ZERO);
    }

    static void roundByMode(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toIntegral(p.floats, p.s[m(i)], p.floats.roundingMode(), false);
    }

    static void roundToZero(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toIntegral(p.floats, p.s[m(i)], FloatStatus.TO_ZERO, false);
    }

    static void roundExact(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toIntegral(p.floats, p.s[m(i)], p.floats.roundingMode(), true);
    }

    static void vrinta(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toIntegral(p.floats, p.s[m(i)], FloatStatus.TIES_AWAY, false);
    }

    static void vrintn(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toIntegral(p.floats, p.s[m(i)], FloatStatus.TO_NEAREST, false);
    }

    static void vrintp(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toIntegral(p.floats, p.s[m(i)], FloatStatus.TO_PLUS_INFINITY, false);
    }

    static void vrintm(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = toIntegral(p.floats, p.s[m(i)], FloatStatus.TO_MINUS_INFINITY, false);
    }

    static void halfToSingleBottom(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = halfToSingle(p.floats, p.s[m(i)] & 0xFFFF);
    }

    static void halfToSingleTop(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = halfToSingle(p.floats, p.s[m(i)] >>> 16);
    }

    static void singleToHalfBottom(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = (p.s[d(i)] & 0xFFFF_0000) | singleToHalf(p.floats, p.s[m(i)]);
    }

    static void singleToHalfTop(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = (p.s[d(i)] & 0xFFFF) | singleToHalf(p.floats, p.s[m(i)]) << 16;
    }

    private static int fromDouble(FloatStatus status, double value, int mode) {
        return value == 0 ? 0 : FloatUnit.round(status, value, mode);
    }

    /** Fixed-point numbers are rounded to nearest whatever FPSCR says. */
    private static int fromFixed(FloatStatus status, double value, int fractionBits) {
        return fromDouble(status, Math.scalb(value, -fractionBits), FloatStatus.TO_NEAREST);
    }

    private static int toSigned(FloatStatus status, int operand, int width, int fractionBits, int mode) {
        double highest = (double) (1L << (width - 1)) - 1;
        return (int) toInteger(status, operand, fractionBits, mode, -highest - 1, highest);
    }

    private static int toUnsigned(FloatStatus status, int operand, int width, int fractionBits, int mode) {
        return (int) toInteger(status, operand, fractionBits, mode, 0, (double) ((1L << width) - 1));
    }

    private static long toInteger(
            FloatStatus status, int operand, int fractionBits, int mode, double lowest, double highest) {
        int bits = FloatUnit.flushed(status, operand);
        if (FloatUnit.isNan(bits)) {
            status.raise(FloatStatus.INVALID);
            return 0;
        }
        double exact = Math.scalb(FloatUnit.value(bits), fractionBits);
        double rounded = FloatUnit.roundIntegral(exact, mode);
        if (rounded < lowest || rounded > highest) {
            status.raise(FloatStatus.INVALID);
            return (long) (rounded < lowest ? lowest : highest);
        }
        if (rounded != exact) {
            status.raise(FloatStatus.INEXACT);
        }
        return (long) rounded;
    }

    private static int toIntegral(FloatStatus status, int operand, int mode, boolean tellsInexact) {
        int bits = FloatUnit.flushed(status, operand);
        if (FloatUnit.isNan(bits)) {
            return FloatUnit.quiet(status, bits);
        }
        if (FloatUnit.isInfinite(bits) || FloatUnit.isZero(bits)) {
            return bits;
        }
        double exact = FloatUnit.value(bits);
        double rounded = FloatUnit.roundIntegral(exact, mode);
        if (tellsInexact && rounded != exact) {
            status.raise(FloatStatus.INEXACT);
        }
        return Float.floatToRawIntBits((float) Math.abs(rounded)) | (bits & SIGN);
    }

    private static int halfToSingle(FloatStatus status, int half) {
        int sign = (half & HALF_SIGN) << 16;
        int exponent = half >>> 10 & 31;
        int fraction = half & 0x3FF;
        if (exponent == 31 && !status.usesAlternativeHalf()) {
            return fraction == 0 ? sign | 0x7F80_0000 : FloatUnit.quiet(status, sign | 0x7F80_0000 | fraction << 13);
        }
        double magnitude =
                exponent == 0 ? Math.scalb((double) fraction, -24) : Math.scalb(1024.0 + fraction, exponent - 25);
        return Float.floatToRawIntBits((float) magnitude) | sign;
    }

    private static int singleToHalf(FloatStatus status, int operand) {
        int bits = FloatUnit.flushed(status, operand);
        int sign = bits >>> 16 & HALF_SIGN;
        boolean alternative = status.usesAlternativeHalf();
        if (FloatUnit.isNan(bits)) {
            if (alternative) {
                status.raise(FloatStatus.INVALID);
                return sign;
            }
            int quiet = FloatUnit.quiet(status, bits);
            return status.usesDefaultNan() ? HALF_DEFAULT_NAN : sign | HALF_DEFAULT_NAN | (quiet >>> 13 & 0x1FF);
        }
        if (FloatUnit.isInfinite(bits)) {
            if (alternative) {
                status.raise(FloatStatus.INVALID);
                return sign | 0x7FFF;
            }
            return sign | HALF_INFINITY;
        }
        return FloatUnit.isZero(bits) ? sign : roundToHalf(status, FloatUnit.value(bits), sign);
    }

    private static int roundToHalf(FloatStatus status, double value, int sign) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = ((int) (bits >>> 52) & 0x7FF) - 1023;
        boolean tiny = exponent < -14;
        int mode = status.roundingMode();
        long rounded = FloatUnit.roundFraction(bits, exponent, 10, -14, mode, sign != 0);
        boolean inexact = (rounded & 1) != 0;
        int magnitude = (int) (rounded >>> 1) + (tiny ? 0 : (exponent + 14) << 10);
        if (status.usesAlternativeHalf() && magnitude > 0x7FFF) {
            status.raise(FloatStatus.INVALID);
            return sign | 0x7FFF;
        }
        if (!status.usesAlternativeHalf() && magnitude >= HALF_INFINITY) {
            status.raise(FloatStatus.OVERFLOW | FloatStatus.INEXACT);
            return sign | (FloatUnit.overflowsToInfinity(mode, sign != 0) ? HALF_INFINITY : HALF_LARGEST);
        }
        if (inexact) {
            status.raise(tiny ? FloatStatus.UNDERFLOW | FloatStatus.INEXACT : FloatStatus.INEXACT);
        }
        return sign | magnitude;
    }
}
