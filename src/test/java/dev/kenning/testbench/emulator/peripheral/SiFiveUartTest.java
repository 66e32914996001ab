package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Against the UART of the FU540-C000 manual, chapter 13. */
class SiFiveUartTest {

    private static final int TXDATA = 0x00;
    private static final int RXDATA = 0x04;
    private static final int TXCTRL = 0x08;
    private static final int RXCTRL = 0x0C;
    private static final int IE = 0x10;
    private static final int IP = 0x14;

    private final Bench bench = new Bench();
    private final SiFiveUart uart = new SiFiveUart(bench.surroundings("uart0"));
    private final InterruptLine irq = uart.outputs().get("IRQ");

    @Test
    void sendsAByteTheMomentItIsWritten() {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        uart.addListener(sent::write);
        uart.write(TXCTRL, 4, 1);

        uart.write(TXDATA, 4, 'x');

        assertThat(sent.toString(StandardCharsets.US_ASCII)).isEqualTo("x");
        assertThat(uart.read(TXDATA, 4)).as("never full").isZero();
    }

    @Test
    void tellsThatNothingHasArrived() {
        assertThat(uart.read(RXDATA, 4)).isEqualTo(0x8000_0000);
    }

    @Test
    void interruptsAboveTheWatermarks() {
        uart.write(RXCTRL, 4, 1 | 1 << 16);
        uart.write(IE, 4, 2);

        uart.receive('a');
        assertThat(irq.isHigh()).as("one byte, watermark 1").isFalse();

        uart.receive('b');
        assertThat(irq.isHigh()).as("two bytes").isTrue();
        assertThat(uart.read(IP, 4)).isEqualTo(2);

        assertThat(uart.read(RXDATA, 4)).isEqualTo('a');
        assertThat(irq.isHigh()).isFalse();
    }

    @Test
    void asksForBytesBelowTheTransmitWatermark() {
        uart.write(IE, 4, 1);
        assertThat(irq.isHigh()).as("watermark 0").isFalse();

        uart.write(TXCTRL, 4, 1 | 1 << 16);
        assertThat(irq.isHigh()).as("watermark 1, queue empty").isTrue();
    }

    @Test
    void dropsWhatArrivesWhileTheReceiverIsOff() {
        uart.receive('z');

        assertThat(uart.read(RXDATA, 4)).isEqualTo(0x8000_0000);
    }
}
