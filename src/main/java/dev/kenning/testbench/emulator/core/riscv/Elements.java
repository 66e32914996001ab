package dev.kenning.testbench.emulator.core.riscv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads and writes elements of vector registers.
 *
 * <p>A width is given as the binary logarithm of the bytes of an element: 0, 1, 2 or 3.
 */
final class Elements {

    private static final VarHandle HALF = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle DOUBLE_WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Elements() {}

    /** Returns an element, sign-extended. */
    static long signed(byte[] registers, int offset, int width) {
        return switch (width) {
            case 0 -> registers[offset];
            case 1 -> (short) HALF.get(registers, offset);
            case 2 -> (int) WORD.get(registers, offset);
            default -> (long) DOUBLE_WORD.get(registers, offset);
        };
    }

    /** Returns an element, zero-extended. */
    static long unsigned(byte[] registers, int offset, int width) {
        return switch (width) {
            case 0 -> registers[offset] & 0xFFL;
            case 1 -> (short) HALF.get(registers, offset) & 0xFFFFL;
            case 2 -> (int) WORD.get(registers, offset) & 0xFFFF_FFFFL;
            default -> (long) DOUBLE_WORD.get(registers, offset);
        };
    }

    /** Writes the low bits of a value. */
    static void put(byte[] registers, int offset, int width, long value) {
        switch (width) {
            case 0 -> registers[offset] = (byte) value;
            case 1 -> HALF.set(registers, offset, (short) value);
            case 2 -> WORD.set(registers, offset, (int) value);
            default -> DOUBLE_WORD.set(registers, offset, value);
        }
    }

    /** Returns bit {@code i} of the mask register at an offset: 0 or 1. */
    static int bit(byte[] registers, int offset, int i) {
        return registers[offset + (i >>> 3)] >>> (i & 7) & 1;
    }

    static void putBit(byte[] registers, int offset, int i, long bit) {
        int at = offset + (i >>> 3);
        int place = 1 << (i & 7);
        registers[at] = (byte) (bit != 0 ? registers[at] | place : registers[at] & ~place);
    }

    /** Returns a value cut to a width and extended. */
    static long extend(long value, int width, boolean signed) {
        int unused = 64 - (8 << width);
        return signed ? value << unused >> unused : value << unused >>> unused;
    }
}
