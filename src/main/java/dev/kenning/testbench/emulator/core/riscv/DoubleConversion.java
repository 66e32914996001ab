package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.n;

import dev.kenning.testbench.emulator.core.softfloat.DoubleUnit;

/**
 * What conversions do between double precision, single precision and integers (Unprivileged ISA, 21.5). The immediate is
 * the mode.
 */
final class DoubleConversion {

    private DoubleConversion() {}

    static void toWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = FloatConversion.toSigned(h.rounding(immediate(i), k), number(h, n(i)), 32);
    }

    static void toUnsignedWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) FloatConversion.toUnsigned(h.rounding(immediate(i), k), number(h, n(i)), 32);
    }

    static void toDoubleword(Hart h, long[] x, long i, int k) {
        x[d(i)] = FloatConversion.toSigned(h.rounding(immediate(i), k), number(h, n(i)), 64);
    }

    static void toUnsignedDoubleword(Hart h, long[] x, long i, int k) {
        x[d(i)] = FloatConversion.toUnsigned(h.rounding(immediate(i), k), number(h, n(i)), 64);
    }

    static void fromWord(Hart h, long[] x, long i, int k) {
        int value = (int) x[n(i)];
        h.f[d(i)] = DoubleUnit.ofSigned(h.rounding(immediate(i), k), value);
    }

    static void fromUnsignedWord(Hart h, long[] x, long i, int k) {
        h.f[d(i)] = DoubleUnit.ofUnsigned(h.rounding(immediate(i), k), x[n(i)] & 0xFFFF_FFFFL);
    }

    static void fromDoubleword(Hart h, long[] x, long i, int k) {
        h.f[d(i)] = DoubleUnit.ofSigned(h.rounding(immediate(i), k), x[n(i)]);
    }

    static void fromUnsignedDoubleword(Hart h, long[] x, long i, int k) {
        h.f[d(i)] = DoubleUnit.ofUnsigned(h.rounding(immediate(i), k), x[n(i)]);
    }

    static void toSingle(Hart h, long[] x, long i, int k) {
        h.setSingle(d(i), DoubleUnit.toSingle(h.rounding(immediate(i), k), h.f[n(i)]));
    }

    static void fromSingle(Hart h, long[] x, long i, int k) {
        h.f[d(i)] = DoubleUnit.ofSingle(h.rounding(immediate(i), k), h.single(n(i)));
    }

    private static double number(Hart h, int register) {
        return Double.longBitsToDouble(h.f[register]);
    }
}
