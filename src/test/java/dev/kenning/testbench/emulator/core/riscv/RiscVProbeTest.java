package dev.kenning.testbench.emulator.core.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.RecordingProbe;
import org.junit.jupiter.api.Test;

/** What a RISC-V core tells a profiler, counted as Renode counts. */
class RiscVProbeTest {

    private static final int WFI = 0x1050_0073;

    private final RecordingProbe probe = new RecordingProbe();

    private RiscVBoard board(String cpuType, int... program) {
        RiscVBoard board = new RiscVBoard(cpuType);
        board.program(program);
        board.bus.setProbe(probe);
        return board;
    }

    @Test
    void hearsLoadsAndStoresOfEveryWidthAndNoFetch() {
        board(
                        "rv64imafc_zicsr",
                        0x0000_63b7, // lui t2, 6
                        0x3003_a073, // csrs mstatus, t2: floating point on
                        0x0000_0297, // auipc t0, 0
                        0x1002_b303, // ld t1, 0x100(t0)
                        0x1062_b423, // sd t1, 0x108(t0)
                        0x1002_8303, // lb t1, 0x100(t0)
                        0x1062_9423, // sh t1, 0x108(t0)
                        0x1002_a087, // flw f1, 0x100(t0)
                        WFI)
                .run(9);

        assertThat(probe.heard())
                .containsExactly("load 80000108", "store 80000110", "load 80000108", "store 80000110", "load 80000108");
    }

    @Test
    void hearsAnAtomicOperationAsAReadAndAWrite() {
        board(
                        "rv32ima_zicsr",
                        0x0000_0297, // auipc t0, 0
                        0x0062_a2af, // amoadd.w t0, t1, (t0)
                        WFI)
                .run(3);

        assertThat(probe.heard()).containsExactly("load 80000000", "store 80000000");
    }

    @Test
    void hearsAnEnvironmentCallFromMachineModeUnderTheNumberOfOneFromUserMode() {
        RiscVBoard board = board(
                "rv32i_zicsr",
                0x0000_0317, // auipc t1, 0
                0x0103_0313, // addi t1, t1, 16
                0x3053_1073, // csrw mtvec, t1
                0x0000_0073, // ecall
                WFI);
        board.run(5);

        assertThat(probe.heard()).containsExactly("exception 8");
    }

    @Test
    void hearsAMisalignedLoadAsItsTrapOnly() {
        RiscVBoard board = board(
                "rv32i_zicsr",
                0x0000_0317, // auipc t1, 0
                0x0103_0313, // addi t1, t1, 16
                0x3053_1073, // csrw mtvec, t1
                0x0013_2283, // lw t0, 1(t1)
                WFI);
        board.run(5);

        assertThat(probe.heard()).containsExactly("exception 4");
    }

    @Test
    void hearsAnInterruptByItsNumberBehindThirtyThreeOnes() {
        RiscVBoard board = board(
                "rv32i_zicsr",
                0x0000_0317, // auipc t1, 0
                0x0183_0313, // addi t1, t1, 24
                0x3053_1073, // csrw mtvec, t1
                0x0800_0293, // li t0, 0x80
                0x3042_9073, // csrw mie, t0
                0x3004_6073, // csrsi mstatus, 8
                0x0000_006f); // j .
        board.cpu.onLevel(7, true);
        board.run(10);

        assertThat(probe.heard()).containsExactly("exception ffffffff80000007");
    }
}
