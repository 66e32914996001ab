package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.riscv.Assembly.A0;
import static dev.kenning.testbench.emulator.core.riscv.Assembly.A1;
import static dev.kenning.testbench.emulator.core.riscv.Assembly.A2;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what the differential tests leave out of the control and status registers: counters, identities, legal values. */
class CsrTest {

    private final RiscVBoard board = new RiscVBoard("rv32imafc_zicsr");

    @Test
    void countsTheInstructionThatReadsACounter() {
        board.program(Assembly.NOP, Assembly.csrr(A0, Csr.MINSTRET), Assembly.csrr(A1, Csr.MCYCLE));

        board.run(3);

        assertThat(board.cpu.register(A0)).isEqualTo(2);
        assertThat(board.cpu.register(A1)).isEqualTo(3);
    }

    @Test
    void countsOnFromWhatIsWrittenToACounter() {
        board.program(
                Assembly.addi(A0, 0, 100),
                Assembly.csrw(Csr.MINSTRET, A0),
                Assembly.NOP,
                Assembly.csrr(A1, Csr.MINSTRET));

        board.run(4);

        assertThat(board.cpu.register(A1))
                .as("two instructions after the write")
                .isEqualTo(102);
    }

    @Test
    void stopsCountersThatAreInhibited() {
        board.program(
                Assembly.addi(A0, 0, 4),
                Assembly.csrw(Csr.MCOUNTINHIBIT, A0),
                Assembly.csrr(A1, Csr.MINSTRET),
                Assembly.NOP,
                Assembly.csrr(A2, Csr.MINSTRET));

        board.run(5);

        assertThat(board.cpu.register(A2)).isEqualTo(board.cpu.register(A1));
    }

    @Test
    void readsTheTimeFromItsSource() {
        board.cpu.setTimeSource(() -> 0x12_3456_789AL);
        board.program(Assembly.csrr(A0, Csr.TIME), Assembly.csrr(A1, Csr.TIME + Csr.HIGH));

        board.run(2);

        assertThat(board.cpu.register(A0)).isEqualTo(0x3456_789AL);
        assertThat(board.cpu.register(A1)).isEqualTo(0x12);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mepc: bit 0 is always clear                | 0x341 | 0x80000103 | 0x80000102
            mie: only interrupts that exist            | 0x304 | 0xFFFFFFFF | 0xFFFF0AAA
            misa cannot be changed                     | 0x301 | 0x0        | 0x40141125
            mhartid cannot be changed                  | 0xF14 | 0x5        | 0x0
            pmpaddr0 stores                            | 0x3B0 | 0x1234     | 0x1234
            pmpcfg0 stores all but reserved bits       | 0x3A0 | 0xFFFFFFFF | 0x9F9F9F9F
            mcounteren: cycle, time, instret           | 0x306 | 0xFFFFFFFF | 0x7
            """)
    void keepsLegalValuesOnly(String what, String number, String written, String kept) {
        board.cpu.reset();

        board.setCsr(Integer.decode(number), Long.decode(written));

        assertThat(board.csr(Integer.decode(number))).as(what).isEqualTo(Long.decode(kept));
    }

    @ParameterizedTest
    @ValueSource(ints = {Csr.MTVEC, Csr.STVEC})
    void clearsTheReservedBitOfATrapVectorThatAProgramSets(int vector) {
        board.program(Assembly.csrw(vector, A0));
        board.cpu.setRegister(A0, 0x8000_0103L);

        board.run(1);

        assertThat(board.csr(vector)).isEqualTo(0x8000_0101L);
    }

    @ParameterizedTest
    @ValueSource(ints = {Csr.MTVEC, Csr.STVEC})
    void keepsATrapVectorThatTheUserSetsAsItIs(int vector) {
        board.setCsr(vector, 0x8000_0103L);

        assertThat(board.csr(vector)).isEqualTo(0x8000_0103L);
    }

    @Test
    void marksFloatingPointStateAsDirty() {
        board.program(Assembly.lui(A0, 2), Assembly.csrw(Csr.MSTATUS, A0), Assembly.faddS(0, 1, 2, 0));

        board.run(3);

        assertThat(board.csr(Csr.MSTATUS) & Status.FS).as("FS").isEqualTo(Status.FS);
        assertThat(board.csr(Csr.MSTATUS) >>> 31).as("SD").isEqualTo(1);
    }

    @Test
    void storesConditionallyOnlyWhatWasReserved() {
        board.program(Assembly.lrW(A0, A1), Assembly.scW(A2, A0, A1), Assembly.scW(A0, A0, A1));
        board.cpu.setRegister(A1, 0x8000_0200L);

        board.run(3);

        assertThat(board.cpu.register(A2)).as("with a reservation: success").isZero();
        assertThat(board.cpu.register(A0)).as("a second time: failure").isEqualTo(1);
    }
}
