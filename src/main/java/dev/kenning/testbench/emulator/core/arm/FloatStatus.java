package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.core.softfloat.FloatEnvironment;
import dev.kenning.testbench.emulator.core.softfloat.Relation;

/** FPSCR: flags of the last comparison, modes, and cumulative exception flags (ARMv7-M ARM, B1.4.7, A2.5.3). */
final class FloatStatus extends FloatEnvironment {

    private static final int MODE_SHIFT = 22;
    private static final int FLUSH_TO_ZERO = 1 << 24;
    private static final int DEFAULT_NAN = 1 << 25;
    private static final int ALTERNATIVE_HALF = 1 << 26;
    private static final int MODES = 0x1F << MODE_SHIFT;
    private static final int WRITABLE = 0xF7C0_009F;
    private static final int CONDITION_FLAGS = 0xF000_0000;

    private static final int EQUAL = 0x6000_0000;
    private static final int LESS = 0x8000_0000;
    private static final int GREATER = 0x2000_0000;
    private static final int UNORDERED = 0x3000_0000;

    private int value;
    /** Whether an ordinary result can be had without looking further: inexact is set already, modes are the default. */
    boolean fast;

    void reset() {
        set(0);
    }

    int value() {
        return value;
    }

    void set(int newValue) {
        value = newValue & WRITABLE;
        fast = (value & (INEXACT | FLUSH_TO_ZERO | 3 << MODE_SHIFT)) == INEXACT;
    }

    /** Takes the modes of a new floating-point context from FPDSCR. */
    void setModes(int defaults) {
        set((value & ~MODES & ~ALTERNATIVE_HALF) | (defaults & (MODES | ALTERNATIVE_HALF)));
    }

    /** Sets the flags of a comparison. */
    void setRelation(Relation relation) {
        int flags = switch (relation) {
            case EQUAL -> EQUAL;
            case LESS -> LESS;
            case GREATER -> GREATER;
            case UNORDERED -> UNORDERED;
        };
        value = (value & ~CONDITION_FLAGS) | flags;
    }

    @Override
    public void raise(int flags) {
        set(value | flags);
    }

    @Override
    public int roundingMode() {
        return value >>> MODE_SHIFT & 3;
    }

    @Override
    public boolean flushesToZero() {
        return (value & FLUSH_TO_ZERO) != 0;
    }

    @Override
    public boolean usesDefaultNan() {
        return (value & DEFAULT_NAN) != 0;
    }

    boolean usesAlternativeHalf() {
        return (value & ALTERNATIVE_HALF) != 0;
    }
}
