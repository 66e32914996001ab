package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.riscv.Assembly.A0;
import static dev.kenning.testbench.emulator.core.riscv.Assembly.A1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.core.Heat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What programs meet that run on translated addresses (Privileged ISA, 4.3 and 4.4). */
class PagingTest {

    private static final long RAM = 0x8000_0000L;
    private static final int ROOT = 0x1_0000;
    private static final int MIDDLE = 0x1_1000;
    private static final int LAST = 0x1_2000;
    private static final int CODE = 0x2_0000;
    private static final int OTHER_CODE = 0x2_1000;
    private static final int DATA = 0x2_2000;
    private static final int HANDLER = 0x400;
    /** Where the kernel of an RV64 system usually is. */
    private static final long KERNEL = 0xFFFF_FFFF_8000_0000L;

    private static final int TABLE = 1;
    private static final int DIRTY = 0x80;
    private static final int SUPERVISOR_PAGE = 0xCF;
    private static final int USER_PAGE = 0xDF;
    private static final int LOOP = 300;
    /** Loops are executed by the interpreter first, then translated. */
    private static final Heat HOT = new Heat(100);

    private final RiscVBoard board = new RiscVBoard("rv64imac_zicsr");

    @BeforeEach
    void map() {
        board.cpu.translate(HOT);
        board.setHandler(HANDLER);
        code(HANDLER, Assembly.j(0));
        table(ROOT, 510, RAM + MIDDLE);
        table(MIDDLE, 0, RAM + LAST);
        leaf(0, CODE, SUPERVISOR_PAGE);
        leaf(1, DATA, SUPERVISOR_PAGE);
        board.setCsr(Csr.SATP, 8L << 60 | (RAM + ROOT) >>> 12);
    }

    @Test
    void runsAProgramInTheUpperHalfOfTheAddresses() {
        code(CODE, Assembly.auipc(A0, 1), Assembly.lw(A1, 8, A0), Assembly.sw(A1, 12, A0), Assembly.ECALL);
        board.bus.writeWord(RiscVBoard.RAM + DATA + 8, 0x1234);

        enter(KERNEL);
        board.run(5);

        assertThat(board.cpu.register(A0)).as("auipc").isEqualTo(KERNEL + 0x1000);
        assertThat(board.cpu.register(A1)).as("loaded").isEqualTo(0x1234);
        assertThat(board.bus.readWord(RiscVBoard.RAM + DATA + 12)).as("stored").isEqualTo(0x1234);
        assertThat(board.csr(Csr.MCAUSE)).isEqualTo(TrapCause.CALL_FROM_SUPERVISOR);
        assertThat(board.csr(Csr.MEPC)).isEqualTo(KERNEL + 12);
    }

    @Test
    void translatesHotCodeOfTheUpperHalf() {
        code(
                CODE,
                Assembly.auipc(A0, 1),
                Assembly.lw(A1, 0, A0),
                Assembly.addi(A1, A1, 1),
                Assembly.sw(A1, 0, A0),
                Assembly.j(-12));

        enter(KERNEL);
        board.run(1 + 1 + 4 * LOOP);

        assertThat(board.bus.readWord(RiscVBoard.RAM + DATA)).isEqualTo(LOOP);
        assertThat(board.cpu.programCounter()).isEqualTo(KERNEL + 4);
    }

    @Test
    void executesWhatAPageHoldsAfterItWasMappedToAnother() {
        code(CODE, Assembly.addi(A0, A0, 1), Assembly.j(-4));
        code(OTHER_CODE, Assembly.addi(A0, A0, 100), Assembly.ECALL);
        enter(KERNEL);
        board.run(1 + 2 * LOOP);
        assertThat(board.cpu.register(A0)).isEqualTo(LOOP);

        leaf(0, OTHER_CODE, SUPERVISOR_PAGE);
        board.setCsr(Csr.SATP, board.csr(Csr.SATP));
        board.run(2);

        assertThat(board.cpu.register(A0)).isEqualTo(LOOP + 100);
    }

