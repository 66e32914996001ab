package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.riscv.Assembly.A0;
import static dev.kenning.testbench.emulator.core.riscv.Assembly.A1;
import static dev.kenning.testbench.emulator.core.riscv.Assembly.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.emulator.core.CoreFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds every cause of a trap, and what entering and leaving a handler do, against the Privileged ISA, 3.1. */
class TrapTest {

    private static final long RAM = 0x8000_0000L;
    private static final int HANDLER = 0x400;
    private static final int BEYOND_MEMORY = 0x9000_0000;

    @ParameterizedTest
    @ValueSource(strings = {"rv32imac_zicsr", "rv64imac_zicsr"})
    void takesAnEncodingThatIsInNoRowForIllegal(String cpuType) {
        RiscVBoard board = board(cpuType);
        board.program(Assembly.NOP, Assembly.ILLEGAL);

        board.run(2);

        assertTrapped(board, 2, RAM + 4, 0xFFFF_FFFFL);
        assertThat(board.cpu.executedInstructions())
                .as("an instruction that traps counts, too")
                .isEqualTo(2);
    }

    @Test
    void takesAHalfwordOfZerosForIllegal() {
        RiscVBoard board = board("rv32imac_zicsr");
        board.program(0);

        board.run(1);

        assertTrapped(board, 2, RAM, 0);
    }

    @Test
    void takesInstructionsOfAbsentExtensionsForIllegal() {
        RiscVBoard board = board("rv32i_zicsr");
        int mul = 0x02B5_0533;
        board.program(mul);

        board.run(1);

        assertTrapped(board, 2, RAM, mul);
    }

    @Test
    void takesFloatingPointForIllegalWhileItIsOff() {
        RiscVBoard board = board("rv32imfc_zicsr");
        int add = Assembly.faddS(0, 1, 2, 0);
        board.program(Assembly.csrw(Csr.MSTATUS, 0), add);

        board.run(2);

        assertTrapped(board, 2, RAM + 4, add);
    }

    @Test
    void takesFloatingPointForIllegalThatIsTurnedOffInItsOwnBlock() {
        RiscVBoard board = board("rv32imfc_zicsr");
        int add = Assembly.faddS(0, 1, 2, 0);
        board.program(add, Assembly.csrw(Csr.MSTATUS, 0), add);

        board.run(3);

        assertTrapped(board, 2, RAM + 8, add);
    }

