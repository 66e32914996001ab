package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.riscv.Assembly.A0;
import static dev.kenning.testbench.emulator.core.riscv.Assembly.A1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What supervisor mode adds to a core, pages apart (Privileged ISA, 3.1.6, 3.1.8 and 4.1). */
class SupervisorTest {

    private static final long RAM = 0x8000_0000L;
    private static final int MACHINE_HANDLER = 0x400;
    private static final int SUPERVISOR_HANDLER = 0x500;
    private static final int PROGRAM = 0x100;
    private static final long SUPERVISOR_STATUS = 1L << Status.MPP_SHIFT;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sstatus: what supervisor mode may change | 0x100 | 0xFFFFFFFF | 0x800C6122
            medeleg: exceptions that exist           | 0x302 | 0xFFFFFFFF | 0xBFFF
            mideleg: no interrupt of machine mode    | 0x303 | 0xFFFFFFFF | 0xFFFF0222
            sie: only what is delegated              | 0x104 | 0xFFFFFFFF | 0x0
            sepc: bit 0 is always clear              | 0x141 | 0x80000103 | 0x80000102
            scounteren: cycle, time, instret         | 0x106 | 0xFFFFFFFF | 0x7
            """)
    void keepsLegalValuesOnly(String what, String number, String written, String kept) {
        RiscVBoard board = new RiscVBoard("rv32imafc_zicsr");

        board.setCsr(Integer.decode(number), Long.decode(written));

        assertThat(board.csr(Integer.decode(number))).as(what).isEqualTo(Long.decode(kept));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rv32imac_zicsr", "rv64imac_zicsr"})
    void delegatesAnExceptionOfALowerModeToSupervisorMode(String cpuType) {
        RiscVBoard board = board(cpuType);
        board.setCsr(Csr.MEDELEG, 1 << TrapCause.CALL_FROM_USER);
        enter(board, Hart.USER, Assembly.ECALL);

        assertThat(board.cpu.programCounter()).as("stvec").isEqualTo(RAM + SUPERVISOR_HANDLER);
        assertThat(board.cpu.privilege()).isEqualTo(Hart.SUPERVISOR);
        assertThat(board.csr(Csr.SCAUSE)).as("scause").isEqualTo(TrapCause.CALL_FROM_USER);
        assertThat(board.csr(Csr.SEPC)).as("sepc").isEqualTo(RAM + PROGRAM);
        assertThat(board.csr(Csr.SSTATUS) & Status.SPP).as("SPP: user").isZero();
        assertThat(board.csr(Csr.MCAUSE)).as("mcause").isZero();
    }

    @Test
    void takesWhatIsNotDelegatedInMachineMode() {
        RiscVBoard board = board("rv32imac_zicsr");
        enter(board, Hart.SUPERVISOR, Assembly.ECALL);

        assertThat(board.cpu.programCounter()).as("mtvec").isEqualTo(RAM + MACHINE_HANDLER);
        assertThat(board.csr(Csr.MCAUSE)).as("mcause").isEqualTo(TrapCause.CALL_FROM_SUPERVISOR);
        assertThat(board.csr(Csr.MSTATUS) & Status.MPP).as("MPP").isEqualTo(SUPERVISOR_STATUS);
    }

    @Test
    void neverDelegatesWhatMachineModeRunsInto() {
        RiscVBoard board = board("rv32imac_zicsr");
        board.setCsr(Csr.MEDELEG, 0xFFFF);
        board.bus.writeWord(RiscVBoard.RAM, Assembly.ILLEGAL);
        board.cpu.setProgramCounter(RAM);

        board.run(1);

        assertThat(board.cpu.programCounter()).isEqualTo(RAM + MACHINE_HANDLER);
    }

    @Test
    void returnsFromAHandlerOfSupervisorMode() {
        RiscVBoard board = board("rv32imac_zicsr");
        board.setCsr(Csr.SEPC, RAM + 0x200);
        board.setCsr(Csr.MSTATUS, board.csr(Csr.MSTATUS) | Status.SPIE);
        enter(board, Hart.SUPERVISOR, SRET);

        assertThat(board.cpu.programCounter()).isEqualTo(RAM + 0x200);
        assertThat(board.cpu.privilege()).isEqualTo(Hart.USER);
        assertThat(board.csr(Csr.SSTATUS) & (Status.SIE | Status.SPIE | Status.SPP))
                .as("SIE and SPIE")
                .isEqualTo(Status.SIE | Status.SPIE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"SRET, 0x10200073, 22", "SFENCE.VMA, 0x12000073, 20", "satp, 0x18002573, 20", "WFI, 0x10500073, 21"})
    void trapsInSupervisorModeWhatMachineModeAsksFor(String what, String word, int bit) {
        RiscVBoard board = board("rv32imac_zicsr");
        board.setCsr(Csr.MSTATUS, 1L << bit);
        enter(board, Hart.SUPERVISOR, Integer.decode(word));

        assertThat(board.csr(Csr.MCAUSE)).as("mcause of " + what).isEqualTo(TrapCause.ILLEGAL_INSTRUCTION);
        assertThat(board.csr(Csr.MTVAL)).as("mtval").isEqualTo(Long.decode(word));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"0x10200073", "0x12000073", "0x10002573", "0x18002573", "0x30202573"})
    void hasNoneOfItOnACoreWithoutSupervisorMode(String word) {
        RiscVBoard board = new RiscVBoard("rv32imac_zicsr", PrivilegeLevels.MACHINE_USER);
        board.setHandler(MACHINE_HANDLER);
        board.program(Integer.decode(word));

        board.run(1);

        assertThat(board.csr(Csr.MCAUSE)).as("mcause").isEqualTo(TrapCause.ILLEGAL_INSTRUCTION);
    }

    @Test
    void takesADelegatedInterruptOnlyBelowMachineMode() {
        RiscVBoard board = board("rv32imac_zicsr");
        board.setCsr(Csr.MIDELEG, 1 << 9);
        board.setCsr(Csr.MIE, 1 << 9);
        board.setCsr(Csr.MSTATUS, Status.MIE);
        board.bus.writeWord(RiscVBoard.RAM, Assembly.NOP);
        board.cpu.setProgramCounter(RAM);
        board.cpu.onLevel(9, true);
        board.run(1);
        assertThat(board.cpu.programCounter()).as("machine mode goes on").isEqualTo(RAM + 4);

        enter(board, Hart.USER, Assembly.NOP);

        assertThat(board.csr(Csr.SCAUSE)).as("scause").isEqualTo(0x8000_0009L);
        assertThat(board.csr(Csr.SEPC)).as("sepc").isEqualTo(RAM + PROGRAM);
    }

    @Test
    void takesAnInterruptInSupervisorModeOnlyWhileSieIsSet() {
        RiscVBoard board = board("rv32imac_zicsr");
        board.setCsr(Csr.MIDELEG, 1 << 5);
        board.setCsr(Csr.MIE, 1 << 5);
        board.setCsr(Csr.MIP, 1 << 5);
        int enable = Status.SIE << 15 | 6 << 12 | Csr.SSTATUS << 20 | 0x73; // csrrsi x0, sstatus, 2
        enter(board, Hart.SUPERVISOR, enable);

        assertThat(board.csr(Csr.SCAUSE)).as("scause").isEqualTo(0x8000_0005L);
        assertThat(board.csr(Csr.SEPC)).as("sepc, behind what enabled it").isEqualTo(RAM + PROGRAM + 4);
    }

    @Test
    void letsSupervisorModeChangeItsSoftwareInterruptOnly() {
        RiscVBoard board = board("rv32imac_zicsr");
        board.setCsr(Csr.MIDELEG, 0x222);

        board.setCsr(Csr.SIP, 0x222);

        assertThat(board.csr(Csr.MIP)).isEqualTo(0x2);
    }

    @Test
    void keepsTheLineOfAnInterruptApartFromWhatSoftwareWrites() {
        RiscVBoard board = board("rv32imac_zicsr");
        board.cpu.onLevel(9, true);
        board.program(Assembly.csrrs(A0, Csr.MIP, A1));
        board.run(1);
        assertThat(board.cpu.register(A0)).as("mip with the line").isEqualTo(1 << 9);

        board.cpu.onLevel(9, false);

        assertThat(board.csr(Csr.MIP)).as("mip without it").isZero();
    }

    @Test
    void opensACounterToUserModeIfBothOtherModesDo() {
        RiscVBoard board = board("rv32imac_zicsr");
        board.setCsr(Csr.MCOUNTEREN, 7);
        enter(board, Hart.USER, Assembly.csrr(A0, Csr.CYCLE));
        assertThat(board.csr(Csr.MCAUSE)).as("mcause with scounteren 0").isEqualTo(TrapCause.ILLEGAL_INSTRUCTION);

        board.setCsr(Csr.SCOUNTEREN, 7);
        enter(board, Hart.USER, Assembly.csrr(A0, Csr.CYCLE));

        assertThat(board.cpu.programCounter()).isEqualTo(RAM + PROGRAM + 4);
    }

    private static final int SRET = 0x1020_0073;

    private static RiscVBoard board(String cpuType) {
        RiscVBoard board = new RiscVBoard(cpuType);
        board.setHandler(MACHINE_HANDLER);
        board.setCsr(Csr.STVEC, RAM + SUPERVISOR_HANDLER);
        return board;
    }

    /** Executes an instruction in another mode. */
    private static void enter(RiscVBoard board, int mode, int word) {
        board.bus.writeWord(RiscVBoard.RAM + PROGRAM, word);
        board.bus.writeWord(RiscVBoard.RAM, Assembly.MRET);
        board.setCsr(Csr.MSTATUS, (board.csr(Csr.MSTATUS) & ~(long) Status.MPP) | ((long) mode << Status.MPP_SHIFT));
        board.setCsr(Csr.MEPC, RAM + PROGRAM);
        board.cpu.setProgramCounter(RAM);
        board.run(1);
        board.run(1);
    }
}
