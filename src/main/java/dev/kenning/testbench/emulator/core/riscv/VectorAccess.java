package dev.kenning.testbench.emulator.core.riscv;

/**
 * The memory access of a vector load or store: which registers, which addresses, how many elements.
 *
 * <p>Each unit has one, which every access sets anew. A trap leaves in vstart the element, or segment, that met it; what
 * came before has happened (RISC-V "V" extension 1.0, section 7.8).
 */
final class VectorAccess {

    private static final int NO_INDEX = -1;

    private final VectorUnit v;
    private boolean store;
    private int register;
    /** Binary logarithm of the bytes of an element. */
    private int width;
    /** Bytes from one field of a segment to the next in the register file. */
    private int fieldDistance;

    private int fields;
    private boolean masked;
    private int count;
    private long base;
    private long stride;
    /** Where the indices begin in the register file, or {@link #NO_INDEX}. */
    private int index;

    private int indexWidth;

    VectorAccess(VectorUnit unit) {
        v = unit;
    }

    /** Begins the access of an instruction: all its elements, one behind the other. */
    VectorAccess of(Hart h, int word, boolean storing) {
        store = storing;
        register = v.offset(VectorFields.d(word));
        base = h.x[VectorFields.s1(word)];
        masked = VectorFields.isMasked(word);
        count = v.vl;
        index = NO_INDEX;
        return this;
    }

    /** Sets the elements' width, the registers of a field, and how many fields a segment has. */
    VectorAccess elements(int elementWidth, int emul, int fieldCount) {
        width = elementWidth;
        fieldDistance = v.offset(VectorUnit.registersOf(emul));
        fields = fieldCount;
        stride = (long) fieldCount << elementWidth;
        return this;
    }

    VectorAccess count(int elements) {
        count = elements;
        return this;
    }

    VectorAccess stride(long bytes) {
        stride = bytes;
        return this;
    }

    VectorAccess indexed(int indexRegister, int widthOfIndices) {
        index = v.offset(indexRegister);
        indexWidth = widthOfIndices;
        return this;
    }

    /** Does the access. */
    void run(Hart h, int k) {
        boolean contiguous = index == NO_INDEX && fields == 1 && stride == 1L << width;
        boolean plain = contiguous && !masked && v.vstart == 0;
        if (!plain || !copied(h)) {
            runByElement(h, k);
        }
        v.vstart = 0;
    }

    private void runByElement(Hart h, int k) {
        int i = v.vstart;
        h.accessesElements = true;
        try {
            for (; i < count; i++) {
                if (!masked || v.isActive(i)) {
                    segment(h, i, k);
                }
            }
        } catch (TrapException trap) {
            v.vstart = i;
            throw trap;
        } finally {
            h.accessesElements = false;
        }
    }

    private void segment(Hart h, int i, int k) {
        long address = base + (index == NO_INDEX ? stride * i : offset(i));
        int at = register + (i << width);
        for (int field = 0; field < fields; field++) {
            if (store) {
                store(h, at, address, k);
            } else {
                load(h, at, address, k);
            }
            at += fieldDistance;
            address += 1L << width;
        }
    }

    private long offset(int i) {
        return Elements.unsigned(v.registers, index + (i << indexWidth), indexWidth);
    }

    private void load(Hart h, int at, long address, int k) {
        long value = switch (width) {
            case 0 -> h.loadByte(address, k);
            case 1 -> h.loadHalf(address, k);
            case 2 -> h.loadWord(address, k);
            default -> h.loadDouble(address, k);
        };
        Elements.put(v.registers, at, width, value);
    }

    private void store(Hart h, int at, long address, int k) {
        long value = Elements.unsigned(v.registers, at, width);
        switch (width) {
            case 0 -> h.storeByte(address, (int) value, k);
            case 1 -> h.storeHalf(address, (int) value, k);
            case 2 -> h.storeWord(address, (int) value, k);
            default -> h.storeDouble(address, value, k);
        }
    }

    /** Copies page by page; returns whether everything was memory, else nobody must rely on what was copied. */
    private boolean copied(Hart h) {
        int bytes = count << width;
        if ((base & (1L << width) - 1) != 0) {
            return false;
        }
        int done = 0;
        while (done < bytes) {
            byte[] page = store ? h.writePage(base + done) : h.readPage(base + done);
            if (page == null) {
                return false;
            }
            int offset = (int) (base + done) & Hart.PAGE_MASK;
            int length = Math.min(Hart.PAGE_MASK + 1 - offset, bytes - done);
            if (store) {
                System.arraycopy(v.registers, register + done, page, offset, length);
            } else {
                System.arraycopy(page, offset, v.registers, register + done, length);
            }
            done += length;
        }
        return true;
    }
}
