package dev.kenning.testbench.emulator.core.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.emulator.core.CoreFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Entering and leaving exceptions (ARMv7-M ARM, B1.5). */
class ExceptionTest {

    private static final int SVC = 11;
    private static final int PENDSV = 14;
    private static final int HARD_FAULT = 3;
    private static final int USAGE_FAULT = 6;
    private static final int IRQ0 = 16;
    private static final int IRQ1 = 17;

    private static final int ICSR = 0xD04;
    private static final int SHCSR = 0xD24;
    private static final int CFSR = 0xD28;
    private static final int HFSR = 0xD2C;
    private static final int CPACR = 0xD88;
    private static final int FPCCR = 0xF34;
    private static final int FPCAR = 0xF38;

    private final ProgramBoard board = new ProgramBoard();

    @BeforeEach
    void appendTheExceptionNumberInEveryHandler() {
        for (int exception : new int[] {SVC, PENDSV, IRQ0, IRQ1}) {
            board.handler(
                    exception,
                    0xF3EF_8005, // mrs r0, ipsr
                    0x7038, // strb r0, [r7]
                    0x3701, // adds r7, #1
                    0x4770 // bx lr
                    );
        }
        board.cpu.setRegister(7, 0x2000_0000);
    }

    @Test
    void savesTheContextAndRestoresIt() {
        board.program(
                        0x2001, // movs r0, #1
                        0x2102, // movs r1, #2
                        0x2203, // movs r2, #3
                        0x2304, // movs r3, #4
                        0xDF00, // svc #0
                        0xBF30 // wfi
                        )
                .run();

        assertThat(board.r(0)).isEqualTo(1);
        assertThat(board.r(13)).isEqualTo(ProgramBoard.STACK);
        assertThat(frame(0)).as("r0").isEqualTo(1);
        assertThat(frame(3)).as("r3").isEqualTo(4);
        assertThat(frame(6)).as("return address").isEqualTo(ProgramBoard.CODE + 10);
        assertThat(taken()).isEqualTo("11");
    }

    @Test
    void countsNoInstructionForEntryAndReturn() {
        board.program(
                        0xDF00, // svc #0
                        0xBF30 // wfi
                        )
                .run();

        assertThat(board.cpu.executedInstructions()).isEqualTo(2 + 4);
    }

    @Test
    void alignsTheStackTo8BytesAndTakesTheAlignmentBack() {
        board.program(
                        0xB081, // sub sp, #4
                        0xDF00, // svc #0
                        0xBF30 // wfi
                        )
                .run();

        assertThat(board.r(13)).isEqualTo(ProgramBoard.STACK - 4);
        assertThat(board.bus.readWord(ProgramBoard.STACK - 8 - 4) & 1 << 9)
                .as("bit 9 of the stacked xPSR")
                .isNotZero();
    }

    @Test
    void takesPendingInterruptsByPriorityThenNumber() {
        board.setControl(0x400, 0x20_40);
        board.setControl(0x100, 3);
        board.program(
                0xB672, // cpsid i
                0xBF00, // nop
                0xB662, // cpsie i
                0xBF30 // wfi
                );
        board.cpu.run(2);
        board.nvic.onLevel(0, true);
        board.nvic.onLevel(0, false);
        board.nvic.onLevel(1, true);
        board.nvic.onLevel(1, false);
        board.setControl(ICSR, 1 << 28);

        board.run();

        assertThat(taken())
                .as("PendSV has priority 0, interrupt 1 has 0x20, interrupt 0 has 0x40")
                .isEqualTo("14 17 16");
    }

    @Test
    void preemptsAHandlerOfLowerPriorityOnly() {
        board.setControl(0x400, 0x20_40);
        board.setControl(0x100, 3);
        // Interrupt 0 raises interrupt 1, which is more urgent, then PendSV, which here is less.
        board.setControl(0xD20, 0x80 << 16);
        board.handler(
                IRQ0,
                0x2002, // movs r0, #2
                0x6030, // str r0, [r6]
                0x6025, // str r5, [r4]
                0x2010, // movs r0, #16
                0x7038, // strb r0, [r7]
                0x3701, // adds r7, #1
                0x4770 // bx lr
                );
        board.program(
                0x6033, // str r3, [r6]
                0xBF30 // wfi
                );
        board.cpu.setRegister(3, 1);
        board.cpu.setRegister(6, 0xE000_E200);
        board.cpu.setRegister(4, 0xE000_ED04);
        board.cpu.setRegister(5, 1 << 28);

        board.run();

        assertThat(taken()).isEqualTo("17 16 14");
    }

