package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import org.junit.jupiter.api.Test;

/** Against the register descriptions that LiteX generates for its timer and its SoC controller. */
class LiteXTest {

    private static final int FREQUENCY = 1_000_000;

    private final Bench bench = new Bench();

    @Test
    void controllerKeepsAScratchOfBytes() {
        LiteXSocController controller = new LiteXSocController(bench.surroundings("ctrl"));
        assertThat(controller.read(0x04, 4)).isEqualTo(0x12);
        assertThat(controller.read(0x10, 4)).isEqualTo(0x78);

        controller.write(0x08, 4, 0x1AB);

        assertThat(controller.read(0x08, 4)).isEqualTo(0xAB);
    }

    @Test
    void timerRaisesItsEventOnceWithoutAReload() {
        LiteXTimer timer = new LiteXTimer(bench.surroundings("timer0"), FREQUENCY);
        InterruptLine irq = timer.outputs().get("IRQ");
        timer.write(0x00, 4, 100);
        timer.write(0x1C, 4, 1);
        timer.write(0x08, 4, 1);

        bench.passMicros(40);
        timer.write(0x0C, 4, 1);
        assertThat(timer.read(0x10, 4)).as("latched value").isEqualTo(60);
        assertThat(irq.isHigh()).isFalse();

        bench.passMicros(60);
        assertThat(irq.isHigh()).isTrue();
        assertThat(timer.read(0x14, 4)).as("is 0").isEqualTo(1);
        assertThat(timer.read(0x08, 4)).as("enabled").isZero();

        timer.write(0x18, 4, 1);
        assertThat(irq.isHigh()).isFalse();
    }

    @Test
    void timerGoesOnFromItsReloadValue() {
        LiteXTimer timer = new LiteXTimer(bench.surroundings("timer0"), FREQUENCY);
        timer.write(0x04, 4, 10);
        timer.write(0x00, 4, 5);
        timer.write(0x08, 4, 1);

        bench.passMicros(7);
        timer.write(0x0C, 4, 1);
        timer.write(0x20, 4, 1);

        assertThat(timer.read(0x18, 4)).as("pending").isEqualTo(1);
        assertThat(timer.read(0x10, 4)).as("latched value").isEqualTo(8);
        assertThat(timer.read(0x28, 4)).as("uptime").isEqualTo(7);
    }
}
