package dev.kenning.testbench.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.emulator.core.CoreFault;
import dev.kenning.testbench.emulator.monitor.Emulation;
import dev.kenning.testbench.platform.SearchPath;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds what a user reads when a program faults, by its exact text. */
class FaultReportTest {

    private static final int FLASH = 0x0800_0000;
    private static final long SECOND = 1_000_000_000L;

    private final Emulation emulation = new Emulation(SearchPath.of(Path.of("renode")));
    private Machine machine;

    @BeforeEach
    void powerOn() {
        emulation.execute("mach create; machine LoadPlatformDescription @stm32f746g_disco.repl");
        machine = emulation.machine();
        write(FLASH, 0x1000, 0x2000, 0x0401, 0x0800);
        write(FLASH + 12, 0x0801, 0x0800);
        write(FLASH + 0x800, 0xB500, 0xE7FE); // the handler: push {lr}; b .
    }

    @Test
    void showsTheMomentOfTheFaultAndNotItsHandler() {
        write(FLASH + 0x400, 0x2042, 0xF000, 0xF801, 0xBF00); // movs r0, #0x42; bl 0x08000408; nop
        write(FLASH + 0x408, 0xDEFF);
        emulation.execute("cpu VectorTableOffset " + FLASH);

        assertThatThrownBy(() -> machine.runFor(1_000_000))
                .isInstanceOf(CoreFault.class)
                .hasMessage("""
                        The program on cpu faulted, and its fault handler gave up at 00:00:00.000000010 of virtual time.
                        UsageFault at 0x08000408: deff udf #255
                        r0  00000042  r1  00000000  r2  00000000  r3  00000000
                        r4  00000000  r5  00000000  r6  00000000  r7  00000000
                        r8  00000000  r9  00000000  r10 00000000  r11 00000000
                        r12 00000000  sp  20001000  lr  08000407  pc  08000408
                        xpsr 01000000 (thread)  CFSR 00010000  HFSR 40000000  UNDEFINSTR FORCED
                        call chain: 0x08000408 <- 0x08000404""");
    }

    @Test
    void showsABranchToNowhere() {
        write(FLASH + 0x400, 0x2000, 0x4780); // movs r0, #0; blx r0
        emulation.execute("cpu VectorTableOffset " + FLASH);

        assertThatThrownBy(() -> machine.runFor(1_000_000))
                .isInstanceOf(CoreFault.class)
                .hasMessageContaining("UsageFault at 0x00000000\n")
                .hasMessageContaining("INVSTATE")
                .hasMessageEndingWith("call chain: 0x00000000 <- 0x08000402");
    }

    @Test
    void noticesAHandlerThatSpins() {
        write(FLASH + 0x400, 0xDEFF);
        write(FLASH + 0x800, 0xBF00, 0xE7FD); // nop; b to it
        emulation.execute("cpu VectorTableOffset " + FLASH);
        emulation.execute("cpu PerformanceInMips 1");

        assertThat(machine.runFor(900_000_000)).as("reached 0.9 s").isTrue();
        assertThatThrownBy(() -> machine.runFor(3 * SECOND))
                .isInstanceOf(CoreFault.class)
                .hasMessageStartingWith(
                        "The program on cpu faulted, and its fault handler has not returned for a second"
                                + " at 00:00:0")
                .hasMessageContaining("UsageFault at 0x08000400: deff udf #255");
    }

    @Test
    void leavesAProgramAloneThatRecoversFromItsFaults() {
        write(FLASH + 0x400, 0xDEFF, 0xE7FD); // udf; b to it
        // The handler lets the program go on behind the UDF: ldr r0, [sp, #24]; adds r0, #2; str r0, [sp, #24]; bx lr
        write(FLASH + 0x800, 0x9806, 0x3002, 0x9006, 0x4770);
        emulation.execute("cpu VectorTableOffset " + FLASH);
        emulation.execute("cpu PerformanceInMips 1");

        assertThat(machine.runFor(3 * SECOND)).as("reached the end").isTrue();
    }

    private void write(int address, int... halfwords) {
        for (int i = 0; i < halfwords.length; i++) {
            machine.bus().writeHalf(address + 2 * i, halfwords[i]);
        }
    }
}
