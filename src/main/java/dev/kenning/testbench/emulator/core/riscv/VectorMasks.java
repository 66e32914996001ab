package dev.kenning.testbench.emulator.core.riscv;

/** Instructions on mask registers (RISC-V "V" extension 1.0, chapter 15). */
final class VectorMasks {

    private VectorMasks() {}

    static void and(Hart h, VectorUnit v, int word, int k) {
        combine(h, v, word, 0b1000, k);
    }

    static void nand(Hart h, VectorUnit v, int word, int k) {
        combine(h, v, word, 0b0111, k);
    }

    static void andNot(Hart h, VectorUnit v, int word, int k) {
        combine(h, v, word, 0b0100, k);
    }

    static void or(Hart h, VectorUnit v, int word, int k) {
        combine(h, v, word, 0b1110, k);
    }

    static void nor(Hart h, VectorUnit v, int word, int k) {
        combine(h, v, word, 0b0001, k);
    }

    static void orNot(Hart h, VectorUnit v, int word, int k) {
        combine(h, v, word, 0b1101, k);
    }

    static void xor(Hart h, VectorUnit v, int word, int k) {
        combine(h, v, word, 0b0110, k);
    }

    static void xnor(Hart h, VectorUnit v, int word, int k) {
        combine(h, v, word, 0b1001, k);
    }

    /** Counts the set bits among the active ones. */
    static void population(Hart h, VectorUnit v, int word, int k) {
        requireFirstElement(h, v, k);
        int source = v.offset(VectorFields.s2(word));
        boolean masked = VectorFields.isMasked(word);
        int count = 0;
        for (int i = 0; i < v.vl; i++) {
            if (!masked || v.isActive(i)) {
                count += Elements.bit(v.registers, source, i);
            }
        }
        h.x[VectorFields.destination(word)] = count;
    }

    /** Finds the first set bit among the active ones: -1 if there is none. */
    static void first(Hart h, VectorUnit v, int word, int k) {
        requireFirstElement(h, v, k);
        h.x[VectorFields.destination(word)] = firstSet(v, word);
    }

    static void setBeforeFirst(Hart h, VectorUnit v, int word, int k) {
        setAroundFirst(h, v, word, true, false, k);
    }

    static void setIncludingFirst(Hart h, VectorUnit v, int word, int k) {
        setAroundFirst(h, v, word, true, true, k);
    }

    static void setOnlyFirst(Hart h, VectorUnit v, int word, int k) {
        setAroundFirst(h, v, word, false, true, k);
    }

    /** Writes to each element how many bits before it are set. */
    static void iota(Hart h, VectorUnit v, int word, int k) {
        requireFirstElement(h, v, k);
        int d = VectorFields.d(word);
        if (!VectorUnit.isGroup(d, v.lmul) || overwrites(word, VectorUnit.registersOf(v.lmul))) {
            throw h.illegalInstruction(k);
        }
        int source = v.offset(VectorFields.s2(word));
        boolean masked = VectorFields.isMasked(word);
        int count = 0;
        for (int i = 0; i < v.vl; i++) {
            if (!masked || v.isActive(i)) {
                Elements.put(v.registers, v.offset(d) + (i << v.width), v.width, count);
                count += Elements.bit(v.registers, source, i);
            }
        }
    }

    /** Writes to each element its number. */
    static void index(Hart h, VectorUnit v, int word, int k) {
        int d = VectorFields.d(word);
        boolean masked = VectorFields.isMasked(word);
        if (v.vill || !VectorUnit.isGroup(d, v.lmul) || (masked && d == 0)) {
            throw h.illegalInstruction(k);
        }
        for (int i = v.vstart; i < v.vl; i++) {
            if (!masked || v.isActive(i)) {
                Elements.put(v.registers, v.offset(d) + (i << v.width), v.width, i);
            }
        }
        v.vstart = 0;
    }

    /**
     * Combines two masks.
     *
     * @param truth the result for both bits: bit 3 for 1 and 1, bit 2 for 1 in vs2 alone, bit 1 for 1 in vs1 alone, bit 0
     */
    private static void combine(Hart h, VectorUnit v, int word, int truth, int k) {
        if (v.vill) {
            throw h.illegalInstruction(k);
        }
        int d = v.offset(VectorFields.d(word));
        int first = v.offset(VectorFields.s2(word));
        int second = v.offset(VectorFields.s1(word));
        int end = (v.vl + 7) / 8;
        for (int at = v.vstart / 8; at < end; at++) {
            int result = combined(truth, v.registers[first + at], v.registers[second + at]);
            int place = d + at;
            int affected = affected(v, at);
            v.registers[place] = (byte) ((v.registers[place] & ~affected) | (result & affected));
        }
        v.vstart = 0;
    }

    private static int combined(int truth, int a, int b) {
        return ((truth & 0b1000) != 0 ? a & b : 0)
                | ((truth & 0b0100) != 0 ? a & ~b : 0)
                | ((truth & 0b0010) != 0 ? ~a & b : 0)
                | ((truth & 0b0001) != 0 ? ~(a | b) : 0);
    }

    /** Returns the bits of a mask register's byte that are from vstart on and before vl. */
    private static int affected(VectorUnit v, int at) {
        int from = Math.max(v.vstart - 8 * at, 0);
        int to = Math.min(v.vl - 8 * at, 8);
        return to > from ? (0xFF << from) & (0xFF >>> (8 - to)) : 0;
    }

    private static void setAroundFirst(Hart h, VectorUnit v, int word, boolean before, boolean including, int k) {
        requireFirstElement(h, v, k);
        if (overwrites(word, 1)) {
            throw h.illegalInstruction(k);
        }
        int first = firstSet(v, word);
        boolean masked = VectorFields.isMasked(word);
        int d = v.offset(VectorFields.d(word));
        for (int i = 0; i < v.vl; i++) {
            if (!masked || v.isActive(i)) {
                boolean isBefore = first < 0 || i < first;
                boolean set = i == first ? including : before && isBefore;
                Elements.putBit(v.registers, d, i, set ? 1 : 0);
            }
        }
    }

    private static int firstSet(VectorUnit v, int word) {
        int source = v.offset(VectorFields.s2(word));
        boolean masked = VectorFields.isMasked(word);
        for (int i = 0; i < v.vl; i++) {
            if (Elements.bit(v.registers, source, i) != 0 && (!masked || v.isActive(i))) {
                return i;
            }
        }
        return -1;
    }

    /** These instructions may not be restarted in their middle. */
    private static void requireFirstElement(Hart h, VectorUnit v, int k) {
        if (v.vill || v.vstart != 0) {
            throw h.illegalInstruction(k);
        }
    }

    /** Returns whether the destination overlaps the source or the mask in use. */
    private static boolean overwrites(int word, int registers) {
        int d = VectorFields.d(word);
        return VectorUnit.overlap(d, registers, VectorFields.s2(word), 1) || (VectorFields.isMasked(word) && d == 0);
    }
}
