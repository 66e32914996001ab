package dev.kenning.testbench.emulator.core.riscv;

/** The bits of {@code mstatus} (Privileged ISA, 3.1.6). */
final class Status {

    static final int SIE = 1 << 1;
    static final int MIE = 1 << 3;
    static final int SPIE = 1 << 5;
    static final int MPIE = 1 << 7;
    static final int SPP = 1 << 8;
    static final int VS = 3 << 9;
    static final int MPP = 3 << 11;
    static final int MPP_SHIFT = 11;
    static final int FS = 3 << 13;
    /** FS right after a write of software that turns floating point on. */
    static final int FS_INITIAL = 1 << 13;

    static final int MPRV = 1 << 17;
    /** Supervisor mode may use pages of user mode. */
    static final int SUM = 1 << 18;
    /** Loads may use pages that may only be executed. */
    static final int MXR = 1 << 19;
    /** Supervisor mode may not use satp and SFENCE.VMA. */
    static final int TVM = 1 << 20;

    static final int TW = 1 << 21;
    /** Supervisor mode may not use SRET. */
    static final int TSR = 1 << 22;

    /** What sstatus shows and takes of them. */
    static final int OF_SUPERVISOR = SIE | SPIE | SPP | VS | FS | SUM | MXR;

    private Status() {}
}
