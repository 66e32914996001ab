package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.n;

import dev.kenning.testbench.emulator.core.softfloat.HalfUnit;

/**
 * What conversions do between half precision, the other formats and integers (Unprivileged ISA, Zfh). The immediate is the
 * mode.
 */
final class HalfConversion {

    private HalfConversion() {}

    static void toWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = FloatConversion.toSigned(h.rounding(immediate(i), k), HalfUnit.value(h.half(n(i))), 32);
    }

    static void toUnsignedWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) FloatConversion.toUnsigned(h.rounding(immediate(i), k), HalfUnit.value(h.half(n(i))), 32);
    }

    static void toDoubleword(Hart h, long[] x, long i, int k) {
        x[d(i)] = FloatConversion.toSigned(h.rounding(immediate(i), k), HalfUnit.value(h.half(n(i))), 64);
    }

    static void toUnsignedDoubleword(Hart h, long[] x, long i, int k) {
        x[d(i)] = FloatConversion.toUnsigned(h.rounding(immediate(i), k), HalfUnit.value(h.half(n(i))), 64);
    }

    static void fromWord(Hart h, long[] x, long i, int k) {
        int value = (int) x[n(i)];
        h.setHalf(d(i), HalfUnit.ofSigned(h.rounding(immediate(i), k), value));
    }

    static void fromUnsignedWord(Hart h, long[] x, long i, int k) {
        h.setHalf(d(i), HalfUnit.ofUnsigned(h.rounding(immediate(i), k), x[n(i)] & 0xFFFF_FFFFL));
    }

    static void fromDoubleword(Hart h, long[] x, long i, int k) {
        h.setHalf(d(i), HalfUnit.ofSigned(h.rounding(immediate(i), k), x[n(i)]));
    }

    static void fromUnsignedDoubleword(Hart h, long[] x, long i, int k) {
        h.setHalf(d(i), HalfUnit.ofUnsigned(h.rounding(immediate(i), k), x[n(i)]));
    }

    static void toSingle(Hart h, long[] x, long i, int k) {
        h.setSingle(d(i), HalfUnit.toSingle(h.rounding(immediate(i), k), h.half(n(i))));
    }

    static void fromSingle(Hart h, long[] x, long i, int k) {
        h.setHalf(d(i), HalfUnit.ofSingle(h.rounding(immediate(i), k), h.single(n(i))));
    }

    static void toDouble(Hart h, long[] x, long i, int k) {
        h.f[d(i)] = HalfUnit.toDouble(h.rounding(immediate(i), k), h.half(n(i)));
    }

    static void fromDouble(Hart h, long[] x, long i, int k) {
        h.setHalf(d(i), HalfUnit.ofDouble(h.rounding(immediate(i), k), h.f[n(i)]));
    }
}
