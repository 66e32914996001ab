package dev.kenning.testbench.emulator.core.riscv;

/**
 * What the vector unit of a core is built with (RISC-V "V" extension 1.0, chapter 2).
 *
 * @param vlen bits of a vector register: Renode's {@code VectorRegisterLength}
 * @param elen bits of the widest element: Renode's {@code VectorElementMaxWidth}; floating-point elements have 32 bits
 *     whatever it is, as in Zve32f and Zve64f
 */
record VectorConfig(int vlen, int elen) {

    /** Renode's defaults. */
    static final VectorConfig DEFAULT = new VectorConfig(512, 64);

    private static final int SHORTEST = 32;
    private static final int LONGEST = 65536;

    VectorConfig {
        if (Integer.bitCount(vlen) != 1 || vlen < SHORTEST || vlen > LONGEST) {
            throw new IllegalArgumentException("VectorRegisterLength must be a power of two from " + SHORTEST + " to "
                    + LONGEST + " bits, not " + vlen);
        }
        if (elen != 32 && elen != 64) {
            throw new IllegalArgumentException("VectorElementMaxWidth must be 32 or 64 bits, not " + elen);
        }
    }

    /** Returns the binary logarithm of the bytes of the widest element, which a register has room for. */
    int widest() {
        return Integer.numberOfTrailingZeros(Math.min(elen, vlen)) - 3;
    }
}
