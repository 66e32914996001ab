package dev.kenning.testbench.emulator.core.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What physical memory protection lets programs do (Privileged ISA, 3.7). */
class PmpTest {

    private static final int RWX = 7;
    private static final int TOR = 1 << 3;
    private static final int NA4 = 2 << 3;
    private static final int NAPOT = 3 << 3;
    private static final int LOCKED = 1 << 7;
    private static final int DATA = RiscVBoard.RAM + 0x8000;
    private static final int LOAD = 0x0005_2583; // lw a1, 0(a0)
    private static final int STORE = 0x00B5_2023; // sw a1, 0(a0)
    private static final int LOOP = 0x0000_006F;

    private final RiscVBoard board = new RiscVBoard("rv32imac");

    @ParameterizedTest(name = "cfg {0}, {1}: cause {2}")
    @CsvSource({"0, LOAD, 5", "1, LOAD, 0", "3, LOAD, 0", "0, STORE, 7", "1, STORE, 7", "3, STORE, 0"})
    void permitsUserModeWhatAnEntrySays(int permissions, String access, long cause) {
        entry(0, napot(DATA, 0x100), NAPOT | permissions);
        entry(1, napot(RiscVBoard.RAM, 0x4000), NAPOT | RWX);

        assertThat(inUserMode(access.equals("LOAD") ? LOAD : STORE, DATA + 0x10))
                .isEqualTo(cause);
    }

    @Test
    void letsTheLowestEntryDecide() {
        entry(0, DATA >>> 2, NA4 | 1);
        entry(1, napot(RiscVBoard.RAM, 0x10_0000), NAPOT | RWX);

        assertThat(inUserMode(STORE, DATA + 4)).as("beside").isZero();
        assertThat(inUserMode(STORE, DATA)).as("in the four bytes").isEqualTo(7);
        assertThat(board.csr(Csr.MTVAL)).isEqualTo(Integer.toUnsignedLong(DATA));
    }

    @Test
    void countsTheTopOfARangeFromTheAddressBefore() {
        entry(0, DATA >>> 2, 0);
        entry(1, (DATA + 0x20) >>> 2, TOR | 1);
        entry(2, napot(RiscVBoard.RAM, 0x10_0000), NAPOT | RWX);

        assertThat(inUserMode(STORE, DATA - 4)).as("below").isZero();
        assertThat(inUserMode(STORE, DATA + 0x20)).as("above").isZero();
        assertThat(inUserMode(STORE, DATA + 0x1C)).as("the last word").isEqualTo(7);
    }

    @Test
    void leavesMachineModeAloneUntilAnEntryIsLocked() {
        entry(0, napot(DATA, 0x100), NAPOT);
        assertThat(inMachineMode(STORE, DATA)).as("not locked").isZero();

        entry(0, napot(DATA, 0x100), NAPOT | LOCKED | 1);

        assertThat(inMachineMode(STORE, DATA)).as("locked").isEqualTo(7);
        assertThat(inMachineMode(LOAD, DATA)).as("which may be read").isZero();
        assertThat(inMachineMode(STORE, DATA + 0x100)).as("beside").isZero();
    }

    @Test
    void keepsWhatIsLockedUntilReset() {
        entry(1, DATA >>> 2, TOR | LOCKED | 1);
        entry(0, 0, 0);
        board.setCsr(Csr.PMPADDR, 1);
        board.setCsr(Csr.PMPADDR + 1, 1);
        board.setCsr(Csr.PMPCFG, 0);

        assertThat(board.csr(Csr.PMPADDR)).as("the base of a locked range").isZero();
        assertThat(board.csr(Csr.PMPADDR + 1)).isEqualTo(Integer.toUnsignedLong(DATA) >>> 2);
        assertThat(board.csr(Csr.PMPCFG)).isEqualTo(0x8900L);
    }

    @Test
    void checksLoadsOfMachineModeAsThoseOfTheModeBefore() {
        entry(0, napot(DATA, 0x100), NAPOT);
        entry(1, napot(RiscVBoard.RAM, 0x10_0000), NAPOT | RWX);
        board.setHandler(0x200);
        board.bus.writeWord(RiscVBoard.RAM + 0x200, LOOP);
        board.program(LOAD, LOOP);
        board.cpu.setRegister(10, DATA);
        board.setCsr(Csr.MSTATUS, Status.MPRV);
        restoreEntries();

        board.run(3);

        assertThat(board.csr(Csr.MCAUSE)).isEqualTo(5);
    }

    @Test
    void trapsWhereInstructionsMayNotBeFetched() {
        entry(0, napot(RiscVBoard.RAM, 0x4000), NAPOT | RWX);
        entry(1, napot(DATA, 0x100), NAPOT | 3);

        assertThat(inUserMode(0x0005_0067, DATA)).as("jr a0").isEqualTo(1);
        assertThat(board.csr(Csr.MTVAL)).isEqualTo(Integer.toUnsignedLong(DATA));
    }

    private final long[] addresses = new long[16];
    private final int[] configurations = new int[16];

    private void entry(int number, int address, int configuration) {
        addresses[number] = Integer.toUnsignedLong(address);
        configurations[number] = configuration;
        restoreEntries();
    }

    private void restoreEntries() {
        for (int i = 0; i < 3; i++) {
            board.setCsr(Csr.PMPADDR + i, addresses[i]);
        }
        int packed = configurations[0] | (configurations[1] << 8) | (configurations[2] << 16);
        board.setCsr(Csr.PMPCFG, packed);
    }

    private static int napot(int address, int size) {
        return address >>> 2 | (size >>> 3) - 1;
    }

    private long inUserMode(int instruction, int address) {
        return execute(instruction, address, 0x3020_0073); // mret
    }

    private long inMachineMode(int instruction, int address) {
        return execute(instruction, address, 0x0000_0013); // nop
    }

    /** Executes an instruction at the second place, with an address in a0; returns the cause of the trap, 0 if none. */
    private long execute(int instruction, int address, int before) {
        board.setHandler(0x200);
        board.bus.writeWord(RiscVBoard.RAM + 0x200, LOOP);
        board.program(before, instruction, LOOP);
        restoreEntries();
        board.setCsr(Csr.MSTATUS, 0);
        board.setCsr(Csr.MEPC, Integer.toUnsignedLong(RiscVBoard.RAM) + 4);
        board.cpu.setRegister(10, address);
        board.run(5);
        return board.csr(Csr.MCAUSE);
    }
}
