package dev.kenning.testbench.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.emulator.core.CoreFault;
import dev.kenning.testbench.emulator.core.arm.CortexM;
import dev.kenning.testbench.emulator.monitor.Emulation;
import dev.kenning.testbench.platform.SearchPath;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs programs of a few hand-assembled instructions on the stm32f746g_disco. */
class MachineRunTest {

    private static final int FLASH = 0x0800_0000;
    private static final int STACK = 0x2000_1000;
    private static final int CODE = FLASH + 0x400;
    private static final int HANDLER = FLASH + 0x800;

    private static final int NOP = 0xBF00;
    private static final int WFI = 0xBF30;
    private static final int UDF = 0xDE00;
    private static final int HERE = 0xE7FE;
    private static final int BX_LR = 0x4770;
    private static final int BACK_ONE = 0xE7FD;
    private static final int ADDS_R4_1 = 0x3401;
    private static final int LDR_R0_R1 = 0x6808;
    private static final int STR_R0_R1 = 0x6008;

    private static final int USART1 = 0x4001_1000;
    private static final int TIMER2 = 0x4000_0000;
    private static final int NVIC_ISER0 = 0xE000_E100;
    private static final int AIRCR = 0xE000_ED0C;

    private final Emulation emulation = new Emulation(SearchPath.of(Path.of("renode")));
    private Machine machine;

    @BeforeEach
    void powerOn() {
        emulation.execute("mach create; machine LoadPlatformDescription @stm32f746g_disco.repl");
        machine = emulation.machine();
    }

    @Test
    void executesOneInstructionPerSlot() {
        program(NOP, NOP, BACK_ONE);

        machine.runFor(1_000_000);

        assertThat(executed()).isEqualTo(462_000);
        assertThat(machine.nanos()).isEqualTo(1_000_000);
    }

    @Test
    void takesItsSpeedFromThePlatformAndFromTheMonitor() {
        program(NOP, NOP, BACK_ONE);
        emulation.execute("cpu PerformanceInMips 100");

        machine.runFor(1_000_000);

        assertThat(executed()).isEqualTo(100_000);
        assertThat(emulation.execute("cpu PerformanceInMips")).isEqualTo("0x00000064");
    }

    @Test
    void stopsRightAfterTheInstructionThatSentAByte() {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        program(STR_R0_R1, ADDS_R4_1, ADDS_R4_1, HERE);
        emulation.execute("usart1 WriteDoubleWord 0 0x9; cpu R0 0x41");
        emulation.execute("cpu R1 " + (USART1 + 0x28));
        machine.uart("usart1").addListener(value -> {
            sent.write(value);
            machine.requestStop();
        });

        assertThat(machine.runFor(1_000_000)).as("reached the end").isFalse();

        assertThat(sent.toString(StandardCharsets.US_ASCII)).isEqualTo("A");
        assertThat(executed()).isEqualTo(1);
        assertThat(machine.runFor(1_000_000))
                .as("reached the end at the second go")
                .isTrue();
        assertThat(executed()).isEqualTo(4);
    }

    @Test
    void wakesASleepingCoreWithATimersInterrupt() {
        program(WFI, BACK_ONE);
        handler(16 + 28, ADDS_R4_1, BX_LR);
        machine.bus().writeWord(NVIC_ISER0, 1 << 28);
        machine.bus().writeWord(TIMER2 + 0x2C, 9_999); // a millisecond
        machine.bus().writeWord(TIMER2 + 0x0C, 1);
        machine.bus().writeWord(TIMER2, 1);

        machine.runFor(999_000);
        assertThat(((CortexM) machine.cores().get(0)).register(4))
                .as("before the timer's period is over")
                .isZero();

        machine.runFor(2_000);
        assertThat(((CortexM) machine.cores().get(0)).register(4))
                .as("after it")
                .isPositive();
    }

    @Test
    void letsTimeJumpWhileTheCoreSleeps() {
        program(WFI, HERE);

        assertThat(machine.runFor(3_600_000_000_000L)).isTrue();

        assertThat(executed()).isEqualTo(1);
        assertThat(emulation.execute("machine ElapsedVirtualTime")).contains("TimeElapsed = 01:00:00.000000000");
    }