    @Test
    void masksByBasepri() {
        board.setControl(0x400, 0x20_40);
        board.setControl(0x100, 3);
        board.setControl(0x200, 3);
        board.program(
                0x2040, // movs r0, #0x40
                0xF380_8811, // msr basepri, r0
                0xBF00, // nop
                0x2000, // movs r0, #0
                0xF380_8811, // msr basepri, r0
                0xBF30 // wfi
                );
        board.cpu.setRegister(0, 0x10);
        board.code(0x0800_0600, 0xF380_8811); // msr basepri, r0

        board.run();

        assertThat(taken()).isEqualTo("17 16");
    }

    @Test
    void wakesFromWfiWhenAMaskedInterruptIsPending() {
        board.setControl(0x100, 1);
        board.program(
                0xB672, // cpsid i
                0xBF30, // wfi
                0x2101, // movs r1, #1
                0xBF30 // wfi
                );
        board.run();
        assertThat(board.cpu.isSleeping()).as("asleep in the first WFI").isTrue();

        board.nvic.onLevel(0, true);

        assertThat(board.cpu.isSleeping()).isFalse();
        board.run();
        assertThat(board.r(1)).isEqualTo(1);
        assertThat(taken()).as("handlers run while PRIMASK is set").isEmpty();
    }

    @Test
    void repeatsALevelThatStaysHigh() {
        board.setControl(0x100, 1);
        board.nvic.onLevel(0, true);
        board.program(
                0xBF00, // nop
                0xBF30 // wfi
                );

        board.cpu.run(board.clock.now() + 9);

        assertThat(taken()).isEqualTo("16 16");
    }

    @Test
    void sleepsOnABranchToItselfUntilAnInterrupt() {
        board.setControl(0x100, 1);
        board.program(0xE7FE); // b .
        board.run();
        assertThat(board.cpu.executedInstructions()).isEqualTo(1);
        assertThat(board.cpu.isSleeping()).isTrue();

        board.nvic.onLevel(0, true);
        board.nvic.onLevel(0, false);
        board.run();

        assertThat(taken()).isEqualTo("16");
        assertThat(board.cpu.programCounter()).isEqualTo(ProgramBoard.CODE);
    }

    @Test
    void resumesAnItBlockThatAnExceptionInterrupts() {
        board.program(
                0x2000, // movs r0, #0
                0xBF0B, // itete eq
                0x2101, // moveq r1, #1
                0x2102, // movne r1, #2
                0x2203, // moveq r2, #3
                0x2204, // movne r2, #4
                0xBF30 // wfi
                );
        board.cpu.run(4);
        board.setControl(ICSR, 1 << 28);

        board.run();

        assertThat(taken()).isEqualTo("14");
        assertThat(board.r(1)).isEqualTo(1);
        assertThat(board.r(2)).isEqualTo(3);
        assertThat(board.cpu.executedInstructions()).isEqualTo(7 + 4);
    }

    @Test
    void savesFloatingPointRegistersAtOnceWithoutLazyStacking() {
        board.setControl(CPACR, 0xF0_0000);
        board.setControl(FPCCR, 0x8000_0000);
        board.handler(
                SVC,
                0xEEB0_0A00, // vmov.f32 s0, #2.0
                0xEEF0_7A00, // vmov.f32 s15, #2.0
                0x4674, // mov r4, lr
                0x4770 // bx lr
                );
        board.program(
                        0xEEB7_0A00, // vmov.f32 s0, #1.0
                        0xEEF0_7A08, // vmov.f32 s15, #3.0
                        0xDF00, // svc #0
                        0xEE10_5A10, // vmov r5, s0
                        0xEE17_6A90, // vmov r6, s15
                        0xBF30 // wfi
                        )
                .run();

        assertThat(board.r(4)).as("EXC_RETURN").isEqualTo(0xFFFF_FFE9);
        assertThat(board.r(5)).isEqualTo(Float.floatToRawIntBits(1));
        assertThat(board.r(6)).isEqualTo(Float.floatToRawIntBits(3));
        assertThat(board.bus.readWord(ProgramBoard.STACK - 0x68 + 0x20 + 15 * 4))
                .isEqualTo(Float.floatToRawIntBits(3));
        assertThat(board.r(13)).isEqualTo(ProgramBoard.STACK);
    }

