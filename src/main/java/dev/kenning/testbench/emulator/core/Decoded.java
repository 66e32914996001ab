package dev.kenning.testbench.emulator.core;

/**
 * A decoded instruction, packed into a {@code long} so that a block is one flat array.
 *
 * <pre>
 * 63                32 31 30  26 25  21 20  16 15  10 9         0
 * +-------------------+--+------+------+------+------+-----------+
 * |     immediate     | c|  a   |  m   |  n   |  d   | operation |
 * +-------------------+--+------+------+------+------+-----------+
 * </pre>
 *
 * <p>{@code d n m a} are register numbers; {@code d} has a bit more, for what is no register of the program. On Arm
 * {@code c} tells that the immediate gives the carry flag.
 */
public final class Decoded {

    /** Where the number of the semantic method is. */
    public static final int OPERATION_MASK = 0x3FF;

    private static final long CARRY = 1L << 31;

    private Decoded() {}

    /** Packs an instruction without the carry bit. */
    public static long pack(int operation, int d, int n, int m, int a, int immediate) {
        return operation | (long) d << 10 | (long) n << 16 | (long) m << 21 | (long) a << 26 | (long) immediate << 32;
    }

    /** Adds the carry bit to a packed instruction. */
    public static long withCarry(long instruction) {
        return instruction | CARRY;
    }

    /** Returns the destination register. */
    public static int d(long instruction) {
        return (int) instruction >>> 10 & 63;
    }

    /** Returns the first source register. */
    public static int n(long instruction) {
        return (int) instruction >>> 16 & 31;
    }

    /** Returns the second source register. */
    public static int m(long instruction) {
        return (int) instruction >>> 21 & 31;
    }

    /** Returns the third source register. */
    public static int a(long instruction) {
        return (int) instruction >>> 26 & 31;
    }

    /** Returns the immediate. */
    public static int immediate(long instruction) {
        return (int) (instruction >>> 32);
    }

    /** Returns whether the carry bit is set. */
    public static boolean immediateGivesCarry(long instruction) {
        return (instruction & CARRY) != 0;
    }
}
