package dev.kenning.testbench.emulator.core.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ARMv8-M has beyond ARMv7-M (ARMv8-M Architecture Reference Manual), on a core without security extension. */
class Armv8MTest {

    private static final int WAIT = 0xBF30;
    private static final int CFSR = 0xD28;
    private static final int SHCSR = 0xD24;
    private static final int MMFAR = 0xD34;
    private static final int UNALIGNED = 1 << 24;
    private static final int STKOF = 1 << 20;
    private static final int USGFAULTENA = 1 << 18;
    private static final int MEMFAULTENA = 1 << 16;
    private static final int RAM = 0x2000_1000;

    private final ProgramBoard board = new ProgramBoard("cortex-m33");

    Armv8MTest() {
        board.handler(ExceptionNumber.HARD_FAULT, WAIT)
                .handler(ExceptionNumber.MEM_MANAGE, WAIT)
                .handler(ExceptionNumber.USAGE_FAULT, WAIT)
                .handler(ExceptionNumber.SV_CALL, WAIT);
        board.setControl(SHCSR, USGFAULTENA | MEMFAULTENA);
    }

    @Test
    void loadsWithAcquireAndStoresWithRelease() {
        board.cpu.setRegister(0, RAM);
        board.cpu.setRegister(1, 0x8765_43A1);
        board.program(
                        0xE8C0_1FAF, // stl r1, [r0]
                        0xE8D0_2FAF, // lda r2, [r0]
                        0xE8D0_3F9F, // ldah r3, [r0]
                        0xE8D0_4F8F, // ldab r4, [r0]
                        0x3004, // adds r0, #4
                        0xE8C0_1F9F, // stlh r1, [r0]
                        0x3002, // adds r0, #2
                        0xE8C0_1F8F, // stlb r1, [r0]
                        WAIT)
                .run();

        assertThat(board.r(2)).isEqualTo(0x8765_43A1);
        assertThat(board.r(3)).isEqualTo(0x43A1);
        assertThat(board.r(4)).isEqualTo(0xA1);
        assertThat(board.bus.readWord(RAM + 4)).isEqualTo(0x00A1_43A1);
    }

    @Test
    void storesExclusivelyAfterAnAcquiringLoad() {
        board.cpu.setRegister(0, RAM);
        board.cpu.setRegister(1, 7);
        board.program(
                        0xE8D0_2FEF, // ldaex r2, [r0]
                        0xE8C0_1FE3, // stlex r3, r1, [r0]
                        0xE8C0_1FE4, // stlex r4, r1, [r0]
                        WAIT)
                .run();

        assertThat(board.bus.readWord(RAM)).isEqualTo(7);
        assertThat(board.r(3)).as("the first").isZero();
        assertThat(board.r(4)).as("the second, without a load").isEqualTo(1);
    }

