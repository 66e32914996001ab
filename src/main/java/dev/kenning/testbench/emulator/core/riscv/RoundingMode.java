package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.softfloat.FloatEnvironment;

/** The rounding modes, by their number in instructions and in {@code frm} (Unprivileged ISA, 20.2). */
final class RoundingMode {

    static final int TO_NEAREST = 0;
    static final int TO_ZERO = 1;
    /** Ask {@code frm}. */
    static final int DYNAMIC = 7;

    private static final int HIGHEST = 4;

    private static final int[] ENVIRONMENT = {
        FloatEnvironment.TO_NEAREST,
        FloatEnvironment.TO_ZERO,
        FloatEnvironment.TO_MINUS_INFINITY,
        FloatEnvironment.TO_PLUS_INFINITY,
        FloatEnvironment.TIES_AWAY
    };

    private static final String[] SUFFIXES = {", rne", ", rtz", ", rdn", ", rup", ", rmm", ", 5", ", 6", ""};

    private RoundingMode() {}

    static boolean isValid(int mode) {
        return mode <= HIGHEST;
    }

    /** Returns the number that {@link FloatEnvironment} gives a valid mode. */
    static int environment(int mode) {
        return ENVIRONMENT[mode];
    }

    /** Returns how an instruction's text ends. */
    static String suffix(int mode) {
        return SUFFIXES[mode];
    }
}