    @Test
    void savesFloatingPointRegistersWhenTheHandlerUsesThemWithLazyStacking() {
        board.setControl(CPACR, 0xF0_0000);
        board.handler(
                SVC,
                0x681C, // ldr r4, [r3]
                0xEEB0_0A00, // vmov.f32 s0, #2.0
                0x681D, // ldr r5, [r3]
                0x4770 // bx lr
                );
        board.cpu.setRegister(3, 0xE000_EF34);
        board.program(
                        0xEEB7_0A00, // vmov.f32 s0, #1.0
                        0xDF00, // svc #0
                        0xEE10_6A10, // vmov r6, s0
                        0xBF30 // wfi
                        )
                .run();

        assertThat(board.r(4) & 1).as("LSPACT on entry").isEqualTo(1);
        assertThat(board.r(5) & 1).as("LSPACT after the first use").isZero();
        assertThat(board.control(FPCAR)).isEqualTo(ProgramBoard.STACK - 0x68 + 0x20);
        assertThat(board.r(6)).isEqualTo(Float.floatToRawIntBits(1));
    }

    @Test
    void leavesFloatingPointRegistersAloneWhenTheHandlerDoesNotUseThem() {
        board.setControl(CPACR, 0xF0_0000);
        board.program(
                        0xEEB7_0A00, // vmov.f32 s0, #1.0
                        0xDF00, // svc #0
                        0xEE10_6A10, // vmov r6, s0
                        0xBF30 // wfi
                        )
                .run();

        assertThat(board.r(6)).isEqualTo(Float.floatToRawIntBits(1));
        assertThat(board.control(FPCCR) & 1).as("LSPACT after return").isZero();
        assertThat(board.bus.readWord(ProgramBoard.STACK - 0x68 + 0x20))
                .as("s0 on the stack")
                .isZero();
    }

    @Test
    void refusesFloatingPointBeforeCpacrGrantsIt() {
        board.setControl(SHCSR, 1 << 18);
        board.handler(
                USAGE_FAULT,
                0x2401, // movs r4, #1
                0xE7FE // b .
                );
        board.program(0xEEB7_0A00) // vmov.f32 s0, #1.0
                .run();

        assertThat(board.r(4)).isEqualTo(1);
        assertThat(board.control(CFSR)).as("NOCP").isEqualTo(1 << 19);
        assertThat(frame(6)).as("return address").isEqualTo(ProgramBoard.CODE);
    }

    @Test
    void escalatesADisabledUsageFaultToHardFault() {
        board.handler(
                HARD_FAULT,
                0x2401, // movs r4, #1
                0xE7FE // b .
                );
        board.program(0xDE00).run(); // udf #0

        assertThat(board.r(4)).isEqualTo(1);
        assertThat(board.control(CFSR)).as("UNDEFINSTR").isEqualTo(1 << 16);
        assertThat(board.control(HFSR)).as("FORCED").isEqualTo(1 << 30);
    }

    @Test
    void stopsARunThatLocksUp() {
        board.cpu.setFunctionNames(address -> address >= 0x0800_1000 ? "hard_fault" : "main");
        board.handler(HARD_FAULT, 0xDE01); // udf #1
        board.program(0xDE00); // udf #0

        assertThatThrownBy(board::run)
                .isInstanceOf(CoreFault.class)
                .hasMessageContaining("cpu is locked up")
                .hasMessageContaining("(HardFault)")
                .hasMessageContaining("UNDEFINSTR FORCED")
                .hasMessageContaining("call chain: hard_fault");
    }

    @Test
    void takesABusFaultWhereNoMemoryIs() {
        board.setControl(SHCSR, 1 << 17);
        board.handler(
                5,
                0x2401, // movs r4, #1
                0xE7FE // b .
                );
        board.cpu.setRegister(0, 0x1000_0001);
        board.program(0x4700).run(); // bx r0

        assertThat(board.r(4)).isEqualTo(1);
        assertThat(board.control(CFSR)).as("IBUSERR").isEqualTo(1 << 8);
        assertThat(frame(6)).as("return address").isEqualTo(0x1000_0000);
        assertThat(board.cpu.executedInstructions()).as("bx, movs, b").isEqualTo(3);
    }

    @Test
    void takesAMemManageWhereNothingMayBeExecuted() {
        board.setControl(SHCSR, 1 << 16);
        board.handler(
                4,
                0x2401, // movs r4, #1
                0xE7FE // b .
                );
        board.cpu.setRegister(0, 0xE000_E001);
        board.program(0x4700).run(); // bx r0

        assertThat(board.r(4)).isEqualTo(1);
        assertThat(board.control(CFSR)).as("IACCVIOL").isEqualTo(1);
    }

    @Test
    void faultsOnABranchToArmState() {
        board.setControl(SHCSR, 1 << 18);
        board.handler(
                USAGE_FAULT,
                0x2401, // movs r4, #1
                0xE7FE // b .
                );
        board.cpu.setRegister(0, ProgramBoard.CODE);
        board.program(0x4700).run(); // bx r0

        assertThat(board.r(4)).isEqualTo(1);
        assertThat(board.control(CFSR)).as("INVSTATE").isEqualTo(1 << 17);
    }

