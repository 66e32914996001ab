package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

/** Against the handbooks of Microchip's CoreUARTapb, CoreGPIO and CoreTimer. */
class MiVTest {

    private final Bench bench = new Bench();

    @Test
    void uartSendsAndReceives() {
        MiVCoreUart uart = new MiVCoreUart(bench.surroundings("uart"));
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        uart.addListener(sent::write);

        uart.write(0x00, 4, 'x');
        assertThat(sent.toByteArray()).containsExactly('x');
        assertThat(uart.read(0x10, 4)).as("TXRDY").isEqualTo(1);

        uart.receive('y');
        assertThat(uart.read(0x10, 4)).as("RXRDY too").isEqualTo(3);
        assertThat(uart.read(0x04, 4)).isEqualTo('y');
        assertThat(uart.read(0x10, 4)).isEqualTo(1);
    }

    @Test
    void gpioDrivesOutputsOnly() {
        MiVCoreGpio gpio = new MiVCoreGpio(bench.surroundings("gpio"));

        gpio.write(0xA0, 4, 3);
        gpio.write(4, 4, 1);

        assertThat(gpio.outputs().get("0").isHigh()).as("not an output").isFalse();
        assertThat(gpio.outputs().get("1").isHigh()).isTrue();
    }

    @Test
    void gpioInterruptsAtAnEdgeUntilCleared() {
        MiVCoreGpio gpio = new MiVCoreGpio(bench.surroundings("gpio"));
        InterruptLine irq = gpio.outputs().get("IRQ");
        gpio.write(8, 4, 2 | 1 << 3 | 2 << 5);

        gpio.onLevel(2, true);
        assertThat(irq.isHigh()).isTrue();
        assertThat(gpio.read(0x90, 4)).isEqualTo(4);
        gpio.write(0x80, 4, 4);
        assertThat(irq.isHigh()).isFalse();
        gpio.onLevel(2, false);
        assertThat(irq.isHigh()).as("falling").isFalse();
    }

    @Test
    void timerCountsDownAndBeginsAnew() {
        MiVCoreTimer timer = new MiVCoreTimer(bench.surroundings("timer"), 2_000_000);
        InterruptLine irq = timer.outputs().get("IRQ");
        timer.write(0x00, 4, 100);
        timer.write(0x08, 4, 3);

        bench.passMicros(40);
        assertThat(timer.read(0x04, 4))
                .as("a count each microsecond: the clock is halved at least")
                .isEqualTo(60);
        bench.passMicros(70);
        assertThat(timer.read(0x04, 4)).isEqualTo(90);
        assertThat(irq.isHigh()).isTrue();
        assertThat(timer.read(0x18, 4)).isEqualTo(1);

        timer.write(0x10, 4, 1);
        assertThat(irq.isHigh()).isFalse();
        assertThat(timer.read(0x14, 4)).isZero();
    }

    @Test
    void timerStopsAfterOneShot() {
        MiVCoreTimer timer = new MiVCoreTimer(bench.surroundings("timer"), 2_000_000);
        timer.write(0x00, 4, 10);
        timer.write(0x08, 4, 5);

        bench.passMicros(50);

        assertThat(timer.read(0x04, 4)).isZero();
        assertThat(timer.read(0x14, 4)).isEqualTo(1);
        assertThat(timer.outputs().get("IRQ").isHigh()).as("interrupt off").isFalse();
    }
}