    @Test
    void executesWhatIsStoredOverCodeThroughAnotherAddress() {
        leaf(2, CODE, SUPERVISOR_PAGE);
        code(CODE, Assembly.sw(A1, 8, A0), Assembly.NOP, Assembly.NOP, Assembly.j(-12));
        board.cpu.setRegister(A0, KERNEL + 0x2000);
        board.cpu.setRegister(A1, Assembly.NOP);
        enter(KERNEL);
        board.run(1 + 4 * LOOP);

        board.cpu.setRegister(A1, Assembly.ECALL);
        board.run(4);

        assertThat(board.csr(Csr.MEPC)).isEqualTo(KERNEL + 8);
    }

    @Test
    void fetchesAPageThatWasMissingOnceItIsThere() {
        code(CODE, Assembly.ECALL);
        leaf(0, CODE, 0);
        enter(KERNEL);
        board.run(2);
        assertThat(board.csr(Csr.MCAUSE)).isEqualTo(TrapCause.INSTRUCTION_PAGE_FAULT);
        assertThat(board.csr(Csr.MTVAL)).isEqualTo(KERNEL);

        leaf(0, CODE, SUPERVISOR_PAGE);
        enter(KERNEL);
        board.run(2);

        assertThat(board.csr(Csr.MCAUSE)).isEqualTo(TrapCause.CALL_FROM_SUPERVISOR);
    }

    @Test
    void keepsUserModeFromPagesOfTheKernel() {
        leaf(0, CODE, USER_PAGE);
        code(CODE, Assembly.auipc(A0, 1), Assembly.lw(A1, 0, A0));
        enter(Hart.USER, KERNEL);
        board.run(3);

        assertThat(board.csr(Csr.MCAUSE)).isEqualTo(TrapCause.LOAD_PAGE_FAULT);
        assertThat(board.csr(Csr.MTVAL)).isEqualTo(KERNEL + 0x1000);
    }

    @Test
    void forgetsWhatItKnowsOfPagesAtAFence() {
        code(CODE, Assembly.auipc(A0, 1), Assembly.lw(A1, 0, A0), FENCE, Assembly.lw(A1, 0, A0));
        enter(KERNEL);
        board.run(3);
        leaf(1, DATA, 0);

        board.run(2);

        assertThat(board.csr(Csr.MCAUSE)).isEqualTo(TrapCause.LOAD_PAGE_FAULT);
        assertThat(board.csr(Csr.MEPC)).isEqualTo(KERNEL + 12);
    }

    @Test
    void showsADebuggerWhatThePagesHold() {
        code(CODE, Assembly.ECALL);
        leaf(1, DATA, SUPERVISOR_PAGE & ~DIRTY);
        enter(KERNEL);
        board.run(1);

        assertThat(board.cpu.onBus(KERNEL + 0x1004)).isEqualTo(RAM + DATA + 4);
        assertThat(board.cpu.onBus(KERNEL + 0x5000)).as("no page").isNegative();
        assertThat(board.cpu.disassemble(KERNEL).text()).isEqualTo("ecall");
        assertThat(board.bus.readDouble(RiscVBoard.RAM + LAST + 8) & DIRTY)
                .as("dirty")
                .isZero();
    }

    @Test
    void leavesSatpAloneIfTheModeDoesNotExist() {
        long before = board.csr(Csr.SATP);

        board.setCsr(Csr.SATP, 15L << 60);

        assertThat(board.csr(Csr.SATP)).isEqualTo(before);
    }

    private static final int FENCE = 0x1200_0073;

    private void table(int table, int index, long next) {
        board.bus.writeDouble(RiscVBoard.RAM + table + 8 * index, next >>> 2 | TABLE);
    }

    private void leaf(int page, int offset, int flags) {
        board.bus.writeDouble(RiscVBoard.RAM + LAST + 8 * page, (RAM + offset) >>> 2 | flags);
    }

    private void code(int offset, int... words) {
        for (int i = 0; i < words.length; i++) {
            board.bus.writeWord(RiscVBoard.RAM + offset + 4 * i, words[i]);
        }
    }

    private void enter(long address) {
        enter(Hart.SUPERVISOR, address);
    }

    private void enter(int mode, long address) {
        code(0, Assembly.MRET);
        board.setCsr(Csr.MSTATUS, (long) mode << Status.MPP_SHIFT);
        board.setCsr(Csr.MEPC, address);
        board.cpu.setProgramCounter(RAM);
    }
}
