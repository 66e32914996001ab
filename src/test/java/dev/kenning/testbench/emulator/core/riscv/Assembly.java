package dev.kenning.testbench.emulator.core.riscv;

/** Encodes the few instructions that tests are written in (RISC-V Unprivileged ISA, instruction listings). */
final class Assembly {

    static final int ECALL = 0x0000_0073;
    static final int EBREAK = 0x0010_0073;
    static final int MRET = 0x3020_0073;
    static final int WFI = 0x1050_0073;
    static final int NOP = 0x0000_0013;
    /** A word of the base set that the specification reserves: no instruction ever. */
    static final int ILLEGAL = 0xFFFF_FFFF;

    static final int T0 = 5;
    static final int T1 = 6;
    static final int T2 = 7;
    static final int A0 = 10;
    static final int A1 = 11;
    static final int A2 = 12;

    private Assembly() {}

    static int addi(int rd, int rs1, int immediate) {
        return immediate << 20 | rs1 << 15 | rd << 7 | 0x13;
    }

    static int lui(int rd, int upper) {
        return upper << 12 | rd << 7 | 0x37;
    }

    static int auipc(int rd, int upper) {
        return upper << 12 | rd << 7 | 0x17;
    }

    static int lw(int rd, int offset, int rs1) {
        return offset << 20 | rs1 << 15 | 2 << 12 | rd << 7 | 0x03;
    }

    static int sw(int rs2, int offset, int rs1) {
        return (offset >> 5) << 25 | rs2 << 20 | rs1 << 15 | 2 << 12 | (offset & 31) << 7 | 0x23;
    }

    static int jalr(int rd, int rs1, int offset) {
        return offset << 20 | rs1 << 15 | rd << 7 | 0x67;
    }

    /** A jump without link; the offset is in bytes. */
    static int j(int offset) {
        return (offset >> 20 & 1) << 31
                | (offset >> 1 & 0x3FF) << 21
                | (offset >> 11 & 1) << 20
                | (offset >> 12 & 0xFF) << 12
                | 0x6F;
    }

    static int csrrw(int rd, int csr, int rs1) {
        return csr << 20 | rs1 << 15 | 1 << 12 | rd << 7 | 0x73;
    }

    static int csrrs(int rd, int csr, int rs1) {
        return csr << 20 | rs1 << 15 | 2 << 12 | rd << 7 | 0x73;
    }

    static int csrr(int rd, int csr) {
        return csrrs(rd, csr, 0);
    }

    static int csrw(int csr, int rs1) {
        return csrrw(0, csr, rs1);
    }

    static int lrW(int rd, int rs1) {
        return 0x1000_202F | rs1 << 15 | rd << 7;
    }

    static int scW(int rd, int rs2, int rs1) {
        return 0x1800_202F | rs2 << 20 | rs1 << 15 | rd << 7;
    }

    static int amoaddW(int rd, int rs2, int rs1) {
        return 0x0000_202F | rs2 << 20 | rs1 << 15 | rd << 7;
    }

    static int faddS(int fd, int fs1, int fs2, int mode) {
        return fs2 << 20 | fs1 << 15 | mode << 12 | fd << 7 | 0x53;
    }
}