    @Test
    void faultsWhereAnAcquiringLoadIsNotAligned() {
        board.cpu.setRegister(0, RAM + 2);
        board.program(0xE8D0_2FAF).run(); // lda r2, [r0]

        assertThat(board.control(CFSR)).isEqualTo(UNALIGNED);
    }

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({"E8D02FAF, cortex-m7", "4704, cortex-m33", "478C, cortex-m33", "FBB2F1F3, cortex-m0"})
    void leavesUndefinedWhatACoreLacks(String instruction, String cpuType) {
        ProgramBoard other = new ProgramBoard(cpuType);
        other.handler(ExceptionNumber.HARD_FAULT, WAIT);
        other.cpu.setRegister(0, RAM);

        other.program((int) Long.parseLong(instruction, 16)).run();

        assertThat(other.cpu.register("xpsr") & 0x1FF).isEqualTo(ExceptionNumber.HARD_FAULT);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "push, B40F, 16", "'sub sp, #16', B084, 16", "'sub.w sp, sp, #32', F1AD0D20, 32",
        "'str r0, [sp, #-4]!', F84D0D04, 4", "'stmdb sp!, {r4-r7}', E92D00F0, 16", "'sub.w sp, sp, r1', EBAD0D01, 8",
        "'sub.w sp, sp, r1, lsl #2', EBAD0D81, 32", "'strd r0, r1, [sp, #-8]!', E96D0102, 8"
    })
    void faultsBeforeTheStackPointerFallsBelowItsLimit(String text, String instruction, int bytes) {
        int code = (int) Long.parseLong(instruction, 16);
        board.cpu.setRegister(1, 8);
        board.cpu.setRegister("msplim", ProgramBoard.STACK - bytes);
        board.program(code, WAIT).run();
        assertThat(board.control(CFSR)).as("down to the limit").isZero();
        assertThat(board.r(13)).isEqualTo(ProgramBoard.STACK - bytes);

        Armv8MTest other = new Armv8MTest();
        other.board.cpu.setRegister(1, 8);
        other.board.cpu.setRegister("psplim", RAM);
        other.board.cpu.setRegister("psp", RAM);
        other.board.cpu.setRegister("control", 2);
        other.board.bus.writeWord(RAM - 4, 0x1234);
        other.board.program(code, WAIT).run();
        assertThat(other.board.control(CFSR)).as("below the limit").isEqualTo(STKOF);
        assertThat(other.board.bus.readWord(RAM - 4)).as("not written").isEqualTo(0x1234);
    }

    @Test
    void entersTheFaultOfAFrameThatDoesNotFit() {
        board.cpu.setRegister("psplim", RAM);
        board.cpu.setRegister("psp", RAM + 8);
        board.cpu.setRegister("control", 2);

        board.program(0xDF00).run(); // svc #0

        assertThat(board.control(CFSR)).isEqualTo(STKOF);
        assertThat(board.cpu.register("psp")).as("at the limit").isEqualTo(RAM);
    }

    @Test
    void readsAndWritesTheLimits() {
        board.cpu.setRegister(0, RAM + 7);
        board.program(
                        0xF380_880A, // msr msplim, r0
                        0xF380_880B, // msr psplim, r0
                        0xF3EF_810A, // mrs r1, msplim
                        0xF3EF_820B, // mrs r2, psplim
                        WAIT)
                .run();

        assertThat(board.r(1)).as("bits 2 to 0 are not there").isEqualTo(RAM);
        assertThat(board.r(2)).isEqualTo(RAM);
    }

    @Test
    void returnsWithTheValuesOfACoreWithoutSecurity() {
        board.handler(ExceptionNumber.SV_CALL, 0x4674, 0x4770); // mov r4, lr; bx lr
        board.cpu.setRegister("psp", RAM);
        board.cpu.setRegister("control", 2);

        board.program(0xDF00, WAIT).run();

        assertThat(board.r(4)).isEqualTo(0xFFFF_FFBC);
        assertThat(board.cpu.register("xpsr") & 0x1FF).as("back in thread mode").isZero();
        assertThat(board.cpu.register("psp")).isEqualTo(RAM);
    }

    @Test
    void acceptsTheReturnValueThatSystemsBuildThemselves() {
        // mvn r0, #2 gives 0xFFFFFFFD, as systems for ARMv7-M have it; bx r0.
        board.handler(ExceptionNumber.SV_CALL, 0xF06F_0002, 0x4700);
        board.cpu.setRegister("psp", RAM);
        board.cpu.setRegister("control", 2);

        board.program(0xDF00, WAIT).run();

        assertThat(board.cpu.register("xpsr") & 0x1FF).as("back in thread mode").isZero();
        assertThat(board.cpu.register("psp")).isEqualTo(RAM);
    }

    @Test
    void permitsWhatRegionsWithLimitsSay() {
        region(0, 0x0800_0000, 0x0800_FFE0, 6); // read-only for anyone
        region(1, 0x2000_0000, 0x2000_7FE0, 3); // read and write for anyone, nothing executes
        region(2, 0x2000_9000, 0x2000_9000, 5); // read-only for privileged code
        board.setControl(Mpu.CONTROL, 1);

        assertThat(faults(0x6001, 0x2000_7FFC)).as("in the second").isZero();
        assertThat(faults(0x6001, 0x2000_8000)).as("beyond its limit").isEqualTo(0x82);
        assertThat(board.control(MMFAR)).isEqualTo(0x2000_8000);
        assertThat(faults(0x6802, 0x2000_9010)).as("load").isZero();
        assertThat(faults(0x6001, 0x2000_9010)).as("store").isEqualTo(0x82);
    }

    @Test
    void forbidsWhereTwoRegionsOverlap() {
        region(0, 0x0800_0000, 0x0800_FFE0, 6);
        region(1, 0x2000_0000, 0x2000_FFE0, 3);
        region(2, 0x2000_1000, 0x2000_1000, 3);
        board.setControl(Mpu.CONTROL, 1);

        assertThat(faults(0x6802, 0x2000_0FFC)).as("one region").isZero();
        assertThat(faults(0x6802, RAM)).as("two regions").isEqualTo(0x82);
    }

    @Test
    void reachesRegionsByAliases() {
        board.setControl(Mpu.NUMBER, 4);
        board.setControl(0xDA4, 0x2000_0002);
        board.setControl(0xDA8, 0x2000_0041);
        board.setControl(0xDC0, 0xFF44);

        board.setControl(Mpu.NUMBER, 5);
        assertThat(board.control(Mpu.BASE)).isEqualTo(0x2000_0002);
        assertThat(board.control(Mpu.BASE + 4)).isEqualTo(0x2000_0041);
        assertThat(board.control(0xDC0)).isEqualTo(0xFF44);
    }

    @Test
    void tellsWhatMayBeDoneAtAnAddress() {
        region(3, 0x2000_0000, 0x2000_0FE0, 5);
        board.setControl(Mpu.CONTROL, 5);
        board.cpu.setRegister(0, 0x2000_0100);
        board.program(
                        0xE840_F100, // tt r1, r0
                        0xE840_F240, // ttt r2, r0
                        WAIT)
                .run();

        assertThat(board.r(1)).as("region 3, readable").isEqualTo(1 << 18 | 1 << 16 | 3);
        assertThat(board.r(2)).as("region 3, nothing").isEqualTo(1 << 16 | 3);
    }

    private void region(int number, int base, int limit, int permissions) {
        board.setControl(Mpu.NUMBER, number);
        board.setControl(Mpu.BASE, base | permissions);
        board.setControl(Mpu.BASE + 4, limit | 1);
    }

    /** Returns the fault status after an access by r0. */
    private int faults(int instruction, int address) {
        board.setControl(CFSR, -1);
        board.code(ProgramBoard.CODE, instruction, WAIT);
        board.cpu.setRegister(0, address);
        board.cpu.setRegister("xpsr", 0);
        board.cpu.setProgramCounter(ProgramBoard.CODE);
        board.run();
        return board.control(CFSR);
    }
}
