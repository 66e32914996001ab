package dev.kenning.testbench.emulator.core.softfloat;

/** How two floating-point numbers stand to each other. */
public enum Relation {
    EQUAL,
    LESS,
    GREATER,
    /** At least one is a NaN. */
    UNORDERED
}
