package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.Peripheral;
import java.util.List;
import org.junit.jupiter.api.Test;

class Nrf52840GpioTest {

    private static final int OUTSET = 0x08;
    private static final int OUTCLR = 0x0C;
    private static final int IN = 0x10;
    private static final int DIR = 0x14;
    private static final int DIRSET = 0x18;
    private static final int PIN_CNF_11 = 0x200 + 4 * 11;
    private static final int PIN_CNF_13 = 0x200 + 4 * 13;

    private static final int TASK_OUT_0 = 0x000;
    private static final int EVENT_IN_0 = 0x100;
    private static final int EVENT_PORT = 0x17C;
    private static final int INTENSET = 0x304;
    private static final int CONFIG_0 = 0x510;

    private final Bench bench = new Bench();
    private final Nrf52840Gpio gpio = new Nrf52840Gpio(bench.surroundings("gpio0"));
    private final Nrf52840GpioTasksEvents gpiote =
            new Nrf52840GpioTasksEvents(bench.surroundings("gpiote"), List.of(gpio));
    private final InterruptLine pin13 = gpio.outputs().get("13");

    @Test
    void drivesAPinOnceItIsAnOutput() {
        write(gpio, OUTSET, 1 << 13);
        assertThat(pin13.isHigh()).as("while an input").isFalse();

        write(gpio, DIRSET, 1 << 13);

        assertThat(pin13.isHigh()).isTrue();
    }

    @Test
    void lowersAPin() {
        write(gpio, DIRSET, 1 << 13);
        write(gpio, OUTSET, 1 << 13);

        write(gpio, OUTCLR, 1 << 13);

        assertThat(pin13.isHigh()).isFalse();
    }

    @Test
    void hasOneDirectionInTwoRegisters() {
        write(gpio, PIN_CNF_13, 3);

        assertThat(read(gpio, DIR)).isEqualTo(1 << 13);
    }

    @Test
    void readsAnInputOnlyWhileItsBufferIsConnected() {
        gpio.onLevel(11, true);
        assertThat(read(gpio, IN)).as("disconnected, as after reset").isZero();

        write(gpio, PIN_CNF_11, 0);

        assertThat(read(gpio, IN)).isEqualTo(1 << 11);
    }

    @Test
    void tellsOfAnEdgeThatAChannelWaitsFor() {
        write(gpiote, CONFIG_0, 1 | (11 << 8) | (2 << 16));
        gpio.onLevel(11, true);
        assertThat(read(gpiote, EVENT_IN_0)).as("after the rising edge").isZero();

        gpio.onLevel(11, false);

        assertThat(read(gpiote, EVENT_IN_0)).as("after the falling edge").isEqualTo(1);
    }

    @Test
    void interruptsWhenAPinHasTheLevelItSenses() {
        write(gpiote, INTENSET, 1 << 31);
        gpio.onLevel(11, true);
        write(gpio, PIN_CNF_11, 3 << 16);

        gpio.onLevel(11, false);

        assertThat(read(gpiote, EVENT_PORT)).as("PORT").isEqualTo(1);
        assertThat(gpiote.outputs().get("IRQ").isHigh()).isTrue();
    }

    @Test
    void togglesAPinByATask() {
        write(gpio, DIRSET, 1 << 13);
        write(gpiote, CONFIG_0, 3 | (13 << 8) | (3 << 16));

        write(gpiote, TASK_OUT_0, 1);
        assertThat(pin13.isHigh()).as("after one").isTrue();
        write(gpiote, TASK_OUT_0, 1);
        assertThat(pin13.isHigh()).as("after two").isFalse();
    }

    private static int read(Peripheral device, int offset) {
        return device.read(offset, 4);
    }

    private static void write(Peripheral device, int offset, int value) {
        device.write(offset, 4, value);
    }
}
