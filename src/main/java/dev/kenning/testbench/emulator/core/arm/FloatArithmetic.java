package dev.kenning.testbench.emulator.core.arm;

import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.m;
import static dev.kenning.testbench.emulator.core.Decoded.n;

import dev.kenning.testbench.emulator.core.softfloat.FloatUnit;
import dev.kenning.testbench.emulator.core.softfloat.HostFloat;

/**
 * What single-precision arithmetic does.
 *
 * <p>{@link HostFloat} gives the result where that is safe, {@link FloatUnit} everywhere else.
 */
final class FloatArithmetic {

    private static final int SIGN = 0x8000_0000;
    private static final int MAGNITUDE = 0x7FFF_FFFF;

    private FloatArithmetic() {}

    static void vadd(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = add(p.floats, p.s[n(i)], p.s[m(i)]);
    }

    static void vsub(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = subtract(p.floats, p.s[n(i)], p.s[m(i)]);
    }

    static void vmul(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = multiply(p.floats, p.s[n(i)], p.s[m(i)]);
    }

    static void vnmul(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = multiply(p.floats, p.s[n(i)], p.s[m(i)]) ^ SIGN;
    }

    static void vmla(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = add(p.floats, p.s[d(i)], multiply(p.floats, p.s[n(i)], p.s[m(i)]));
    }

    static void vmls(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = add(p.floats, p.s[d(i)], multiply(p.floats, p.s[n(i)], p.s[m(i)]) ^ SIGN);
    }

    static void vnmla(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = add(p.floats, p.s[d(i)] ^ SIGN, multiply(p.floats, p.s[n(i)], p.s[m(i)]) ^ SIGN);
    }

    static void vnmls(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = add(p.floats, p.s[d(i)] ^ SIGN, multiply(p.floats, p.s[n(i)], p.s[m(i)]));
    }

    static void vfma(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = multiplyAdd(p.floats, p.s[d(i)], p.s[n(i)], p.s[m(i)]);
    }

    static void vfms(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = multiplyAdd(p.floats, p.s[d(i)], p.s[n(i)] ^ SIGN, p.s[m(i)]);
    }

    static void vfnma(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = multiplyAdd(p.floats, p.s[d(i)] ^ SIGN, p.s[n(i)] ^ SIGN, p.s[m(i)]);
    }

    static void vfnms(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = multiplyAdd(p.floats, p.s[d(i)] ^ SIGN, p.s[n(i)], p.s[m(i)]);
    }

    static void vdiv(Processor p, int[] r, long i, int k) {
        int a = p.s[n(i)];
        int b = p.s[m(i)];
        int result = HostFloat.divide(a, b);
        p.s[d(i)] = p.floats.fast && HostFloat.isOrdinary(result) ? result : FloatUnit.divide(p.floats, a, b);
    }

    static void vsqrt(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = FloatUnit.squareRoot(p.floats, p.s[m(i)]);
    }

    static void vmov(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = p.s[m(i)];
    }

    static void vmovImmediate(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = immediate(i);
    }

    static void vabs(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = p.s[m(i)] & MAGNITUDE;
    }

    static void vneg(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = p.s[m(i)] ^ SIGN;
    }

    static void vcmp(Processor p, int[] r, long i, int k) {
        p.floats.setRelation(FloatUnit.compare(p.floats, p.s[d(i)], p.s[m(i)], false));
    }

    static void vcmpe(Processor p, int[] r, long i, int k) {
        p.floats.setRelation(FloatUnit.compare(p.floats, p.s[d(i)], p.s[m(i)], true));
    }

    static void vcmpZero(Processor p, int[] r, long i, int k) {
        p.floats.setRelation(FloatUnit.compare(p.floats, p.s[d(i)], 0, false));
    }

    static void vcmpeZero(Processor p, int[] r, long i, int k) {
        p.floats.setRelation(FloatUnit.compare(p.floats, p.s[d(i)], 0, true));
    }

    static void vseleq(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = p.passes(0) ? p.s[n(i)] : p.s[m(i)];
    }

    static void vselvs(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = p.passes(6) ? p.s[n(i)] : p.s[m(i)];
    }

    static void vselge(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = p.passes(10) ? p.s[n(i)] : p.s[m(i)];
    }

    static void vselgt(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = p.passes(12) ? p.s[n(i)] : p.s[m(i)];
    }

    static void vmaxnm(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = FloatUnit.maximumNumber(p.floats, p.s[n(i)], p.s[m(i)]);
    }

    static void vminnm(Processor p, int[] r, long i, int k) {
        p.s[d(i)] = FloatUnit.minimumNumber(p.floats, p.s[n(i)], p.s[m(i)]);
    }

    private static int add(FloatStatus status, int a, int b) {
        int result = HostFloat.add(a, b);
        return status.fast && HostFloat.isOrdinarySum(result) ? result : FloatUnit.add(status, a, b);
    }

    private static int subtract(FloatStatus status, int a, int b) {
        int result = HostFloat.subtract(a, b);
        return status.fast && HostFloat.isOrdinarySum(result) ? result : FloatUnit.subtract(status, a, b);
    }

    private static int multiply(FloatStatus status, int a, int b) {
        int result = HostFloat.multiply(a, b);
        return status.fast && HostFloat.isOrdinary(result) ? result : FloatUnit.multiply(status, a, b);
    }

    private static int multiplyAdd(FloatStatus status, int addend, int a, int b) {
        int result = HostFloat.multiplyAdd(addend, a, b);
        return status.fast && HostFloat.isOrdinary(result) ? result : FloatUnit.multiplyAdd(status, addend, a, b);
    }
}
