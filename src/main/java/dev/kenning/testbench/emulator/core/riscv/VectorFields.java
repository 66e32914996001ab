package dev.kenning.testbench.emulator.core.riscv;

/** The fields of a vector instruction (RISC-V "V" extension 1.0, chapters 5, 7 and 10). */
final class VectorFields {

    private static final int MASKED = 1 << 25;

    private VectorFields() {}

    /** Returns vd, vs3 or rd. */
    static int d(int word) {
        return word >>> 7 & 31;
    }

    /** Returns rd as a place for a result: x0 takes none. */
    static int destination(int word) {
        int rd = d(word);
        return rd == 0 ? Hart.SINK : rd;
    }

    /** Returns vs1 or rs1. */
    static int s1(int word) {
        return word >>> 15 & 31;
    }

    /** Returns vs2 or rs2. */
    static int s2(int word) {
        return word >>> 20 & 31;
    }

    /** Returns whether the instruction leaves elements alone whose bit in v0 is 0. */
    static boolean isMasked(int word) {
        return (word & MASKED) == 0;
    }

    static int signedImmediate(int word) {
        return word << 12 >> 27;
    }

    /** Returns the fields of a segment: 1 to 8. */
    static int segmentFields(int word) {
        return (word >>> 29) + 1;
    }

    /** Returns the width in memory, or of indices, as the binary logarithm of its bytes. */
    static int memoryWidth(int word) {
        int code = word >>> 12 & 7;
        return code == 0 ? 0 : code - 4;
    }
}
