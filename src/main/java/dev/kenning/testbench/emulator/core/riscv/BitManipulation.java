package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.m;
import static dev.kenning.testbench.emulator.core.Decoded.n;

/**
 * What bit manipulation does (RISC-V Bit-Manipulation ISA-extensions 1.0.0); what ends in {@code Word} computes 32 bits, as
 * in {@link Arithmetic}.
 */
@SuppressWarnings("IntLongMath") // 32-bit results wrap, and are extended to 64 bits, on purpose.
final class BitManipulation {

    private static final long WORD = 0xFFFF_FFFFL;
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final long ALL_BUT_HIGH_BITS = 0x7F7F_7F7F_7F7F_7F7FL;

    private BitManipulation() {}

    static void shift1Add(Hart h, long[] x, long i, int k) {
        x[d(i)] = (x[n(i)] << 1) + x[m(i)];
    }

    static void shift1AddWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) ((x[n(i)] << 1) + x[m(i)]);
    }

    static void shift1AddUnsignedWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = ((x[n(i)] & WORD) << 1) + x[m(i)];
    }

    static void shift2Add(Hart h, long[] x, long i, int k) {
        x[d(i)] = (x[n(i)] << 2) + x[m(i)];
    }

    static void shift2AddWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) ((x[n(i)] << 2) + x[m(i)]);
    }

    static void shift2AddUnsignedWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = ((x[n(i)] & WORD) << 2) + x[m(i)];
    }

    static void shift3Add(Hart h, long[] x, long i, int k) {
        x[d(i)] = (x[n(i)] << 3) + x[m(i)];
    }

    static void shift3AddWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) ((x[n(i)] << 3) + x[m(i)]);
    }

    static void shift3AddUnsignedWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = ((x[n(i)] & WORD) << 3) + x[m(i)];
    }

    static void addUnsignedWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (x[n(i)] & WORD) + x[m(i)];
    }

    static void shiftLeftUnsignedWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (x[n(i)] & WORD) << immediate(i);
    }

    static void andNot(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] & ~x[m(i)];
    }

    static void orNot(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] | ~x[m(i)];
    }

    static void xorNot(Hart h, long[] x, long i, int k) {
        x[d(i)] = ~(x[n(i)] ^ x[m(i)]);
    }

    static void maximum(Hart h, long[] x, long i, int k) {
        x[d(i)] = Math.max(x[n(i)], x[m(i)]);
    }

    static void minimum(Hart h, long[] x, long i, int k) {
        x[d(i)] = Math.min(x[n(i)], x[m(i)]);
    }

    static void maximumUnsigned(Hart h, long[] x, long i, int k) {
        x[d(i)] = Long.compareUnsigned(x[n(i)], x[m(i)]) > 0 ? x[n(i)] : x[m(i)];
    }

    static void minimumUnsigned(Hart h, long[] x, long i, int k) {
        x[d(i)] = Long.compareUnsigned(x[n(i)], x[m(i)]) < 0 ? x[n(i)] : x[m(i)];
    }

    static void extendByte(Hart h, long[] x, long i, int k) {
        x[d(i)] = (byte) x[n(i)];
    }

    static void extendHalf(Hart h, long[] x, long i, int k) {
        x[d(i)] = (short) x[n(i)];
    }

    static void zeroExtendHalf(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] & 0xFFFF;
    }

    static void countLeadingZeros(Hart h, long[] x, long i, int k) {
        x[d(i)] = Long.numberOfLeadingZeros(x[n(i)]);
    }

    static void countLeadingZerosWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = Integer.numberOfLeadingZeros((int) x[n(i)]);
    }

    static void countTrailingZeros(Hart h, long[] x, long i, int k) {
        x[d(i)] = Long.numberOfTrailingZeros(x[n(i)]);
    }

    static void countTrailingZerosWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = Integer.numberOfTrailingZeros((int) x[n(i)]);
    }

    static void countOnes(Hart h, long[] x, long i, int k) {
        x[d(i)] = Long.bitCount(x[n(i)]);
    }

    static void countOnesWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = Integer.bitCount((int) x[n(i)]);
    }

    static void combineBytes(Hart h, long[] x, long i, int k) {
        x[d(i)] = combined(x[n(i)]);
    }

    static void combineBytesWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) combined(x[n(i)]);
    }

    static void reverseBytes(Hart h, long[] x, long i, int k) {
        x[d(i)] = Long.reverseBytes(x[n(i)]);
    }

    static void reverseBytesWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = Integer.reverseBytes((int) x[n(i)]);
    }

    static void rotateLeft(Hart h, long[] x, long i, int k) {
        x[d(i)] = Long.rotateLeft(x[n(i)], (int) x[m(i)]);
    }

    static void rotateLeftWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = Integer.rotateLeft((int) x[n(i)], (int) x[m(i)]);
    }

    static void rotateRight(Hart h, long[] x, long i, int k) {
        x[d(i)] = Long.rotateRight(x[n(i)], (int) x[m(i)]);
    }

    static void rotateRightWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = Integer.rotateRight((int) x[n(i)], (int) x[m(i)]);
    }

    static void rotateRightImmediate(Hart h, long[] x, long i, int k) {
        x[d(i)] = Long.rotateRight(x[n(i)], immediate(i));
    }

    static void rotateRightImmediateWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = Integer.rotateRight((int) x[n(i)], immediate(i));
    }

    static void multiplyCarryless(Hart h, long[] x, long i, int k) {
        x[d(i)] = product(x[n(i)], x[m(i)]);
    }

    static void multiplyCarrylessHigh(Hart h, long[] x, long i, int k) {
        x[d(i)] = highProduct(x[n(i)], x[m(i)]);
    }

    static void multiplyCarrylessReversed(Hart h, long[] x, long i, int k) {
        x[d(i)] = (highProduct(x[n(i)], x[m(i)]) << 1) | (product(x[n(i)], x[m(i)]) >>> 63);
    }

    static void multiplyCarrylessWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) product(x[n(i)] & WORD, x[m(i)] & WORD);
    }

    static void multiplyCarrylessHighWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) (product(x[n(i)] & WORD, x[m(i)] & WORD) >>> 32);
    }

    static void multiplyCarrylessReversedWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) (product(x[n(i)] & WORD, x[m(i)] & WORD) >>> 31);
    }

    static void clearBit(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] & ~(1L << x[m(i)]);
    }

    static void clearBitWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) x[n(i)] & ~(1 << (int) x[m(i)]);
    }

    static void clearBitImmediate(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] & ~(1L << immediate(i));
    }

    static void clearBitImmediateWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) x[n(i)] & ~(1 << immediate(i));
    }

    static void invertBit(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] ^ (1L << x[m(i)]);
    }

    static void invertBitWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) x[n(i)] ^ (1 << (int) x[m(i)]);
    }

    static void invertBitImmediate(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] ^ (1L << immediate(i));
    }

    static void invertBitImmediateWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) x[n(i)] ^ (1 << immediate(i));
    }

    static void setBit(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] | (1L << x[m(i)]);
    }

    static void setBitWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) x[n(i)] | (1 << (int) x[m(i)]);
    }

    static void setBitImmediate(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] | (1L << immediate(i));
    }

    static void setBitImmediateWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) x[n(i)] | (1 << immediate(i));
    }

    static void extractBit(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] >>> x[m(i)] & 1;
    }

    static void extractBitWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) x[n(i)] >>> (int) x[m(i)] & 1;
    }

    static void extractBitImmediate(Hart h, long[] x, long i, int k) {
        x[d(i)] = x[n(i)] >>> immediate(i) & 1;
    }

    static void extractBitImmediateWord(Hart h, long[] x, long i, int k) {
        x[d(i)] = (int) x[n(i)] >>> immediate(i) & 1;
    }

    /** Returns a byte of ones for each byte that is not 0. */
    private static long combined(long value) {
        long high = (((value & ALL_BUT_HIGH_BITS) + ALL_BUT_HIGH_BITS) | value) & ~ALL_BUT_HIGH_BITS;
        return (high >>> 7 & LOW_BITS) * 0xFF;
    }

    /** Returns the lower half of the product of polynomials. */
    private static long product(long a, long b) {
        long result = 0;
        for (int bit = 0; bit < Long.SIZE; bit++) {
            result ^= (a << bit) & -(b >>> bit & 1);
        }
        return result;
    }

    /** Returns the upper half of the product of polynomials. */
    private static long highProduct(long a, long b) {
        long result = 0;
        for (int bit = 1; bit < Long.SIZE; bit++) {
            result ^= (a >>> (Long.SIZE - bit)) & -(b >>> bit & 1);
        }
        return result;
    }
}
