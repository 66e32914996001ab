package dev.kenning.testbench.emulator.core.riscv;

/** The numbers of control and status registers (Privileged ISA, 2.2). */
final class Csr {

    static final int NUMBERS = 1 << 12;

    static final int FFLAGS = 0x001;
    static final int FRM = 0x002;
    static final int FCSR = 0x003;

    static final int VSTART = 0x008;
    static final int VXSAT = 0x009;
    static final int VXRM = 0x00A;
    static final int VCSR = 0x00F;
    static final int VL = 0xC20;
    static final int VTYPE = 0xC21;
    static final int VLENB = 0xC22;

    static final int SSTATUS = 0x100;
    static final int SIE = 0x104;
    static final int STVEC = 0x105;
    static final int SCOUNTEREN = 0x106;
    static final int SSCRATCH = 0x140;
    static final int SEPC = 0x141;
    static final int SCAUSE = 0x142;
    static final int STVAL = 0x143;
    static final int SIP = 0x144;
    static final int SATP = 0x180;

    static final int MSTATUS = 0x300;
    static final int MISA = 0x301;
    static final int MEDELEG = 0x302;
    static final int MIDELEG = 0x303;
    static final int MIE = 0x304;
    static final int MTVEC = 0x305;
    static final int MCOUNTEREN = 0x306;
    static final int MSTATUSH = 0x310;
    static final int MCOUNTINHIBIT = 0x320;
    static final int MHPMEVENT3 = 0x323;
    static final int MSCRATCH = 0x340;
    static final int MEPC = 0x341;
    static final int MCAUSE = 0x342;
    static final int MTVAL = 0x343;
    static final int MIP = 0x344;
    static final int PMPCFG = 0x3A0;
    static final int PMPADDR = 0x3B0;
    static final int PMP_ENTRIES = 16;
    static final int TSELECT = 0x7A0;

    static final int MCYCLE = 0xB00;
    static final int MINSTRET = 0xB02;
    static final int MHPMCOUNTER3 = 0xB03;
    static final int HPM_COUNTERS = 29;
    static final int CYCLE = 0xC00;
    static final int TIME = 0xC01;
    static final int INSTRET = 0xC02;
    /** From a counter to its upper half on RV32. */
    static final int HIGH = 0x80;

    static final int MVENDORID = 0xF11;
    static final int MARCHID = 0xF12;
    static final int MIMPID = 0xF13;
    static final int MHARTID = 0xF14;
    static final int MCONFIGPTR = 0xF15;

    private Csr() {}

    /** Returns whether a number means a register that cannot be written. */
    static boolean isReadOnly(int number) {
        return number >>> 10 == 3;
    }

    /** Returns the lowest privilege that may use the register: 0 user, 1 supervisor, 3 machine. */
    static int privilege(int number) {
        return number >>> 8 & 3;
    }
}
