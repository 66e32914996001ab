package dev.kenning.testbench.emulator.core.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the memory protection unit lets programs do (ARMv7-M ARM, B3.5). */
class MpuTest {

    private static final int ENABLE = 1;
    private static final int HFNMIENA = 2;
    private static final int PRIVDEFENA = 4;
    private static final int XN = 1 << 28;
    private static final int READ_ONLY = 6 << 24;
    private static final int FULL_ACCESS = 3 << 24;

    private static final int SHCSR = 0xD24;
    private static final int CFSR = 0xD28;
    private static final int MMFAR = 0xD34;
    private static final int MEMFAULTENA = 1 << 16;

    private static final int WAIT = 0xBF30;
    private static final int STORE = 0x6001; // str r1, [r0]
    private static final int LOAD = 0x6802; // ldr r2, [r0]

    private final ProgramBoard board = new ProgramBoard();

    @BeforeEach
    void handleFaults() {
        board.handler(ExceptionNumber.HARD_FAULT, WAIT).handler(ExceptionNumber.MEM_MANAGE, WAIT);
        board.setControl(SHCSR, MEMFAULTENA);
    }

    @ParameterizedTest(name = "AP {0}, privileged {1}: load {2}, store {3}")
    @CsvSource({
        "0, true, false, false", "1, true, true, true", "2, true, true, true", "3, true, true, true",
        "5, true, true, false", "6, true, true, false", "7, true, true, false", "0, false, false, false",
        "1, false, false, false", "2, false, true, false", "3, false, true, true", "5, false, false, false",
        "6, false, true, false", "7, false, true, false"
    })
    void permitsWhatARegionSays(int permission, boolean privileged, boolean loads, boolean stores) {
        protect(permission, privileged);

        boolean permitted = loads && stores;
        int instruction = loads ? STORE : LOAD;
        assertThat(faults(instruction, 0x2000_1010)).isEqualTo(permitted ? 0 : 0x82);
        if (loads && !stores) {
            MpuTest reading = new MpuTest();
            reading.handleFaults();
            reading.protect(permission, privileged);
            assertThat(reading.faults(LOAD, 0x2000_1010)).as("load").isZero();
        }
    }

    private void protect(int permission, boolean privileged) {
        region(0, 0x0800_0000, 16, READ_ONLY);
        region(1, 0x2000_0000, 16, FULL_ACCESS);
        region(2, 0x2000_1000, 9, permission << 24);
        board.setControl(Mpu.CONTROL, ENABLE);
        board.cpu.setRegister("control", privileged ? 0 : 1);
    }

    @Test
    void guardsTheBytesOfASmallRegionInAPageThatIsInUse() {
        region(7, 0x2000_1020, 5, READ_ONLY);
        board.setControl(Mpu.CONTROL, ENABLE | PRIVDEFENA);

        assertThat(faults(STORE, 0x2000_101C)).as("below").isZero();
        assertThat(faults(STORE, 0x2000_1040)).as("above").isZero();
        assertThat(faults(STORE, 0x2000_1020)).as("in the guard").isEqualTo(0x82);
        assertThat(board.control(MMFAR)).isEqualTo(0x2000_1020);
    }

    @Test
    void leavesDisabledSubregionsToTheRegionBelow() {
        region(0, 0x2000_0000, 16, FULL_ACCESS);
        region(1, 0x2000_1000, 11, READ_ONLY | 0b0000_0010 << 8);
        board.setControl(Mpu.CONTROL, ENABLE | PRIVDEFENA);

        assertThat(faults(STORE, 0x2000_1100)).as("second eighth").isZero();
        assertThat(faults(STORE, 0x2000_1200)).as("third eighth").isEqualTo(0x82);
    }

    @Test
    void changesWhatIsPermittedWhileTheProgramRuns() {
        region(0, 0x2000_0000, 16, FULL_ACCESS);
        board.setControl(Mpu.CONTROL, ENABLE | PRIVDEFENA);
        assertThat(faults(STORE, 0x2000_2000)).isZero();

        region(1, 0x2000_2000, 12, READ_ONLY);

        assertThat(faults(STORE, 0x2000_2000)).isEqualTo(0x82);
    }

    @Test
    void forbidsInstructionsWhereARegionSaysNever() {
        board.code(0x2000_1000, WAIT);
        region(0, 0x2000_1000, 12, FULL_ACCESS | XN);
        board.setControl(Mpu.CONTROL, ENABLE | PRIVDEFENA);

        assertThat(faults(0x4700, 0x2000_1001)).as("bx r0").isEqualTo(1);
    }

    @Test
    void forgetsInstructionsThatMayBeExecutedNoMore() {
        board.code(0x2000_1000, WAIT);
        board.setControl(Mpu.CONTROL, ENABLE | PRIVDEFENA);
        assertThat(faults(0x4700, 0x2000_1001)).as("bx r0").isZero();

        region(0, 0x2000_1000, 12, FULL_ACCESS | XN);

        assertThat(faults(0x4700, 0x2000_1001)).as("bx r0").isEqualTo(1);
    }

    @Test
    void treatsStrtAsUnprivileged() {
        region(0, 0x2000_1000, 12, 1 << 24);
        board.setControl(Mpu.CONTROL, ENABLE | PRIVDEFENA);

        assertThat(faults(STORE, 0x2000_1000)).as("str").isZero();
        assertThat(faults(0xF840_1E00, 0x2000_1000)).as("strt r1, [r0]").isEqualTo(0x82);
    }

    @ParameterizedTest(name = "MPU_CTRL {0}: CFSR {1}")
    @CsvSource({"1, 0", "3, 130"})
    void isOffInHardFaultUnlessToldOtherwise(int control, int expected) {
        board.handler(ExceptionNumber.HARD_FAULT, STORE, WAIT);
        region(0, 0x0800_0000, 16, READ_ONLY);
        region(1, 0x2000_4000, 14, FULL_ACCESS);
        board.setControl(Mpu.CONTROL, control);
        board.setControl(SHCSR, 0);
        board.cpu.setRegister(0, 0x2000_1000);
        board.program(0xBE00, WAIT); // bkpt

        if (expected != 0) {
            assertThatThrownBy(board::run).hasMessageContaining("locked up");
        } else {
            board.run();
        }

        assertThat(board.control(CFSR) & 0xFF).isEqualTo(expected);
        assertThat(control & HFNMIENA).isEqualTo(expected == 0 ? 0 : HFNMIENA);
    }

    @Test
    void faultsWhereAnExceptionCannotStackItsFrame() {
        region(7, 0x2000_1000, 5, READ_ONLY);
        board.setControl(Mpu.CONTROL, ENABLE | PRIVDEFENA);
        board.cpu.setRegister("msp", 0x2000_1024);

        int status = faults(0xB5F0, 0); // push {r4-r7, lr}

        assertThat(status).as("DACCVIOL, MSTKERR, MMARVALID").isEqualTo(0x92);
    }

    private void region(int number, int base, int size, int attributes) {
        board.setControl(Mpu.NUMBER, number);
        board.setControl(Mpu.BASE, base);
        board.setControl(Mpu.BASE + 4, attributes | (size - 1) << 1 | 1);
    }

    /** Executes an instruction with an address in r0, and returns the byte of CFSR that tells memory faults. */
    private int faults(int instruction, int address) {
        board.code(ProgramBoard.CODE, instruction, WAIT);
        board.cpu.setProgramCounter(ProgramBoard.CODE);
        board.cpu.setRegister(0, address);
        board.run();
        return board.control(CFSR) & 0xFF;
    }
}
