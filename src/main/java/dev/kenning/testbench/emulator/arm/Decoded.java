package dev.kenning.testbench.emulator.arm;

/**
 * A decoded instruction, packed into a {@code long} so that a block is one flat array.
 *
 * <pre>
 * 63                32 31 30 29  25 24  20 19  15 14  10 9         0
 * +-------------------+-----+------+------+------+------+-----------+
 * |     immediate     | c   |  a   |  m   |  n   |  d   | operation |
 * +-------------------+-----+------+------+------+------+-----------+
 * </pre>
 *
 * <p>{@code d n m a} are register numbers; {@code c} tells that the immediate gives the carry flag.
 */
final class Decoded {

    static final int OPERATION_MASK = 0x3FF;

    private static final long CARRY = 1L << 30;

    private Decoded() {}

    static long pack(int operation, int d, int n, int m, int a, boolean immediateGivesCarry, int immediate) {
        return operation
                | (long) d << 10
                | (long) n << 15
                | (long) m << 20
                | (long) a << 25
                | (immediateGivesCarry ? CARRY : 0)
                | (long) immediate << 32;
    }

    static int d(long instruction) {
        return (int) instruction >>> 10 & 31;
    }

    static int n(long instruction) {
        return (int) instruction >>> 15 & 31;
    }

    static int m(long instruction) {
        return (int) instruction >>> 20 & 31;
    }

    static int a(long instruction) {
        return (int) instruction >>> 25 & 31;
    }

    static int immediate(long instruction) {
        return (int) (instruction >>> 32);
    }

    static boolean immediateGivesCarry(long instruction) {
        return (instruction & CARRY) != 0;
    }
}
