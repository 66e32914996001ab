package dev.kenning.testbench.emulator.core.riscv;

/** The bits of {@code mstatus} (Privileged ISA, 3.1.6). */
final class Status {

    static final int MIE = 1 << 3;
    static final int MPIE = 1 << 7;
    static final int VS = 3 << 9;
    static final int MPP = 3 << 11;
    static final int MPP_SHIFT = 11;
    static final int FS = 3 << 13;
    /** FS right after a write of software that turns floating point on. */
    static final int FS_INITIAL = 1 << 13;

    static final int MPRV = 1 << 17;
    static final int TW = 1 << 21;

    private Status() {}
}
