package dev.kenning.testbench.emulator.core.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ARMv6-M lacks of ARMv7-M (ARMv6-M Architecture Reference Manual). */
class Armv6MTest {

    private static final int WAIT = 0xBF30;
    private static final int CFSR = 0xD28;
    private static final int SHCSR = 0xD24;
    private static final int RAM = 0x2000_1000;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "cbz, B100",
        "it eq, BF08",
        "movw, F2400001",
        "udiv, FBB2F1F3",
        "ldrex, E8502F00",
        "add.w, EB010203",
        "b.w, F000B800",
        "ldr.w, F8D01004",
        "clrex, F3BF8F2F"
    })
    void hasNoneOfThumb2(String name, String instruction) {
        assertThat(exceptionAfter("cortex-m0+", (int) Long.parseLong(instruction, 16)))
                .as(name)
                .isEqualTo(ExceptionNumber.HARD_FAULT);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "bl, F000F800",
        "mrs, F3EF8008",
        "msr, F3808808",
        "dsb, F3BF8F4F",
        "isb, F3BF8F6F",
        "nop, BF00",
        "muls, 4351",
        "rev, BA08"
    })
    void hasTheRest(String name, String instruction) {
        assertThat(exceptionAfter("cortex-m0", (int) Long.parseLong(instruction, 16)))
                .as(name)
                .isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"cbz, B100", "movw, F2400001", "udiv, FBB2F1F3", "ldrex, E8502F00", "lda, E8D02FAF"})
    void baselineOfArmv8MHasSome(String name, String instruction) {
        assertThat(exceptionAfter("cortex-m23", (int) Long.parseLong(instruction, 16)))
                .as(name)
                .isZero();
    }

    @Test
    void faultsWhereAnAccessIsNotAligned() {
        ProgramBoard board = board("cortex-m0");
        board.cpu.setRegister(0, RAM + 1);

        board.program(0x6801, WAIT).run(); // ldr r1, [r0]

        assertThat(exception(board)).isEqualTo(ExceptionNumber.HARD_FAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cortex-m0", "cortex-m0+", "cortex-m23"})
    void tellsNoReasonsOfFaults(String cpuType) {
        ProgramBoard board = board(cpuType);
        board.setControl(SHCSR, -1);

        board.program(0xDE00).run(); // udf #0

        assertThat(exception(board)).as("UsageFault cannot be enabled").isEqualTo(ExceptionNumber.HARD_FAULT);
        assertThat(board.control(CFSR)).isZero();
        assertThat(board.control(0xD2C)).as("HFSR").isZero();
    }

    @Test
    void hasNoPriorityMasks() {
        ProgramBoard board = board("cortex-m0");
        board.cpu.setRegister(0, 0x40);

        // msr basepri, r0; mrs r1, basepri; msr primask, r0; mrs r2, primask
        board.program(0xF380_8811, 0xF3EF_8111, 0xF380_8810, 0xF3EF_8210, WAIT).run();

        assertThat(board.r(1)).isZero();
        assertThat(board.r(2)).as("PRIMASK is there; its other bits are not").isZero();
    }

    @Test
    void identifiesItself() {
        assertThat(board("cortex-m0").control(0xD00)).isEqualTo(0x410C_C200);
        assertThat(board("cortex-m0+").control(0xD00)).isEqualTo(0x410C_C601);
        assertThat(board("cortex-m0").control(0xD90)).as("MPU_TYPE: no regions").isZero();
        assertThat(board("cortex-m0+").control(0xD90)).as("MPU_TYPE").isEqualTo(8 << 8);
    }

    private static int exceptionAfter(String cpuType, int instruction) {
        ProgramBoard board = board(cpuType);
        board.cpu.setRegister(0, RAM);
        board.cpu.setRegister(3, 1);
        board.program(instruction, WAIT).run();
        return exception(board);
    }

    private static ProgramBoard board(String cpuType) {
        return new ProgramBoard(cpuType).handler(ExceptionNumber.HARD_FAULT, WAIT);
    }

    private static int exception(ProgramBoard board) {
        return board.cpu.register("xpsr") & 0x1FF;
    }
}