    @Test
    void faultsOnAReturnToTheWrongMode() {
        board.setControl(SHCSR, 1 << 18);
        board.handler(
                USAGE_FAULT,
                0x2401, // movs r4, #1
                0xE7FE // b .
                );
        board.handler(
                SVC,
                0xF06F_000E, // mvn r0, #14
                0x4700 // bx r0
                );
        board.program(0xDF00).run(); // svc #0

        assertThat(board.r(4)).isEqualTo(1);
        assertThat(board.control(CFSR)).as("INVPC").isEqualTo(1 << 18);
    }

    @Test
    void usesTheProcessStackInThreadModeWhenAsked() {
        board.program(
                        0xF244_0000, // movw r0, #0x4000
                        0xF2C2_0000, // movt r0, #0x2000
                        0xF380_8809, // msr psp, r0
                        0x2102, // movs r1, #2
                        0xF381_8814, // msr control, r1
                        0xDF00, // svc #0
                        0xBF30 // wfi
                        )
                .run();

        assertThat(board.r(13)).isEqualTo(0x2000_4000);
        assertThat(board.bus.readWord(0x2000_4000 - 8))
                .as("stacked return address")
                .isEqualTo(ProgramBoard.CODE + 20);
        assertThat(taken()).isEqualTo("11");
    }

    @Test
    void deniesUnprivilegedCodeTheSystemControlSpace() {
        board.setControl(SHCSR, 1 << 17);
        board.handler(
                5,
                0x2401, // movs r4, #1
                0xE7FE // b .
                );
        board.cpu.setRegister(2, 0xE000_ED04);
        board.program(
                        0x2101, // movs r1, #1
                        0xF381_8814, // msr control, r1
                        0xB672, // cpsid i
                        0x6813, // ldr r3, [r2]
                        0xBF30 // wfi
                        )
                .run();

        assertThat(board.r(4)).isEqualTo(1);
        assertThat(board.control(CFSR)).as("PRECISERR, BFARVALID").isEqualTo(1 << 9 | 1 << 15);
    }

    @Test
    void dropsDecodedInstructionsThatAreOverwritten() {
        board.code(0x2000_0100, 0x2001, 0x4770); // movs r0, #1; bx lr
        board.cpu.setRegister(4, 0x2000_0101);
        board.cpu.setRegister(5, 0x2002); // movs r0, #2
        board.program(
                        0x47A0, // blx r4
                        0x4606, // mov r6, r0
                        0x1E61, // subs r1, r4, #1
                        0x800D, // strh r5, [r1]
                        0x47A0, // blx r4
                        0xBF30 // wfi
                        )
                .run();

        assertThat(board.r(6)).isEqualTo(1);
        assertThat(board.r(0)).isEqualTo(2);
        assertThat(board.cpu.opcodeCounts()).containsEntry("bx", 2L).containsEntry("movs", 2L);
    }

    @Test
    void raisesSysTickExactlyAtItsSlot() {
        board.handler(
                15,
                0x3501, // adds r5, #1
                0x4770 // bx lr
                );
        board.setControl(0x14, 99);
        board.setControl(0x18, 0);
        board.setControl(0x10, 7);
        board.program(0xE7FD); // b to itself minus 2
        board.code(ProgramBoard.CODE - 2, 0xBF00);

        board.cpu.run(100);
        assertThat(board.r(5)).isZero();
        board.cpu.run(101);
        assertThat(board.r(5)).isEqualTo(1);
        board.cpu.run(203);
        assertThat(board.r(5)).isEqualTo(2);
    }

    @Test
    void readsSysTickAtTheReadingInstruction() {
        board.setControl(0x14, 0xFFFF);
        board.setControl(0x18, 0);
        board.setControl(0x10, 5);
        board.cpu.setRegister(0, 0xE000_E018);
        board.program(
                        0xBF00, // nop
                        0x6801, // ldr r1, [r0]
                        0xBF00, // nop
                        0xBF00, // nop
                        0x6802, // ldr r2, [r0]
                        0xBF30 // wfi
                        )
                .run();

        assertThat(board.r(1) - board.r(2)).isEqualTo(3);
    }

    /** Returns a word of the frame that an exception without floating point puts on the empty stack. */
    private int frame(int word) {
        return board.bus.readWord(ProgramBoard.STACK - 0x20 + 4 * word);
    }

    private String taken() {
        StringBuilder numbers = new StringBuilder();
        for (int at = 0x2000_0000; board.bus.readByte(at) != 0; at++) {
            numbers.append(numbers.isEmpty() ? "" : " ").append(board.bus.readByte(at));
        }
        return numbers.toString();
    }
}
