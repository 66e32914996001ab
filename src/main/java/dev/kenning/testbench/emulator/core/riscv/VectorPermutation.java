package dev.kenning.testbench.emulator.core.riscv;

/** Moves of elements and scalars between places (RISC-V "V" extension 1.0, chapter 16). */
final class VectorPermutation {

    private static final int FLOAT_WIDTH = 2;

    private VectorPermutation() {}

    static void moveToInteger(Hart h, VectorUnit v, int word, int k) {
        requireType(h, v, k);
        long element = Elements.signed(v.registers, v.offset(VectorFields.s2(word)), v.width);
        h.x[VectorFields.destination(word)] = h.type.is64() ? element : (int) element;
        v.vstart = 0;
    }

    static void moveFromInteger(Hart h, VectorUnit v, int word, int k) {
        requireType(h, v, k);
        putFirst(v, word, h.x[VectorFields.s1(word)]);
    }

    static void moveToFloat(Hart h, VectorUnit v, int word, int k) {
        requireFloat(h, v, k);
        h.setSingle(
                VectorFields.d(word), (int) Elements.signed(v.registers, v.offset(VectorFields.s2(word)), FLOAT_WIDTH));
        v.vstart = 0;
    }

    static void moveFromFloat(Hart h, VectorUnit v, int word, int k) {
        requireFloat(h, v, k);
        putFirst(v, word, h.single(VectorFields.s1(word)));
    }

    /** Copies whole registers; the immediate is one less than their number (section 16.6). */
    static void moveWhole(Hart h, VectorUnit v, int word, int k) {
        requireType(h, v, k);
        int registers = VectorFields.s1(word) + 1;
        if (VectorFields.d(word) % registers != 0 || VectorFields.s2(word) % registers != 0) {
            throw h.illegalInstruction(k);
        }
        int done = Math.min(v.vstart << v.width, registers * v.vlenb);
        int from = v.offset(VectorFields.s2(word)) + done;
        int to = v.offset(VectorFields.d(word)) + done;
        System.arraycopy(v.registers, from, v.registers, to, registers * v.vlenb - done);
        v.vstart = 0;
    }

    static void slideUpByRegister(Hart h, VectorUnit v, int word, int k) {
        slideUp(h, v, word, h.x[VectorFields.s1(word)], k);
    }

    static void slideUpByImmediate(Hart h, VectorUnit v, int word, int k) {
        slideUp(h, v, word, VectorFields.s1(word), k);
    }

    static void slideDownByRegister(Hart h, VectorUnit v, int word, int k) {
        slideDown(h, v, word, h.x[VectorFields.s1(word)], k);
    }

    static void slideDownByImmediate(Hart h, VectorUnit v, int word, int k) {
        slideDown(h, v, word, VectorFields.s1(word), k);
    }

    static void slide1Up(Hart h, VectorUnit v, int word, int k) {
        requireType(h, v, k);
        slide1Up(h, v, word, h.x[VectorFields.s1(word)], k);
    }

    static void slide1Down(Hart h, VectorUnit v, int word, int k) {
        requireType(h, v, k);
        slide1Down(h, v, word, h.x[VectorFields.s1(word)], k);
    }

    static void floatSlide1Up(Hart h, VectorUnit v, int word, int k) {
        requireFloat(h, v, k);
        slide1Up(h, v, word, h.single(VectorFields.s1(word)), k);
    }

    static void floatSlide1Down(Hart h, VectorUnit v, int word, int k) {
        requireFloat(h, v, k);
        slide1Down(h, v, word, h.single(VectorFields.s1(word)), k);
    }

    static void gather(Hart h, VectorUnit v, int word, int k) {
        requireType(h, v, k);
        gather(h, v, word, v.width, k);
    }

    /** Gathers by indices of 16 bits. */
    static void gather16(Hart h, VectorUnit v, int word, int k) {
        requireType(h, v, k);
        gather(h, v, word, 1, k);
    }

    static void gatherByRegister(Hart h, VectorUnit v, int word, int k) {
        gatherOne(h, v, word, h.x[VectorFields.s1(word)], k);
    }

    static void gatherByImmediate(Hart h, VectorUnit v, int word, int k) {
        gatherOne(h, v, word, VectorFields.s1(word), k);
    }

    /** Packs the elements whose bit in vs1 is set. */
    static void compress(Hart h, VectorUnit v, int word, int k) {
        requireGroups(h, v, word, false, k);
        int d = VectorFields.d(word);
        int selection = VectorFields.s1(word);
        if (v.vstart != 0 || VectorUnit.overlap(d, VectorUnit.registersOf(v.lmul), selection, 1)) {
            throw h.illegalInstruction(k);
        }
        int next = 0;
        for (int i = 0; i < v.vl; i++) {
            if (Elements.bit(v.registers, v.offset(selection), i) != 0) {
                put(v, word, next++, source(v, word, i));
            }
        }
    }