    @Test
    void reportsAProgramThatFaultedAndGaveUp() {
        program(NOP, UDF);
        handler(3, HERE);

        assertThatThrownBy(() -> machine.runFor(1_000_000))
                .isInstanceOf(CoreFault.class)
                .hasMessageContaining("The program on cpu faulted, and its fault handler gave up at 00:00:00.000000006")
                .hasMessageContaining("UsageFault at 0x08000402: de00 udf")
                .hasMessageContaining("pc  08000402")
                .hasMessageContaining("UNDEFINSTR")
                .hasMessageContaining("call chain:");
    }

    @Test
    void resetsTheBoardWhenTheProgramAsksForIt() {
        program(ADDS_R4_1, STR_R0_R1, HERE);
        emulation.execute("cpu R0 0x05FA0004; cpu R1 " + Integer.toUnsignedLong(AIRCR));
        machine.bus().writeWord(USART1, 1);

        machine.runFor(1_000);

        assertThat(machine.bus().readWord(USART1)).as("CR1 of the UART").isZero();
        assertThat(executed()).as("since the reset; R0 and R1 are 0 now").isEqualTo(3);
        assertThat(machine.nanos()).as("time goes on").isEqualTo(1_000);
    }

    @Test
    void doesNotExecuteWhileItIsHalted() {
        program(NOP, NOP, BACK_ONE);
        emulation.execute("cpu IsHalted true");

        machine.runFor(1_000_000);
        assertThat(executed()).isZero();
        assertThat(machine.nanos()).isEqualTo(1_000_000);

        emulation.execute("cpu IsHalted false");
        machine.runFor(1_000_000);
        assertThat(executed()).isEqualTo(462_000);
    }

    @Test
    void stepsInstructionByInstruction() {
        program(NOP, ADDS_R4_1, HERE);

        assertThat(emulation.execute("cpu Step")).isEqualTo("0x0000000008000402");
        assertThat(emulation.execute("cpu Step 2; cpu R4")).isEqualTo("0x0000000008000404\n0x1");
    }

    @Test
    void namesTheProgramCounterWhenItReadsFromNowhere() {
        program(LDR_R0_R1, HERE);
        emulation.execute("cpu R1 0x40024000");

        machine.runFor(1_000);

        assertThat(machine.log().lines())
                .containsExactly("00:00:00.0000 [WARNING] sysbus: [cpu: 0x8000400] (tag: 'BKPSRAM')"
                        + " ReadDoubleWord from non existing peripheral at 0x40024000, returning 0x00000000.");
    }

    @Test
    void runsTheSameWayTwice() {
        program(WFI, BACK_ONE);
        handler(15, ADDS_R4_1, BX_LR);
        startSysTick();
        machine.runFor(10_000_000);
        String first = emulation.execute("cpu ExecutedInstructions; cpu R4; cpu PC");

        emulation.execute("mach create \"again\"; machine LoadPlatformDescription @stm32f746g_disco.repl");
        machine = emulation.machine();
        program(WFI, BACK_ONE);
        handler(15, ADDS_R4_1, BX_LR);
        startSysTick();
        machine.runFor(10_000_000);

        assertThat(emulation.execute("cpu ExecutedInstructions; cpu R4; cpu PC"))
                .isEqualTo(first);
    }

    private void startSysTick() {
        machine.bus().writeWord(0xE000_E014, 2_159);
        machine.bus().writeWord(0xE000_E010, 7);
    }

    private void program(int... halfwords) {
        machine.bus().writeWord(FLASH, STACK);
        machine.bus().writeWord(FLASH + 4, CODE + 1);
        write(CODE, halfwords);
        emulation.execute("cpu VectorTableOffset " + FLASH);
    }

    private void handler(int exception, int... halfwords) {
        machine.bus().writeWord(FLASH + 4 * exception, HANDLER + 1);
        write(HANDLER, halfwords);
    }

    private void write(int address, int... halfwords) {
        for (int i = 0; i < halfwords.length; i++) {
            machine.bus().writeHalf(address + 2 * i, halfwords[i]);
        }
    }

    private long executed() {
        return machine.cores().get(0).executedInstructions();
    }
}
