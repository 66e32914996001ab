package dev.kenning.testbench.emulator.core.riscv;

/** Vector loads and stores (RISC-V "V" extension 1.0, chapter 7). */
final class VectorMemory {

    private VectorMemory() {}

    static void loadUnitStride(Hart h, VectorUnit v, int word, int k) {
        data(h, v, word, false, k).run(h, k);
    }

    static void storeUnitStride(Hart h, VectorUnit v, int word, int k) {
        data(h, v, word, true, k).run(h, k);
    }

    /** Loads up to the first element that traps, unless that is element 0 (section 7.7). */
    static void loadFaultOnlyFirst(Hart h, VectorUnit v, int word, int k) {
        VectorAccess access = data(h, v, word, false, k);
        try {
            access.run(h, k);
        } catch (TrapException trap) {
            if (v.vstart == 0) {
                throw trap;
            }
            v.vl = v.vstart;
            v.vstart = 0;
        }
    }

    static void loadStrided(Hart h, VectorUnit v, int word, int k) {
        data(h, v, word, false, k).stride(h.x[VectorFields.s2(word)]).run(h, k);
    }

    static void storeStrided(Hart h, VectorUnit v, int word, int k) {
        data(h, v, word, true, k).stride(h.x[VectorFields.s2(word)]).run(h, k);
    }

    static void loadIndexed(Hart h, VectorUnit v, int word, int k) {
        indexed(h, v, word, false, k).run(h, k);
    }

    static void storeIndexed(Hart h, VectorUnit v, int word, int k) {
        indexed(h, v, word, true, k).run(h, k);
    }

    static void loadMask(Hart h, VectorUnit v, int word, int k) {
        mask(h, v, word, false, k).run(h, k);
    }

    static void storeMask(Hart h, VectorUnit v, int word, int k) {
        mask(h, v, word, true, k).run(h, k);
    }

    static void loadWhole(Hart h, VectorUnit v, int word, int k) {
        whole(h, v, word, false, k).run(h, k);
    }

    static void storeWhole(Hart h, VectorUnit v, int word, int k) {
        whole(h, v, word, true, k).run(h, k);
    }

    /** Returns the access of an instruction that names the width of its data. */
    private static VectorAccess data(Hart h, VectorUnit v, int word, boolean store, int k) {
        int width = VectorFields.memoryWidth(word);
        int emul = v.lmul + width - v.width;
        if (v.vill || width > v.config.widest() || !areSegments(word, emul, store)) {
            throw h.illegalInstruction(k);
        }
        return v.access.of(h, word, store).elements(width, emul, VectorFields.segmentFields(word));
    }

    /** Returns the access of an instruction that names the width of its indices. */
    private static VectorAccess indexed(Hart h, VectorUnit v, int word, boolean store, int k) {
        int width = VectorFields.memoryWidth(word);
        int indexEmul = v.lmul + width - v.width;
        int index = VectorFields.s2(word);
        // Indices have no more bits than registers (section 18.2).
        boolean legal = !v.vill
                && width <= Math.min(v.config.widest(), h.type.is64() ? 3 : 2)
                && VectorUnit.isGroup(index, indexEmul)
                && areSegments(word, v.lmul, store)
                && (store || mayOverwriteIndices(v, word, indexEmul));
        if (!legal) {
            throw h.illegalInstruction(k);
        }
        return v.access
                .of(h, word, store)
                .elements(v.width, v.lmul, VectorFields.segmentFields(word))
                .indexed(index, width);
    }

    /** Segments may not overlap their indices, single elements as in arithmetic (sections 7.8.3 and 5.2). */
    private static boolean mayOverwriteIndices(VectorUnit v, int word, int indexEmul) {
        int d = VectorFields.d(word);
        int index = VectorFields.s2(word);
        int fields = VectorFields.segmentFields(word);
        if (fields == 1) {
            return indexEmul == v.lmul || VectorUnit.mayOverlap(d, v.lmul, index, indexEmul);
        }
        int registers = fields * VectorUnit.registersOf(v.lmul);
        return !VectorUnit.overlap(d, registers, index, VectorUnit.registersOf(indexEmul));
    }

    /** Returns whether the registers of all fields exist and none of a load is the mask's (section 7.8). */
    private static boolean areSegments(int word, int emul, boolean store) {
        int d = VectorFields.d(word);
        int fields = VectorFields.segmentFields(word);
        return VectorUnit.isGroup(d, emul)
                && fields * VectorUnit.registersOf(emul) <= 8
                && d + fields * VectorUnit.registersOf(emul) <= 32
                && (store || d != 0 || !VectorFields.isMasked(word));
    }

    private static VectorAccess mask(Hart h, VectorUnit v, int word, boolean store, int k) {
        if (v.vill) {
            throw h.illegalInstruction(k);
        }
        return v.access.of(h, word, store).elements(0, 0, 1).count((v.vl + 7) / 8);
    }

    /** Returns the access to 1, 2, 4 or 8 registers, which does not look at vtype (section 7.9). */
    private static VectorAccess whole(Hart h, VectorUnit v, int word, boolean store, int k) {
        int width = VectorFields.memoryWidth(word);
        int registers = VectorFields.segmentFields(word);
        if (width > v.config.widest() || VectorFields.d(word) % registers != 0) {
            throw h.illegalInstruction(k);
        }
        return v.access.of(h, word, store).elements(width, 0, 1).count((registers * v.vlenb) >> width);
    }
}
