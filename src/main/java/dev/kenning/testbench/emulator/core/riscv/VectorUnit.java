package dev.kenning.testbench.emulator.core.riscv;

import java.util.Arrays;

/**
 * The vector registers of a hart and the CSRs that say what instructions do with them (RISC-V "V" extension 1.0,
 * chapter 3).
 *
 * <p>Fields are open to the package for the same reason as those of {@link Hart}. Tail and masked-off elements keep
 * their values whatever vta and vma say, as in Renode.
 */
final class VectorUnit {

    /** Width of elements while vtype is illegal: no shape allows it. */
    static final int ILLEGAL_WIDTH = 4;

    private static final int VTYPE_BITS = 0xFF;
    private static final int RESERVED_LMUL = -4;

    final VectorConfig config;
    /** Registers v0 to v31, one behind the other, least significant byte first. */
    final byte[] registers;
    /** Bytes of a register. */
    final int vlenb;

    int vstart;
    int vl;
    /** The low bits of vtype; 0 while {@link #vill}. */
    int vtype;

    boolean vill;
    int vxrm;
    /** 0 or 1. */
    int vxsat;

    /** SEW as the binary logarithm of its bytes, or {@link #ILLEGAL_WIDTH}. */
    int width;
    /** Binary logarithm of LMUL: -3 to 3. */
    int lmul;
    /** SEW in bits. */
    int sew;

    final FloatControl floats;
    /** Whether ordinary results of the host's arithmetic are right for the float instruction that is being executed. */
    boolean plain;

    final VectorAccess access;

    VectorUnit(VectorConfig config, FloatControl floats) {
        this.config = config;
        this.floats = floats;
        access = new VectorAccess(this);
        vlenb = config.vlen() / 8;
        registers = new byte[32 * vlenb];
        reset();
    }

    /** Puts zeros into registers and CSRs, and makes vtype illegal (section 3.11 recommends it). */
    void reset() {
        Arrays.fill(registers, (byte) 0);
        vstart = 0;
        vxrm = 0;
        vxsat = 0;
        setType(-1);
        vl = 0;
    }

    /**
     * Sets vtype, or vill if this configuration does not support it (section 3.4).
     *
     * @param type all bits of the value; vill among the high ones is as good as any other reserved bit
     */
    void setType(long type) {
        int newWidth = (int) type >>> 3 & 7;
        int newLmul = ((int) type & 7) << 29 >> 29;
        boolean wide = newWidth > config.widest() + Math.min(newLmul, 0);
        vill = (type & ~(long) VTYPE_BITS) != 0 || newLmul == RESERVED_LMUL || wide;
        vtype = vill ? 0 : (int) type;
        width = vill ? ILLEGAL_WIDTH : newWidth;
        lmul = vill ? 0 : newLmul;
        sew = 8 << newWidth;
    }

    /** Sets vstart, which has room for the number of any element (section 3.7). */
    void setStart(int value) {
        vstart = value & config.vlen() - 1;
    }

    /** Returns the number of elements in a register group of the type in force; 0 while it is illegal. */
    int vlmax() {
        if (vill) {
            return 0;
        }
        int perRegister = vlenb >> width;
        return lmul < 0 ? perRegister >> -lmul : perRegister << lmul;
    }

    /**
     * Prepares a float instruction, which always rounds as {@code frm} says.
     *
     * <p>Traps if floating point is off, or {@code frm} holds a mode that does not exist, needed or not (chapter 13).
     */
    void beginFloat(Hart h, int k) {
        if ((h.mstatus & Status.FS) == 0) {
            throw h.illegalInstruction(k);
        }
        h.rounding(RoundingMode.DYNAMIC, k);
        plain = floats.isPlain(RoundingMode.DYNAMIC);
        h.mstatus |= Status.FS;
    }

    /** Returns where the bytes of a register begin. */
    int offset(int register) {
        return register * vlenb;
    }

    /** Returns whether mask bit {@code i} of v0 is set. */
    boolean isActive(int i) {
        return Elements.bit(registers, 0, i) != 0;
    }

    /**
     * Returns whether a register may be the first of a group (section 3.4.2).
     *
     * @param emul binary logarithm of the group's size
     */
    static boolean isGroup(int register, int emul) {
        return emul <= 3 && emul >= -3 && (register & registersOf(emul) - 1) == 0;
    }

    /** Returns the number of registers that a group occupies. */
    static int registersOf(int emul) {
        return 1 << Math.max(emul, 0);
    }

    static boolean overlap(int first, int firstCount, int second, int secondCount) {
        return first < second + secondCount && second < first + firstCount;
    }

    /**
     * Returns whether a destination may lie as it does to a source of another element width (section 5.2).
     *
     * <p>Narrower destinations, masks among them, may overlap the lowest part of the source; wider ones the highest, if
     * the source has whole registers.
     */
    static boolean mayOverlap(int destination, int destinationEmul, int source, int sourceEmul) {
        int destinationCount = registersOf(destinationEmul);
        int sourceCount = registersOf(sourceEmul);
        if (!overlap(destination, destinationCount, source, sourceCount)) {
            return true;
        }
        return destinationEmul < sourceEmul
                ? destination == source
                : sourceEmul >= 0
                        && source + sourceCount == destination + destinationCount
                        && destinationCount > sourceCount;
    }

    /** Returns a value rounded after a shift to the right by vxrm (section 3.8), the lost bits taken into account. */
    long roundOff(long value, int shift, boolean signed) {
        if (shift == 0) {
            return value;
        }
        long shifted = signed ? value >> shift : value >>> shift;
        int half = (int) (value >>> (shift - 1)) & 1;
        boolean beyond = (value & (1L << (shift - 1)) - 1) != 0;
        return shifted + roundingIncrement(shifted, half, beyond);
    }

    /** Returns what rounding adds to a truncated value: 0 or 1. */
    int roundingIncrement(long truncated, int half, boolean beyond) {
        int odd = (int) truncated & 1;
        return switch (vxrm) {
            case 0 -> half;
            case 1 -> beyond ? half : half & odd;
            case 2 -> 0;
            default -> (odd ^ 1) & (beyond ? 1 : half);
        };
    }

    /** Sets vxsat and returns the value that a result was saturated to. */
    long saturated(long value) {
        vxsat = 1;
        return value;
    }
}