    @Test
    void hasFloatingPointOnAfterReset() {
        RiscVBoard board = board("rv32imfc_zicsr");
        board.program(Assembly.faddS(0, 1, 2, 0));

        board.run(1);

        assertThat(board.cpu.programCounter()).isEqualTo(RAM + 4);
        assertThat(board.csr(Csr.MCAUSE)).as("mcause").isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6})
    void takesRoundingModesThatDoNotExistForIllegal(int mode) {
        RiscVBoard board = board("rv32imfc_zicsr");
        int add = Assembly.faddS(0, 1, 2, mode);
        board.program(Assembly.lui(T0, 6), Assembly.csrw(Csr.MSTATUS, T0), add);

        board.run(3);

        assertTrapped(board, 2, RAM + 8, add);
    }

    @Test
    void takesADynamicRoundingModeThatDoesNotExistForIllegal() {
        RiscVBoard board = board("rv32imfc_zicsr");
        int add = Assembly.faddS(0, 1, 2, 7);
        board.program(
                Assembly.lui(T0, 6),
                Assembly.csrw(Csr.MSTATUS, T0),
                Assembly.addi(T0, 0, 5),
                Assembly.csrw(Csr.FRM, T0),
                add);

        board.run(5);

        assertTrapped(board, 2, RAM + 16, add);
    }

    @Test
    void takesRegistersThatDoNotExistForIllegal() {
        RiscVBoard board = board("rv32imac_zicsr");
        int read = Assembly.csrr(A0, 0x7C0);
        board.program(read);

        board.run(1);

        assertTrapped(board, 2, RAM, read);
    }

    @Test
    void takesWritesOfReadOnlyRegistersForIllegal() {
        RiscVBoard board = board("rv32imac_zicsr");
        int write = Assembly.csrw(Csr.MHARTID, A0);
        board.program(write);

        board.run(1);

        assertTrapped(board, 2, RAM, Integer.toUnsignedLong(write));
    }

    @Test
    void takesMachineRegistersForIllegalInUserMode() {
        RiscVBoard board = board("rv32imac_zicsr");
        int read = Assembly.csrr(A0, Csr.MSTATUS);
        inUserMode(board, read);

        assertTrapped(board, 2, RAM + 0x100, read);
        assertThat(board.csr(Csr.MSTATUS) & Status.MPP).as("MPP: user").isZero();
    }

    @Test
    void takesCountersForIllegalInUserModeUntilTheyAreOpened() {
        RiscVBoard board = board("rv32imac_zicsr");
        int read = Assembly.csrr(A0, Csr.INSTRET);
        inUserMode(board, read);

        assertTrapped(board, 2, RAM + 0x100, Integer.toUnsignedLong(read));
    }

    @Test
    void breaksAtEbreak() {
        RiscVBoard board = board("rv32imac_zicsr");
        board.program(Assembly.NOP, Assembly.EBREAK);

        board.run(2);

        assertTrapped(board, 3, RAM + 4, RAM + 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rv32imac_zicsr", "rv64imac_zicsr"})
    void refusesMisalignedLoads(String cpuType) {
        RiscVBoard board = board(cpuType);
        board.program(Assembly.lw(A0, 2, A1));
        board.cpu.setRegister(A1, RAM);

        board.run(1);

        assertTrapped(board, 4, RAM, RAM + 2);
    }

    @Test
    void refusesMisalignedStores() {
        RiscVBoard board = board("rv32imac_zicsr");
        board.program(Assembly.sw(A0, 1, A1));
        board.cpu.setRegister(A1, RAM + 0x200);

        board.run(1);

        assertTrapped(board, 6, RAM, RAM + 0x201);
    }

    @Test
    void allowsMisalignedAccessesWhereTheBoardSaysSo() {
        RiscVBoard board = new RiscVBoard("rv32imac_zicsr", true);
        board.program(Assembly.sw(A1, 1, A1), Assembly.lw(A0, 1, A1));
        board.cpu.setRegister(A1, RAM + 0x200);

        board.run(2);

        assertThat(board.cpu.register(A0)).isEqualTo(RAM + 0x200);
    }

    @Test
    void refusesMisalignedAtomicsAlways() {
        RiscVBoard board = new RiscVBoard("rv32imac_zicsr", true);
        board.setHandler(HANDLER);
        board.program(Assembly.amoaddW(A0, A0, A1));
        board.cpu.setRegister(A1, RAM + 0x202);

        board.run(1);

        assertTrapped(board, 6, RAM, RAM + 0x202);
    }

    @Test
    void refusesToReserveWhatIsNotMemory() {
        RiscVBoard board = board("rv32imac_zicsr");
        board.program(Assembly.lrW(A0, A1));
        board.cpu.setRegister(A1, BEYOND_MEMORY);

        board.run(1);

        assertTrapped(board, 5, RAM, Integer.toUnsignedLong(BEYOND_MEMORY));
    }

    @Test
    void refusesAtomicsOnWhatIsNotMemory() {
        RiscVBoard board = board("rv32imac_zicsr");
        board.program(Assembly.amoaddW(A0, A0, A1));
        board.cpu.setRegister(A1, BEYOND_MEMORY);

        board.run(1);

        assertTrapped(board, 7, RAM, Integer.toUnsignedLong(BEYOND_MEMORY));
    }

    @Test
    void refusesAddressesBeyondTheBus() {
        RiscVBoard board = board("rv64imac_zicsr");
        board.program(Assembly.lw(A0, 0, A1), Assembly.sw(A0, 8, A1));
        board.cpu.setRegister(A1, 0x12_0000_0000L);

        board.run(1);
        assertTrapped(board, 5, RAM, 0x12_0000_0000L);

        board.cpu.setProgramCounter(RAM + 4);
        board.run(1);
        assertTrapped(board, 7, RAM + 4, 0x12_0000_0008L);
    }

    @ParameterizedTest
    @ValueSource(longs = {0x9000_0000L, 0x12_0000_0000L})
    void faultsWhereNothingCanBeFetched(long target) {
        RiscVBoard board = board("rv64imac_zicsr");
        board.program(Assembly.jalr(0, A1, 0));
        board.cpu.setRegister(A1, target);
        board.bus.writeWord((int) RAM + HANDLER, Assembly.j(0));

        board.run(2);

        assertTrapped(board, 1, target, target);
        assertThat(board.cpu.executedInstructions())
                .as("the jump and one of the handler: what is not fetched is not started")
                .isEqualTo(2);
    }

    @Test
    void refusesMisalignedTargetsWithoutCompressedInstructions() {
        RiscVBoard board = board("rv32ima_zicsr");
        board.program(Assembly.jalr(A0, A1, 0));
        board.cpu.setRegister(A1, RAM + 0x102);

        board.run(1);

        assertTrapped(board, 0, RAM, RAM + 0x102);
        assertThat(board.cpu.register(A0)).as("no link is left").isZero();
    }

    @Test
    void callsFromMachineMode() {
        RiscVBoard board = board("rv32imac_zicsr");
        board.program(Assembly.ECALL);

        board.run(1);

        assertTrapped(board, 11, RAM, 0);
        assertThat(board.csr(Csr.MSTATUS) & Status.MPP).as("MPP: machine").isEqualTo(Status.MPP);
    }

    @Test
    void callsFromUserModeAndReturns() {
        RiscVBoard board = board("rv32imac_zicsr");
        inUserMode(board, Assembly.ECALL);

        assertTrapped(board, 8, RAM + 0x100, 0);

        board.bus.writeWord((int) RAM + HANDLER, Assembly.MRET);
        board.run(1);
        assertThat(board.cpu.programCounter()).isEqualTo(RAM + 0x100);
    }

    @Test
    void entersVectoredHandlersOfInterruptsOnly() {
        RiscVBoard board = board("rv32imac_zicsr");
        board.cpu.reset();
        board.setHandler(HANDLER | 1);
        board.bus.writeWord((int) RAM, Assembly.NOP);
        board.setCsr(Csr.MIE, 1 << 7);
        board.setCsr(Csr.MSTATUS, Status.MIE);

        board.cpu.onLevel(7, true);
        board.cpu.run(board.clock.now());

        assertThat(board.cpu.programCounter()).isEqualTo(RAM + HANDLER + 4 * 7);
        assertThat(board.csr(Csr.MCAUSE)).isEqualTo(0x8000_0007L);
        assertThat(board.csr(Csr.MSTATUS) & (Status.MIE | Status.MPIE))
                .as("MIE moved to MPIE")
                .isEqualTo(Status.MPIE);
    }

    @Test
    void takesExternalBeforeSoftwareBeforeTimerInterrupts() {
        for (int[] pendingAndTaken : new int[][] {{7, 3, 11, 11}, {7, 3, 3, 3}, {7, 7, 7, 7}, {16, 20, 20, 16}}) {
            RiscVBoard board = board("rv64imac_zicsr");
            board.cpu.reset();
            board.setHandler(HANDLER);
            board.setCsr(Csr.MIE, -1);
            board.setCsr(Csr.MSTATUS, Status.MIE);
            for (int i = 0; i < 3; i++) {
                board.cpu.onLevel(pendingAndTaken[i], true);
            }

            board.cpu.run(board.clock.now());

            assertThat(board.csr(Csr.MCAUSE)).isEqualTo(1L << 63 | pendingAndTaken[3]);
        }
    }

    @Test
    void wakesFromWfiByAnInterruptThatIsMasked() {
        RiscVBoard board = board("rv32imac_zicsr");
        board.program(Assembly.WFI, Assembly.addi(A0, 0, 7));
        board.setCsr(Csr.MIE, 1 << 3);

        board.run(10);
        assertThat(board.cpu.isSleeping()).as("asleep").isTrue();
        assertThat(board.cpu.executedInstructions()).isEqualTo(1);

        board.cpu.onLevel(3, true);
        board.run(1);
        assertThat(board.cpu.isSleeping()).as("asleep").isFalse();
        assertThat(board.cpu.register(A0)).as("goes on behind WFI, no handler").isEqualTo(7);
    }

    @Test
    void stopsWhereNoHandlerCanBeFetched() {
        RiscVBoard board = new RiscVBoard("rv32imac_zicsr");
        board.program(Assembly.ILLEGAL);

        assertThatThrownBy(() -> board.run(10))
                .isInstanceOf(CoreFault.class)
                .hasMessageContaining("locked up")
                .hasMessageContaining("illegal instruction at 0x80000000");
    }

    private static RiscVBoard board(String cpuType) {
        RiscVBoard board = new RiscVBoard(cpuType);
        board.setHandler(HANDLER);
        return board;
    }

    /** Executes an instruction at 0x80000100 in user mode. */
    private static void inUserMode(RiscVBoard board, int instruction) {
        board.program(Assembly.csrw(Csr.MEPC, A0), Assembly.MRET);
        board.setCsr(Csr.MSTATUS, 0);
        board.bus.writeWord((int) RAM + 0x100, instruction);
        board.cpu.setRegister(A0, RAM + 0x100);
        board.run(3);
    }

    private static void assertTrapped(RiscVBoard board, long cause, long address, long value) {
        assertThat(board.csr(Csr.MCAUSE)).as("mcause").isEqualTo(cause);
        assertThat(board.csr(Csr.MEPC)).as("mepc").isEqualTo(address);
        assertThat(board.csr(Csr.MTVAL)).as("mtval").isEqualTo(value);
        assertThat(board.cpu.programCounter()).as("pc").isEqualTo(RAM + HANDLER);
    }
}
