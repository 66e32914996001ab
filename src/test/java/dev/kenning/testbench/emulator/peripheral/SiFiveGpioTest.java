package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import org.junit.jupiter.api.Test;

/** Against the GPIO of the FU540-C000 manual, chapter 17. */
class SiFiveGpioTest {

    private static final int INPUT_VAL = 0x00;
    private static final int INPUT_EN = 0x04;
    private static final int OUTPUT_EN = 0x08;
    private static final int OUTPUT_VAL = 0x0C;
    private static final int RISE_IE = 0x18;
    private static final int RISE_IP = 0x1C;
    private static final int LOW_IE = 0x30;
    private static final int LOW_IP = 0x34;
    private static final int OUT_XOR = 0x40;
    private static final int PIN = 1 << 3;

    private final SiFiveGpio gpio = new SiFiveGpio(new Bench().surroundings("gpio0"));
    private final InterruptLine output = gpio.outputs().get("3");

    @Test
    void drivesAPinThatIsAnOutput() {
        gpio.write(OUTPUT_VAL, 4, PIN);
        assertThat(output.isHigh()).as("while no output").isFalse();

        gpio.write(OUTPUT_EN, 4, PIN);
        assertThat(output.isHigh()).isTrue();

        gpio.write(OUT_XOR, 4, PIN);
        assertThat(output.isHigh()).as("inverted").isFalse();
    }

    @Test
    void readsAPinThatIsAnInput() {
        gpio.onLevel(3, true);
        assertThat(gpio.read(INPUT_VAL, 4)).as("while no input").isZero();

        gpio.write(INPUT_EN, 4, PIN);

        assertThat(gpio.read(INPUT_VAL, 4)).isEqualTo(PIN);
    }

    @Test
    void keepsTheInterruptOfAnEdgeUntilItIsCleared() {
        gpio.write(RISE_IE, 4, PIN);
        gpio.onLevel(3, true);
        gpio.onLevel(3, false);
        assertThat(output.isHigh()).isTrue();
        assertThat(gpio.read(RISE_IP, 4)).isEqualTo(PIN);

        gpio.write(RISE_IP, 4, PIN);

        assertThat(output.isHigh()).isFalse();
    }

    @Test
    void interruptsAgainWhileALevelLasts() {
        gpio.write(LOW_IE, 4, PIN);

        gpio.write(LOW_IP, 4, PIN);

        assertThat(output.isHigh()).as("still low").isTrue();
    }

    @Test
    void hasNothingPendingAfterReset() {
        gpio.onLevel(3, true);

        gpio.reset();

        assertThat(gpio.read(RISE_IP, 4)).isZero();
        assertThat(gpio.read(LOW_IP, 4)).isZero();
    }
}
