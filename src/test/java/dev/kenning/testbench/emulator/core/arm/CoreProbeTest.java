package dev.kenning.testbench.emulator.core.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.CoreProbe;
import dev.kenning.testbench.emulator.bus.RecordingProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a core tells a profiler, counted as Renode counts. */
class CoreProbeTest {

    private static final int RAM = 0x2000_0000;

    private final ProgramBoard board = new ProgramBoard();
    private final RecordingProbe probe = new RecordingProbe();

    @BeforeEach
    void listen() {
        board.cpu.setRegister(7, RAM);
        board.bus.setProbe(probe);
    }

    @Test
    void hearsEachRegisterOfAMultipleTransfer() {
        board.program(
                        0xB403, // push {r0, r1}
                        0xBC03, // pop {r0, r1}
                        0xE9D7_2300, // ldrd r2, r3, [r7]
                        0xBF30 // wfi
                        )
                .run();

        assertThat(probe.heard())
                .containsExactly(
                        "store " + Integer.toHexString(ProgramBoard.STACK - 8),
                        "store " + Integer.toHexString(ProgramBoard.STACK - 4),
                        "load " + Integer.toHexString(ProgramBoard.STACK - 8),
                        "load " + Integer.toHexString(ProgramBoard.STACK - 4),
                        "load 20000000",
                        "load 20000004");
    }

    @Test
    void hearsAnUnalignedAccessOnce() {
        board.program(
                        0xF8D7_1001, // ldr.w r1, [r7, #1]
                        0xF8A7_1FFF, // strh.w r1, [r7, #0xFFF]: across pages
                        0xBF30 // wfi
                        )
                .run();

        assertThat(probe.heard()).containsExactly("load 20000001", "store 20000fff");
    }

    @Test
    void hearsALiteralAndNoFetch() {
        board.program(
                        0x4800, // ldr r0, [pc, #0]
                        0xBF30, // wfi
                        0x1234, 0x5678)
                .run();

        assertThat(probe.heard()).containsExactly("load " + Integer.toHexString(ProgramBoard.CODE + 4));
    }

    @Test
    void hearsAnExclusiveStoreAsAReadAndAWriteIfItHappens() {
        board.program(
                        0xE857_0F00, // ldrex r0, [r7]
                        0xE847_1200, // strex r2, r1, [r7]
                        0xE847_1200, // strex r2, r1, [r7]: refused
                        0xBF30 // wfi
                        )
                .run();

        assertThat(probe.heard()).containsExactly("load 20000000", "load 20000000", "store 20000000");
    }

    @Test
    void hearsASupervisorCallTwiceAndNoStacking() {
        board.handler(11, 0x4770); // bx lr
        board.program(
                        0xDF00, // svc #0
                        0xBF30 // wfi
                        )
                .run();

        assertThat(probe.heard()).containsExactly("exception 2", "exception 5");
    }

    @Test
    void hearsAnUndefinedInstructionTwice() {
        board.handler(3, 0xBF30); // wfi
        board.program(0xDE00) // udf #0
                .run();

        assertThat(probe.heard()).containsExactly("exception 1", "exception 5");
    }

    @Test
    void hearsNothingMoreAfterwards() {
        board.program(
                0x6839, // ldr r1, [r7, #0]
                0x6839, // ldr r1, [r7, #0]
                0xBF30 // wfi
                );
        board.cpu.run(1);
        board.bus.setProbe(CoreProbe.NONE);

        board.run();

        assertThat(probe.heard()).containsExactly("load 20000000");
    }
}
