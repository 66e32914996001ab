package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.m;
import static dev.kenning.testbench.emulator.core.Decoded.n;

/**
 * What integer arithmetic does.
 *
 * <p>As all semantic methods: {@code h} is the hart, {@code x} its integer registers, {@code i} the decoded instruction,
 * {@code k} its place in the block. What ends in {@code Word} computes 32 bits and extends the sign, as RV32's
 * instructions and RV64's word instructions both do; Java takes shift amounts modulo the width, as RISC-V does.
 */
@SuppressWarnings("IntLongMath") // 32-bit results wrap, and are extended to 64 bits, on purpose.
final class Arithmetic {

    private Arithmetic() {}

    static void nop(Hart h, long[] x, long i, int k) {}

    static void loadImmediate(Hart h, long[] x, long i, int k) {
        x[d(i)] = immediate(i);
    }

    static void addToProgramCounter(Hart h, long[] x, long i, int k) {
        x[d(i)] = h.canonical(h.block.addressOf(k)) + immediate(i);
    }

    static void move(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[m(i)];
    }

    static void add(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] + x[m(i)];
    }

    static void addWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) (x[n(i)] + x[m(i)]);
    }

    static void sub(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] - x[m(i)];
    }

    static void subWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) (x[n(i)] - x[m(i)]);
    }

    static void addImmediate(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] + immediate(i);
    }

    static void addImmediateWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) x[n(i)] + immediate(i);
    }

    static void and(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] & x[m(i)];
    }

    static void andImmediate(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] & immediate(i);
    }

    static void or(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] | x[m(i)];
    }

    static void orImmediate(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] | immediate(i);
    }

    static void xor(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] ^ x[m(i)];
    }

    static void xorImmediate(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] ^ immediate(i);
    }

    static void less(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] < x[m(i)] ? 1 : 0;
    }

    static void lessImmediate(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] < immediate(i) ? 1 : 0;
    }

    static void lessUnsigned(Hart h, long[] x, long i, int k) {
        x[d(i)] = Long.compareUnsigned(x[n(i)], x[m(i)]) < 0 ? 1 : 0;
    }

    static void lessUnsignedImmediate(Hart h, long[] x, long i, int k) {
        x[d(i)] = Long.compareUnsigned(x[n(i)], immediate(i)) < 0 ? 1 : 0;
    }

    static void shiftLeft(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] << x[m(i)];
    }

    static void shiftLeftImmediate(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] << immediate(i);
    }

    static void shiftLeftWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) x[n(i)] << (int) x[m(i)];
    }

    static void shiftLeftImmediateWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) x[n(i)] << immediate(i);
    }

    static void shiftRight(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] >>> x[m(i)];
    }

    static void shiftRightImmediate(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] >>> immediate(i);
    }

    static void shiftRightWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) x[n(i)] >>> (int) x[m(i)];
    }

    static void shiftRightImmediateWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) x[n(i)] >>> immediate(i);
    }

    static void shiftArithmeticRight(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] >> x[m(i)];
    }

    static void shiftArithmeticRightImmediate(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] >> immediate(i);
    }

    static void shiftArithmeticRightWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) x[n(i)] >> (int) x[m(i)];
    }

    static void shiftArithmeticRightImmediateWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) x[n(i)] >> immediate(i);
    }
}
