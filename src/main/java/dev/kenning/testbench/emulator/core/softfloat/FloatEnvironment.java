package dev.kenning.testbench.emulator.core.softfloat;

/** What decides about the result of floating-point arithmetic beside its operands, and what it leaves behind. */
public abstract class FloatEnvironment {

    /** Exception: the operation makes no sense. */
    public static final int INVALID = 1;
    /** Exception: a finite number was divided by zero. */
    public static final int DIVISION_BY_ZERO = 1 << 1;
    /** Exception: the result is too large for the format. */
    public static final int OVERFLOW = 1 << 2;
    /** Exception: the result is tiny and inexact. */
    public static final int UNDERFLOW = 1 << 3;
    /** Exception: the result was rounded. */
    public static final int INEXACT = 1 << 4;
    /** Exception of ARMv7-M: a denormal operand was taken for zero. */
    public static final int INPUT_DENORMAL = 1 << 7;

    /** Rounding mode: to the nearest, ties to even. */
    public static final int TO_NEAREST = 0;
    /** Rounding mode: up. */
    public static final int TO_PLUS_INFINITY = 1;
    /** Rounding mode: down. */
    public static final int TO_MINUS_INFINITY = 2;
    /** Rounding mode: towards zero. */
    public static final int TO_ZERO = 3;
    /** Rounding mode: to the nearest, ties away from zero. */
    public static final int TIES_AWAY = 4;

    /** Creates an environment. */
    protected FloatEnvironment() {}

    /** Adds exceptions to those that were raised before. */
    public abstract void raise(int exceptions);

    /** Returns the rounding mode in force. */
    public abstract int roundingMode();

    /** Returns whether denormal numbers are taken for zero, as operands and as results. */
    public boolean flushesToZero() {
        return false;
    }

    /** Returns whether every NaN that arithmetic gives is the default one. */
    public boolean usesDefaultNan() {
        return true;
    }

    /** Returns whether a result is tiny if it is after rounding, not before; IEEE 754 leaves the choice. */
    public boolean detectsTininessAfterRounding() {
        return false;
    }
}
