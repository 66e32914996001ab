package dev.kenning.testbench.emulator.core.riscv;

/** The widths of integer registers that a row of the table is for. */
enum Xlen {
    /** Any width. */
    ANY,
    RV32,
    RV64;

    /** Returns whether a row of this width is for a core of the other. */
    boolean includes(Xlen core) {
        return this == ANY || this == core;
    }
}