    private static void slideUp(Hart h, VectorUnit v, int word, long distance, int k) {
        requireGroups(h, v, word, false, k);
        int offset = atMost(v.vl, distance);
        shift(v, word, Math.max(v.vstart, offset), -offset, v.vl, 0);
    }

    private static void slideDown(Hart h, VectorUnit v, int word, long distance, int k) {
        requireGroups(h, v, word, true, k);
        shift(v, word, v.vstart, atMost(v.vlmax(), distance), v.vlmax(), 0);
    }

    private static void slide1Up(Hart h, VectorUnit v, int word, long scalar, int k) {
        requireGroups(h, v, word, false, k);
        shift(v, word, v.vstart, -1, v.vl, scalar);
    }

    private static void slide1Down(Hart h, VectorUnit v, int word, long scalar, int k) {
        requireGroups(h, v, word, true, k);
        shift(v, word, v.vstart, 1, v.vl, scalar);
    }

    /** Fills active elements from those at a distance in vs2, and with a value where there are none. */
    private static void shift(VectorUnit v, int word, int first, int distance, int limit, long filling) {
        boolean masked = VectorFields.isMasked(word);
        for (int i = first; i < v.vl; i++) {
            if (!masked || v.isActive(i)) {
                int from = i + distance;
                put(v, word, i, from >= 0 && from < limit ? source(v, word, from) : filling);
            }
        }
        v.vstart = 0;
    }

    private static int atMost(int limit, long unsigned) {
        return Long.compareUnsigned(unsigned, limit) < 0 ? (int) unsigned : limit;
    }

    private static void gather(Hart h, VectorUnit v, int word, int indexWidth, int k) {
        requireGroups(h, v, word, false, k);
        int d = VectorFields.d(word);
        int indices = VectorFields.s1(word);
        int emul = v.lmul + indexWidth - v.width;
        if (!VectorUnit.isGroup(indices, emul)
                || VectorUnit.overlap(d, VectorUnit.registersOf(v.lmul), indices, VectorUnit.registersOf(emul))) {
            throw h.illegalInstruction(k);
        }
        boolean masked = VectorFields.isMasked(word);
        int vlmax = v.vlmax();
        for (int i = v.vstart; i < v.vl; i++) {
            if (!masked || v.isActive(i)) {
                long from = Elements.unsigned(v.registers, v.offset(indices) + (i << indexWidth), indexWidth);
                put(v, word, i, Long.compareUnsigned(from, vlmax) < 0 ? source(v, word, (int) from) : 0);
            }
        }
        v.vstart = 0;
    }

    private static void gatherOne(Hart h, VectorUnit v, int word, long from, int k) {
        requireGroups(h, v, word, false, k);
        long element = Long.compareUnsigned(from, v.vlmax()) < 0 ? source(v, word, (int) from) : 0;
        shift(v, word, v.vstart, 0, 0, element);
    }

    private static void requireType(Hart h, VectorUnit v, int k) {
        if (v.vill) {
            throw h.illegalInstruction(k);
        }
    }

    private static void requireFloat(Hart h, VectorUnit v, int k) {
        if (v.width != FLOAT_WIDTH) {
            throw h.illegalInstruction(k);
        }
        v.beginFloat(h, k);
    }

    /** Traps unless vd and vs2 are groups, disjoint ones where an element may be read after its place was written. */
    private static void requireGroups(Hart h, VectorUnit v, int word, boolean mayOverlap, int k) {
        requireType(h, v, k);
        int d = VectorFields.d(word);
        int source = VectorFields.s2(word);
        int registers = VectorUnit.registersOf(v.lmul);
        boolean overwritesMask = VectorFields.isMasked(word) && d == 0;
        boolean overwritesSource = !mayOverlap && VectorUnit.overlap(d, registers, source, registers);
        if (overwritesMask
                || overwritesSource
                || !VectorUnit.isGroup(d, v.lmul)
                || !VectorUnit.isGroup(source, v.lmul)) {
            throw h.illegalInstruction(k);
        }
    }

    private static long source(VectorUnit v, int word, int i) {
        return Elements.signed(v.registers, v.offset(VectorFields.s2(word)) + (i << v.width), v.width);
    }

    private static void put(VectorUnit v, int word, int i, long value) {
        Elements.put(v.registers, v.offset(VectorFields.d(word)) + (i << v.width), v.width, value);
    }

    private static void putFirst(VectorUnit v, int word, long value) {
        if (v.vstart < v.vl) {
            put(v, word, 0, value);
        }
        v.vstart = 0;
    }
}
