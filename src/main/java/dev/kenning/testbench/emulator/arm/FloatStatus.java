package dev.kenning.testbench.emulator.arm;

/** FPSCR: flags of the last comparison, modes, and cumulative exception flags (ARMv7-M ARM, B1.4.7, A2.5.3). */
final class FloatStatus {

    static final int INVALID = 1;
    static final int DIVISION_BY_ZERO = 1 << 1;
    static final int OVERFLOW = 1 << 2;
    static final int UNDERFLOW = 1 << 3;
    static final int INEXACT = 1 << 4;
    static final int INPUT_DENORMAL = 1 << 7;

    static final int TO_NEAREST = 0;
    static final int TO_PLUS_INFINITY = 1;
    static final int TO_MINUS_INFINITY = 2;
    static final int TO_ZERO = 3;

    private static final int MODE_SHIFT = 22;
    private static final int FLUSH_TO_ZERO = 1 << 24;
    private static final int DEFAULT_NAN = 1 << 25;
    private static final int ALTERNATIVE_HALF = 1 << 26;
    private static final int MODES = 0x1F << MODE_SHIFT;
    private static final int WRITABLE = 0xF7C0_009F;
    private static final int CONDITION_FLAGS = 0xF000_0000;

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

    void setConditionFlags(int flags) {
        value = (value & ~CONDITION_FLAGS) | flags;
    }

    void raise(int flags) {
        set(value | flags);
    }

    int roundingMode() {
        return value >>> MODE_SHIFT & 3;
    }

    boolean flushesToZero() {
        return (value & FLUSH_TO_ZERO) != 0;
    }

    boolean usesDefaultNan() {
        return (value & DEFAULT_NAN) != 0;
    }

    boolean usesAlternativeHalf() {
        return (value & ALTERNATIVE_HALF) != 0;
    }
}
