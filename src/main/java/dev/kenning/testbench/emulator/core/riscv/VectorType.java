package dev.kenning.testbench.emulator.core.riscv;

/** The text of a vtype in assembly, such as {@code e32, m4, ta, mu} (RISC-V "V" extension 1.0, section 6.1). */
final class VectorType {

    private static final String[] LMUL = {"m1", "m2", "m4", "m8", "", "mf8", "mf4", "mf2"};
    private static final int KNOWN_BITS = 0xFF;

    private VectorType() {}

    static String text(int vtype) {
        String lmul = LMUL[vtype & 7];
        int sew = 8 << (vtype >>> 3 & 7);
        if (lmul.isEmpty() || sew > 64 || (vtype & ~KNOWN_BITS) != 0) {
            return Integer.toString(vtype);
        }
        String tail = (vtype & 0x40) != 0 ? "ta" : "tu";
        String mask = (vtype & 0x80) != 0 ? "ma" : "mu";
        return "e" + sew + ", " + lmul + ", " + tail + ", " + mask;
    }
}
