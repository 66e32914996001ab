package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LiteXUartTest {

    private static final int RXTX = 0x00;
    private static final int TXFULL = 0x04;
    private static final int RXEMPTY = 0x08;
    private static final int PENDING = 0x10;
    private static final int ENABLE = 0x14;

    private final LiteXUart uart = new LiteXUart(new Bench().surroundings("uart"));
    private final InterruptLine irq = uart.outputs().get("IRQ");

    @Test
    void sendsAByteTheMomentItIsWritten() {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        uart.addListener(sent::write);

        uart.write(RXTX, 4, 'x');

        assertThat(sent.toString(StandardCharsets.US_ASCII)).isEqualTo("x");
        assertThat(uart.read(TXFULL, 4)).isZero();
    }

    @Test
    void takesAByteOutOfTheQueueWhenItsEventIsAcknowledged() {
        uart.write(ENABLE, 4, 2);
        uart.receive('a');
        uart.receive('b');

        assertThat(irq.isHigh()).isTrue();
        assertThat(uart.read(RXEMPTY, 4)).isZero();
        assertThat(uart.read(RXTX, 4)).isEqualTo('a');
        uart.write(PENDING, 4, 2);
        assertThat(uart.read(RXTX, 4)).isEqualTo('b');
        uart.write(PENDING, 4, 2);

        assertThat(uart.read(RXEMPTY, 4)).isEqualTo(1);
        assertThat(irq.isHigh()).isFalse();
    }

    @Test
    void raisesTheTransmitEventUntilItIsAcknowledged() {
        uart.write(ENABLE, 4, 1);
        uart.write(RXTX, 4, 'x');
        assertThat(irq.isHigh()).isTrue();

        uart.write(PENDING, 4, 1);
        assertThat(irq.isHigh()).isFalse();
    }
}
