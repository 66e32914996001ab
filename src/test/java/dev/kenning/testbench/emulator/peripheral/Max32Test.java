package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

/** Against the MAX32690 user guide, chapters 6 (GPIO) and 12 (UART). */
class Max32Test {

    private static final int CTRL = 0x00;
    private static final int STATUS = 0x04;
    private static final int INT_EN = 0x08;
    private static final int INT_FL = 0x0C;
    private static final int FIFO = 0x20;

    private final Bench bench = new Bench();

    @Test
    void uartSendsAndReceives() {
        Max32655Uart uart = new Max32655Uart(bench.surroundings("uart0"));
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        uart.addListener(sent::write);

        uart.write(FIFO, 4, 'x');
        assertThat(sent.toByteArray()).containsExactly('x');
        assertThat(uart.read(STATUS, 4)).as("TX_EM, RX_EM").isEqualTo(0x50);

        uart.receive('y');
        uart.receive('z');
        assertThat(uart.read(STATUS, 4)).as("two received").isEqualTo(0x240);
        assertThat(uart.read(FIFO, 4)).isEqualTo('y');
        assertThat(uart.read(FIFO, 4)).isEqualTo('z');
        assertThat(uart.read(STATUS, 4)).isEqualTo(0x50);
    }

    @Test
    void uartInterruptsAtItsThreshold() {
        Max32655Uart uart = new Max32655Uart(bench.surroundings("uart0"));
        InterruptLine irq = uart.outputs().get("IRQ");
        uart.write(CTRL, 4, 2);
        uart.write(INT_EN, 4, 1 << 4);

        uart.receive('a');
        assertThat(irq.isHigh()).as("one of two").isFalse();
        uart.receive('b');
        assertThat(irq.isHigh()).isTrue();
        assertThat(uart.read(INT_FL, 4)).isEqualTo(1 << 4);

        uart.read(FIFO, 4);
        assertThat(irq.isHigh()).as("below the threshold").isFalse();
    }

    @Test
    void uartTellsThatItHasSentUntilAcknowledged() {
        Max32655Uart uart = new Max32655Uart(bench.surroundings("uart0"));
        InterruptLine irq = uart.outputs().get("IRQ");
        uart.write(INT_EN, 4, 1 << 6);
        assertThat(irq.isHigh()).as("nothing was sent").isFalse();

        uart.write(FIFO, 4, 'x');
        assertThat(irq.isHigh()).isTrue();

        uart.write(INT_FL, 4, uart.read(INT_FL, 4));
        assertThat(irq.isHigh()).isFalse();
    }

    @Test
    void uartFlushesAndHasItsClockReady() {
        Max32655Uart uart = new Max32655Uart(bench.surroundings("uart0"));
        uart.receive('a');

        uart.write(CTRL, 4, 1 << 15 | 1 << 9);

        assertThat(uart.read(STATUS, 4)).as("RX_EM").isEqualTo(0x50);
        assertThat(uart.read(CTRL, 4))
                .as("BCLKEN and BCLKRDY, the flush is over")
                .isEqualTo(1 << 15 | 1 << 19);
    }

    @Test
    void gpioDrivesOutputsOnly() {
        Max32650Gpio gpio = new Max32650Gpio(bench.surroundings("gpio0"), 32);

        gpio.write(0x1C, 4, 1 << 3 | 1 << 4);
        gpio.write(0x10, 4, 1 << 4);
        assertThat(gpio.outputs().get("3").isHigh()).as("no output").isFalse();
        assertThat(gpio.outputs().get("4").isHigh()).isTrue();
        assertThat(gpio.read(0x18, 4)).as("OUT").isEqualTo(0x18);

        gpio.write(0x20, 4, 1 << 4);
        assertThat(gpio.outputs().get("4").isHigh()).as("OUT_CLR").isFalse();
    }

    @Test
    void gpioInterruptsAtItsEdge() {
        Max32650Gpio gpio = new Max32650Gpio(bench.surroundings("gpio0"), 32);
        InterruptLine irq = gpio.outputs().get("IRQ");
        gpio.write(0x28, 4, 2);
        gpio.write(0x2C, 4, 2);
        gpio.write(0x38, 4, 2);

        gpio.onLevel(1, true);
        assertThat(irq.isHigh()).isTrue();
        assertThat(gpio.read(0x40, 4)).isEqualTo(2);
        assertThat(gpio.read(0x24, 4)).as("IN").isEqualTo(2);

        gpio.write(0x48, 4, 2);
        assertThat(irq.isHigh()).isFalse();
        gpio.onLevel(1, false);
        assertThat(irq.isHigh()).as("the other edge").isFalse();

        gpio.write(0x5C, 4, 2);
        gpio.onLevel(1, true);
        gpio.write(0x48, 4, 2);
        gpio.onLevel(1, false);
        assertThat(irq.isHigh()).as("either edge").isTrue();
    }

    @Test
    void gpioInterruptsWhileTheLevelLasts() {
        Max32650Gpio gpio = new Max32650Gpio(bench.surroundings("gpio0"), 32);
        gpio.write(0x2C, 4, 1);
        gpio.write(0x34, 4, 1);
        gpio.write(0x4C, 4, 1);

        gpio.onLevel(0, true);
        gpio.write(0x48, 4, 1);
        assertThat(gpio.outputs().get("IRQ").isHigh()).as("still high").isTrue();
        assertThat(gpio.outputs().get("WakeUpIRQ").isHigh()).isTrue();

        gpio.onLevel(0, false);
        gpio.write(0x48, 4, 1);
        assertThat(gpio.outputs().get("IRQ").isHigh()).isFalse();
    }

    @Test
    void gpioHasThePinsItIsTold() {
        Max32650Gpio gpio = new Max32650Gpio(bench.surroundings("gpio3"), 10);

        assertThat(gpio.outputs()).hasSize(12).containsKeys("0", "9", "IRQ", "WakeUpIRQ");
    }
}
