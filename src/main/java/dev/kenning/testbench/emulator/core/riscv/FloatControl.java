package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.softfloat.FloatEnvironment;

/** The floating-point control and status register: {@code fflags} and {@code frm} (Unprivileged ISA, 20.2). */
final class FloatControl extends FloatEnvironment {

    private static final int FLAGS = 0x1F;
    private static final int NX = 1;

    private int flags;
    private int dynamicMode;
    private int mode;
    /** A bit per rounding mode of instructions, for {@link #isPlain}. */
    private int plainModes;

    void reset() {
        dynamicMode = 0;
        setFlags(0);
    }

    /** Returns {@code fflags}. */
    int flags() {
        return flags;
    }

    void setFlags(int value) {
        flags = value & FLAGS;
        updatePlainModes();
    }

    /** Returns {@code frm}. */
    int dynamicMode() {
        return dynamicMode;
    }

    void setDynamicMode(int value) {
        dynamicMode = value & 7;
        updatePlainModes();
    }

    /** Returns whether an ordinary result of the host is right in an instruction's rounding mode, flags included. */
    boolean isPlain(int instructionMode) {
        return (plainModes >>> instructionMode & 1) != 0;
    }

    /** Takes an instruction's rounding mode for the operation that follows. */
    FloatControl rounding(int instructionMode) {
        mode = RoundingMode.environment(instructionMode == RoundingMode.DYNAMIC ? dynamicMode : instructionMode);
        return this;
    }

    /** Adds exceptions, which {@code fflags} has in the opposite order. */
    @Override
    public void raise(int exceptions) {
        setFlags(flags | Integer.reverse(exceptions) >>> 27);
    }

    @Override
    public int roundingMode() {
        return mode;
    }

    @Override
    public boolean detectsTininessAfterRounding() {
        return true;
    }

    private void updatePlainModes() {
        boolean inexactAlready = (flags & NX) != 0;
        int dynamic = dynamicMode == RoundingMode.TO_NEAREST ? 1 << RoundingMode.DYNAMIC : 0;
        plainModes = inexactAlready ? 1 << RoundingMode.TO_NEAREST | dynamic : 0;
    }
}
