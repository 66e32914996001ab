package dev.kenning.testbench.emulator.core.riscv;

/** The instructions that set vl and vtype (RISC-V "V" extension 1.0, chapter 6). */
final class VectorConfiguration {

    private VectorConfiguration() {}

    static void setByImmediateType(Hart h, VectorUnit v, int word, int k) {
        v.setType(word >>> 20 & 0x7FF);
        setLengthByRegister(h, v, word);
    }

    static void setByRegisterType(Hart h, VectorUnit v, int word, int k) {
        v.setType(h.x[VectorFields.s2(word)]);
        setLengthByRegister(h, v, word);
    }

    static void setByImmediates(Hart h, VectorUnit v, int word, int k) {
        v.setType(word >>> 20 & 0x3FF);
        setLength(h, v, word, VectorFields.s1(word));
    }

    /** Takes the application's vector length from rs1; x0 asks for the longest or, with rd x0 too, for the present one. */
    private static void setLengthByRegister(Hart h, VectorUnit v, int word) {
        int source = VectorFields.s1(word);
        if (source != 0) {
            setLength(h, v, word, h.x[source]);
        } else {
            setLength(h, v, word, VectorFields.d(word) == 0 ? v.vl : v.vlmax());
        }
    }

    private static void setLength(Hart h, VectorUnit v, int word, long unsigned) {
        int vlmax = v.vlmax();
        v.vl = Long.compareUnsigned(unsigned, vlmax) < 0 ? (int) unsigned : vlmax;
        v.vstart = 0;
        h.x[VectorFields.destination(word)] = v.vl;
    }
}
