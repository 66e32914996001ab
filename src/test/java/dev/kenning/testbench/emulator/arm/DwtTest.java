package dev.kenning.testbench.emulator.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.Clock;
import org.junit.jupiter.api.Test;

class DwtTest {

    private static final int CTRL = 0;
    private static final int CYCCNT = 4;

    private final Clock clock = new Clock(200_000_000);
    private final Dwt dwt = new Dwt(clock, 100_000_000);

    @Test
    void countsCyclesOfItsFrequencyOnceEnabled() {
        clock.moveTo(1000);
        assertThat(dwt.read(CYCCNT, 4)).isZero();
        dwt.write(CTRL, 4, 1);

        clock.moveTo(1200);

        assertThat(dwt.read(CYCCNT, 4)).isEqualTo(100);
        assertThat(dwt.read(CTRL, 4) & 1).isEqualTo(1);
    }

    @Test
    void keepsItsCountWhileStopped() {
        dwt.write(CTRL, 4, 1);
        clock.moveTo(20);
        dwt.write(CTRL, 4, 0);

        clock.moveTo(400);

        assertThat(dwt.read(CYCCNT, 4)).isEqualTo(10);
    }

    @Test
    void countsOnFromAWrittenValueAndWraps() {
        dwt.write(CTRL, 4, 1);
        dwt.write(CYCCNT, 4, -1);

        clock.moveTo(4);

        assertThat(dwt.read(CYCCNT, 4)).isEqualTo(1);
    }
}
