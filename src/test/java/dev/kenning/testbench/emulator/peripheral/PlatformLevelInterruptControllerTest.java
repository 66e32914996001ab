package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the RISC-V Platform-Level Interrupt Controller Specification 1.0. */
class PlatformLevelInterruptControllerTest {

    private static final int PENDING = 0x1000;
    private static final int ENABLE_0 = 0x2000;
    private static final int ENABLE_1 = 0x2080;
    private static final int THRESHOLD_0 = 0x20_0000;
    private static final int CLAIM_0 = 0x20_0004;
    private static final int CLAIM_1 = 0x20_1004;

    private final Bench bench = new Bench();
    private final PlatformLevelInterruptController plic =
            new PlatformLevelInterruptController(bench.surroundings("plic"), 52, 2);
    private final InterruptLine context0 = plic.outputs().get("0");
    private final InterruptLine context1 = plic.outputs().get("1");

    @BeforeEach
    void enableSources39And40() {
        plic.write(4 * 39, 4, 1);
        plic.write(4 * 40, 4, 2);
        plic.write(ENABLE_0 + 4, 4, 1 << 7 | 1 << 8);
    }

    @Test
    void interruptsTheContextsThatEnableASource() {
        plic.onLevel(39, true);

        assertThat(context0.isHigh()).isTrue();
        assertThat(context1.isHigh()).isFalse();
        assertThat(plic.read(PENDING + 4, 4)).isEqualTo(1 << 7);
    }

    @Test
    void givesTheHighestPriorityFirstAndEachSourceOnce() {
        plic.onLevel(39, true);
        plic.onLevel(40, true);

        assertThat(plic.read(CLAIM_0, 4)).isEqualTo(40);
        assertThat(plic.read(CLAIM_0, 4)).isEqualTo(39);
        assertThat(plic.read(CLAIM_0, 4)).as("nothing left").isZero();
        assertThat(context0.isHigh()).isFalse();
    }

    @Test
    void givesTheLowestNumberOfEqualPriorities() {
        plic.write(4 * 39, 4, 2);
        plic.onLevel(40, true);
        plic.onLevel(39, true);

        assertThat(plic.read(CLAIM_0, 4)).isEqualTo(39);
    }

    @Test
    void isPendingAgainIfTheSourceIsStillHighAtCompletion() {
        plic.onLevel(39, true);
        int claimed = plic.read(CLAIM_0, 4);
        assertThat(context0.isHigh()).as("while it is being handled").isFalse();

        plic.write(CLAIM_0, 4, claimed);
        assertThat(context0.isHigh()).as("after completion").isTrue();

        plic.read(CLAIM_0, 4);
        plic.onLevel(39, false);
        plic.write(CLAIM_0, 4, claimed);
        assertThat(context0.isHigh()).as("after the source has fallen").isFalse();
    }

    @Test
    void keepsWhatIsNotAboveTheThreshold() {
        plic.write(THRESHOLD_0, 4, 1);
        plic.onLevel(39, true);
        assertThat(context0.isHigh()).as("priority 1").isFalse();

        plic.onLevel(40, true);
        assertThat(context0.isHigh()).as("priority 2").isTrue();
    }

    @Test
    void keepsPriority0() {
        plic.write(4 * 39, 4, 0);
        plic.onLevel(39, true);

        assertThat(context0.isHigh()).isFalse();
    }

    @Test
    void servesEachContextByItsOwnRegisters() {
        plic.write(ENABLE_1 + 4, 4, 1 << 7);
        plic.onLevel(39, true);

        assertThat(plic.read(CLAIM_1, 4)).isEqualTo(39);
        assertThat(plic.read(ENABLE_1 + 4, 4)).isEqualTo(1 << 7);
    }

    @Test
    void ignoresSourcesThatItDoesNotHave() {
        plic.write(ENABLE_0, 4, -1);
        plic.write(ENABLE_0 + 4, 4, -1);

        assertThat(plic.read(ENABLE_0, 4)).as("source 0 means none").isEqualTo(-2);
        assertThat(plic.read(ENABLE_0 + 4, 4)).as("sources 32 to 52").isEqualTo(0x1F_FFFF);
    }
}
