package dev.kenning.testbench.emulator.core.arm;

import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.m;
import static dev.kenning.testbench.emulator.core.Decoded.n;

import dev.kenning.testbench.emulator.core.Decoded;

/**
 * What data-processing instructions do.
 *
 * <p>As all semantic methods: {@code p} is the processor, {@code r} its core registers, {@code i} the {@link Decoded}
 * instruction, {@code k} its place in the block. A name that ends in {@code s} sets flags.
 */
final class DataProcessing {

    private DataProcessing() {}

    static void and(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] & r[m(i)];
    }

    static void ands(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.setSignAndZero(r[n(i)] & r[m(i)]);
    }

    static void andImmediate(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] & immediate(i);
    }

    static void andImmediates(Processor p, int[] r, long i, int k) {
        p.setCarryFromImmediate(i);
        r[d(i)] = p.setSignAndZero(r[n(i)] & immediate(i));
    }

    static void andShifted(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] & Shift.apply(r[m(i)], immediate(i), p.carry);
    }

    static void andShifteds(Processor p, int[] r, long i, int k) {
        int shifted = Shift.apply(r[m(i)], immediate(i), p.carry);
        p.setCarryFromShift(r[m(i)], immediate(i));
        r[d(i)] = p.setSignAndZero(r[n(i)] & shifted);
    }

    static void bic(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] & ~r[m(i)];
    }

    static void bics(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.setSignAndZero(r[n(i)] & ~r[m(i)]);
    }

    static void bicImmediate(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] & ~immediate(i);
    }

    static void bicImmediates(Processor p, int[] r, long i, int k) {
        p.setCarryFromImmediate(i);
        r[d(i)] = p.setSignAndZero(r[n(i)] & ~immediate(i));
    }

    static void bicShifted(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] & ~Shift.apply(r[m(i)], immediate(i), p.carry);
    }

    static void bicShifteds(Processor p, int[] r, long i, int k) {
        int shifted = Shift.apply(r[m(i)], immediate(i), p.carry);
        p.setCarryFromShift(r[m(i)], immediate(i));
        r[d(i)] = p.setSignAndZero(r[n(i)] & ~shifted);
    }

    static void orr(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] | r[m(i)];
    }

    static void orrs(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.setSignAndZero(r[n(i)] | r[m(i)]);
    }

    static void orrImmediate(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] | immediate(i);
    }

    static void orrImmediates(Processor p, int[] r, long i, int k) {
        p.setCarryFromImmediate(i);
        r[d(i)] = p.setSignAndZero(r[n(i)] | immediate(i));
    }

    static void orrShifted(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] | Shift.apply(r[m(i)], immediate(i), p.carry);
    }

    static void orrShifteds(Processor p, int[] r, long i, int k) {
        int shifted = Shift.apply(r[m(i)], immediate(i), p.carry);
        p.setCarryFromShift(r[m(i)], immediate(i));
        r[d(i)] = p.setSignAndZero(r[n(i)] | shifted);
    }

    static void orn(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] | ~r[m(i)];
    }

    static void orns(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.setSignAndZero(r[n(i)] | ~r[m(i)]);
    }

    static void ornImmediate(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] | ~immediate(i);
    }

    static void ornImmediates(Processor p, int[] r, long i, int k) {
        p.setCarryFromImmediate(i);
        r[d(i)] = p.setSignAndZero(r[n(i)] | ~immediate(i));
    }

    static void ornShifted(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] | ~Shift.apply(r[m(i)], immediate(i), p.carry);
    }

    static void ornShifteds(Processor p, int[] r, long i, int k) {
        int shifted = Shift.apply(r[m(i)], immediate(i), p.carry);
        p.setCarryFromShift(r[m(i)], immediate(i));
        r[d(i)] = p.setSignAndZero(r[n(i)] | ~shifted);
    }

    static void eor(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] ^ r[m(i)];
    }

    static void eors(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.setSignAndZero(r[n(i)] ^ r[m(i)]);
    }

    static void eorImmediate(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] ^ immediate(i);
    }

    static void eorImmediates(Processor p, int[] r, long i, int k) {
        p.setCarryFromImmediate(i);
        r[d(i)] = p.setSignAndZero(r[n(i)] ^ immediate(i));
    }

    static void eorShifted(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] ^ Shift.apply(r[m(i)], immediate(i), p.carry);
    }

    static void eorShifteds(Processor p, int[] r, long i, int k) {
        int shifted = Shift.apply(r[m(i)], immediate(i), p.carry);
        p.setCarryFromShift(r[m(i)], immediate(i));
        r[d(i)] = p.setSignAndZero(r[n(i)] ^ shifted);
    }

    static void add(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] + r[m(i)];
    }

    static void adds(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.addSettingFlags(r[n(i)], r[m(i)]);
    }

    static void addImmediate(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] + immediate(i);
    }

    static void addImmediates(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.addSettingFlags(r[n(i)], immediate(i));
    }

    static void addShifted(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] + Shift.apply(r[m(i)], immediate(i), p.carry);
    }

    static void addShifteds(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.addSettingFlags(r[n(i)], Shift.apply(r[m(i)], immediate(i), p.carry));
    }

    static void adc(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] + r[m(i)] + p.carry;
    }

    static void adcs(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.addSettingFlags(r[n(i)], r[m(i)], p.carry);
    }

    static void adcImmediate(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] + immediate(i) + p.carry;
    }

    static void adcImmediates(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.addSettingFlags(r[n(i)], immediate(i), p.carry);
    }

    static void adcShifted(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] + Shift.apply(r[m(i)], immediate(i), p.carry) + p.carry;
    }

    static void adcShifteds(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.addSettingFlags(r[n(i)], Shift.apply(r[m(i)], immediate(i), p.carry), p.carry);
    }

    static void sub(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] - r[m(i)];
    }

    static void subs(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.subtractSettingFlags(r[n(i)], r[m(i)]);
    }

    static void subImmediate(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] - immediate(i);
    }

    static void subImmediates(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.subtractSettingFlags(r[n(i)], immediate(i));
    }

    static void subShifted(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] - Shift.apply(r[m(i)], immediate(i), p.carry);
    }

    static void subShifteds(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.subtractSettingFlags(r[n(i)], Shift.apply(r[m(i)], immediate(i), p.carry));
    }

    static void sbc(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] - r[m(i)] - 1 + p.carry;
    }

    static void sbcs(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.addSettingFlags(r[n(i)], ~r[m(i)], p.carry);
    }

    static void sbcImmediate(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] - immediate(i) - 1 + p.carry;
    }

    static void sbcImmediates(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.addSettingFlags(r[n(i)], ~immediate(i), p.carry);
    }

    static void sbcShifted(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[n(i)] - Shift.apply(r[m(i)], immediate(i), p.carry) - 1 + p.carry;
    }

    static void sbcShifteds(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.addSettingFlags(r[n(i)], ~Shift.apply(r[m(i)], immediate(i), p.carry), p.carry);
    }

    static void rsb(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[m(i)] - r[n(i)];
    }

    static void rsbs(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.subtractSettingFlags(r[m(i)], r[n(i)]);
    }

    static void rsbImmediate(Processor p, int[] r, long i, int k) {
        r[d(i)] = immediate(i) - r[n(i)];
    }

    static void rsbImmediates(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.subtractSettingFlags(immediate(i), r[n(i)]);
    }

    static void rsbShifted(Processor p, int[] r, long i, int k) {
        r[d(i)] = Shift.apply(r[m(i)], immediate(i), p.carry) - r[n(i)];
    }

    static void rsbShifteds(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.subtractSettingFlags(Shift.apply(r[m(i)], immediate(i), p.carry), r[n(i)]);
    }

    static void tst(Processor p, int[] r, long i, int k) {
        p.setSignAndZero(r[n(i)] & r[m(i)]);
    }

    static void tstImmediate(Processor p, int[] r, long i, int k) {
        p.setCarryFromImmediate(i);
        p.setSignAndZero(r[n(i)] & immediate(i));
    }

    static void tstShifted(Processor p, int[] r, long i, int k) {
        int shifted = Shift.apply(r[m(i)], immediate(i), p.carry);
        p.setCarryFromShift(r[m(i)], immediate(i));
        p.setSignAndZero(r[n(i)] & shifted);
    }

    static void teq(Processor p, int[] r, long i, int k) {
        p.setSignAndZero(r[n(i)] ^ r[m(i)]);
    }

    static void teqImmediate(Processor p, int[] r, long i, int k) {
        p.setCarryFromImmediate(i);
        p.setSignAndZero(r[n(i)] ^ immediate(i));
    }

    static void teqShifted(Processor p, int[] r, long i, int k) {
        int shifted = Shift.apply(r[m(i)], immediate(i), p.carry);
        p.setCarryFromShift(r[m(i)], immediate(i));
        p.setSignAndZero(r[n(i)] ^ shifted);
    }

    static void cmp(Processor p, int[] r, long i, int k) {
        p.subtractSettingFlags(r[n(i)], r[m(i)]);
    }

    static void cmpImmediate(Processor p, int[] r, long i, int k) {
        p.subtractSettingFlags(r[n(i)], immediate(i));
    }

    static void cmpShifted(Processor p, int[] r, long i, int k) {
        p.subtractSettingFlags(r[n(i)], Shift.apply(r[m(i)], immediate(i), p.carry));
    }

    static void cmn(Processor p, int[] r, long i, int k) {
        p.addSettingFlags(r[n(i)], r[m(i)]);
    }

    static void cmnImmediate(Processor p, int[] r, long i, int k) {
        p.addSettingFlags(r[n(i)], immediate(i));
    }

    static void cmnShifted(Processor p, int[] r, long i, int k) {
        p.addSettingFlags(r[n(i)], Shift.apply(r[m(i)], immediate(i), p.carry));
    }

    static void mov(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[m(i)];
    }

    static void movs(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.setSignAndZero(r[m(i)]);
    }

    static void movImmediate(Processor p, int[] r, long i, int k) {
        r[d(i)] = immediate(i);
    }

    static void movImmediates(Processor p, int[] r, long i, int k) {
        p.setCarryFromImmediate(i);
        r[d(i)] = p.setSignAndZero(immediate(i));
    }

    static void mvn(Processor p, int[] r, long i, int k) {
        r[d(i)] = ~r[m(i)];
    }

    static void mvns(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.setSignAndZero(~r[m(i)]);
    }

    static void mvnImmediate(Processor p, int[] r, long i, int k) {
        r[d(i)] = ~immediate(i);
    }

    static void mvnImmediates(Processor p, int[] r, long i, int k) {
        p.setCarryFromImmediate(i);
        r[d(i)] = p.setSignAndZero(~immediate(i));
    }

    static void mvnShifted(Processor p, int[] r, long i, int k) {
        r[d(i)] = ~Shift.apply(r[m(i)], immediate(i), p.carry);
    }

    static void mvnShifteds(Processor p, int[] r, long i, int k) {
        int shifted = Shift.apply(r[m(i)], immediate(i), p.carry);
        p.setCarryFromShift(r[m(i)], immediate(i));
        r[d(i)] = p.setSignAndZero(~shifted);
    }

    static void movTop(Processor p, int[] r, long i, int k) {
        r[d(i)] = (r[d(i)] & 0xFFFF) | immediate(i) << 16;
    }

    static void shiftLeft(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[m(i)] << immediate(i);
    }

    static void shiftLefts(Processor p, int[] r, long i, int k) {
        int amount = immediate(i);
        int value = r[m(i)];
        p.carry = Shift.leftCarry(value, amount, p.carry);
        r[d(i)] = p.setSignAndZero(value << amount);
    }

    static void shiftRight(Processor p, int[] r, long i, int k) {
        r[d(i)] = Shift.right(r[m(i)], immediate(i));
    }

    static void shiftRights(Processor p, int[] r, long i, int k) {
        int value = r[m(i)];
        p.carry = value >>> (immediate(i) - 1) & 1;
        r[d(i)] = p.setSignAndZero(Shift.right(value, immediate(i)));
    }

    static void shiftArithmeticRight(Processor p, int[] r, long i, int k) {
        r[d(i)] = Shift.arithmeticRight(r[m(i)], immediate(i));
    }

    static void shiftArithmeticRights(Processor p, int[] r, long i, int k) {
        int value = r[m(i)];
        p.carry = value >>> (immediate(i) - 1) & 1;
        r[d(i)] = p.setSignAndZero(Shift.arithmeticRight(value, immediate(i)));
    }

    static void rotateRight(Processor p, int[] r, long i, int k) {
        r[d(i)] = Integer.rotateRight(r[m(i)], immediate(i));
    }

    static void rotateRights(Processor p, int[] r, long i, int k) {
        int result = Integer.rotateRight(r[m(i)], immediate(i));
        p.carry = result >>> 31;
        r[d(i)] = p.setSignAndZero(result);
    }

    static void rotateRightExtended(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.carry << 31 | r[m(i)] >>> 1;
    }

    static void rotateRightExtendeds(Processor p, int[] r, long i, int k) {
        int value = r[m(i)];
        r[d(i)] = p.setSignAndZero(p.carry << 31 | value >>> 1);
        p.carry = value & 1;
    }

    static void shiftLeftByRegister(Processor p, int[] r, long i, int k) {
        r[d(i)] = Shift.left(r[n(i)], r[m(i)] & 0xFF);
    }

    static void shiftLeftByRegisters(Processor p, int[] r, long i, int k) {
        int value = r[n(i)];
        int amount = r[m(i)] & 0xFF;
        p.carry = Shift.leftCarry(value, amount, p.carry);
        r[d(i)] = p.setSignAndZero(Shift.left(value, amount));
    }

    static void shiftRightByRegister(Processor p, int[] r, long i, int k) {
        r[d(i)] = Shift.right(r[n(i)], r[m(i)] & 0xFF);
    }

    static void shiftRightByRegisters(Processor p, int[] r, long i, int k) {
        int value = r[n(i)];
        int amount = r[m(i)] & 0xFF;
        p.carry = Shift.rightCarry(value, amount, p.carry);
        r[d(i)] = p.setSignAndZero(Shift.right(value, amount));
    }

    static void shiftArithmeticRightByRegister(Processor p, int[] r, long i, int k) {
        r[d(i)] = Shift.arithmeticRight(r[n(i)], r[m(i)] & 0xFF);
    }

    static void shiftArithmeticRightByRegisters(Processor p, int[] r, long i, int k) {
        int value = r[n(i)];
        int amount = r[m(i)] & 0xFF;
        p.carry = Shift.arithmeticRightCarry(value, amount, p.carry);
        r[d(i)] = p.setSignAndZero(Shift.arithmeticRight(value, amount));
    }

    static void rotateRightByRegister(Processor p, int[] r, long i, int k) {
        r[d(i)] = Integer.rotateRight(r[n(i)], r[m(i)]);
    }

    static void rotateRightByRegisters(Processor p, int[] r, long i, int k) {
        int value = r[n(i)];
        int amount = r[m(i)] & 0xFF;
        p.carry = Shift.rotateCarry(value, amount, p.carry);
        r[d(i)] = p.setSignAndZero(Integer.rotateRight(value, amount));
    }

    static void sxtb(Processor p, int[] r, long i, int k) {
        r[d(i)] = (byte) r[m(i)];
    }

    static void sxtbRotated(Processor p, int[] r, long i, int k) {
        r[d(i)] = (byte) Integer.rotateRight(r[m(i)], immediate(i));
    }

    static void sxth(Processor p, int[] r, long i, int k) {
        r[d(i)] = (short) r[m(i)];
    }

    static void sxthRotated(Processor p, int[] r, long i, int k) {
        r[d(i)] = (short) Integer.rotateRight(r[m(i)], immediate(i));
    }

    static void uxtb(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[m(i)] & 0xFF;
    }

    static void uxtbRotated(Processor p, int[] r, long i, int k) {
        r[d(i)] = Integer.rotateRight(r[m(i)], immediate(i)) & 0xFF;
    }

    static void uxth(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[m(i)] & 0xFFFF;
    }

    static void uxthRotated(Processor p, int[] r, long i, int k) {
        r[d(i)] = Integer.rotateRight(r[m(i)], immediate(i)) & 0xFFFF;
    }

    static void rev(Processor p, int[] r, long i, int k) {
        r[d(i)] = Integer.reverseBytes(r[m(i)]);
    }

    static void rev16(Processor p, int[] r, long i, int k) {
        r[d(i)] = Integer.rotateRight(Integer.reverseBytes(r[m(i)]), 16);
    }

    static void revsh(Processor p, int[] r, long i, int k) {
        r[d(i)] = Short.reverseBytes((short) r[m(i)]);
    }

    static void rbit(Processor p, int[] r, long i, int k) {
        r[d(i)] = Integer.reverse(r[m(i)]);
    }

    static void clz(Processor p, int[] r, long i, int k) {
        r[d(i)] = Integer.numberOfLeadingZeros(r[m(i)]);
    }

    static void ubfx(Processor p, int[] r, long i, int k) {
        int field = immediate(i);
        r[d(i)] = r[n(i)] >>> (field & 0xFF) & -1 >>> (32 - (field >>> 8));
    }

    static void sbfx(Processor p, int[] r, long i, int k) {
        int field = immediate(i);
        int width = field >>> 8;
        r[d(i)] = r[n(i)] << (32 - width - (field & 0xFF)) >> (32 - width);
    }

    static void bfi(Processor p, int[] r, long i, int k) {
        int low = immediate(i) & 0xFF;
        int mask = -1 >>> (32 - (immediate(i) >>> 8)) << low;
        r[d(i)] = (r[d(i)] & ~mask) | (r[n(i)] << low & mask);
    }

    static void bfc(Processor p, int[] r, long i, int k) {
        int low = immediate(i) & 0xFF;
        r[d(i)] &= ~(-1 >>> (32 - (immediate(i) >>> 8)) << low);
    }
}
