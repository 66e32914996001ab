package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

/** Against the UART of the K66 sub-family reference manual, chapter 59. */
class K6xfUartTest {

    private static final int C2 = 0x03;
    private static final int S1 = 0x04;
    private static final int D = 0x07;
    private static final int CFIFO = 0x11;
    private static final int SFIFO = 0x12;
    private static final int RWFIFO = 0x15;
    private static final int RCFIFO = 0x16;

    private final Bench bench = new Bench();
    private final K6xfUart uart = new K6xfUart(bench.surroundings("uart0"));
    private final InterruptLine irq = uart.outputs().get("IRQ");
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    @Test
    void sendsOnceTheTransmitterIsOn() {
        uart.addListener(sent::write);

        uart.write(D, 1, 'a');
        assertThat(sent.size()).isZero();
        assertThat(bench.log)
                .containsExactly(
                        "uart0: A byte was written to D while the transmitter is disabled (TE is 0); it is lost.");

        uart.write(C2, 1, 1 << 3);
        uart.write(D, 1, 'b');
        assertThat(sent.toByteArray()).containsExactly('b');
        assertThat(uart.read(S1, 1)).as("TDRE, TC").isEqualTo(0xC0);
    }

    @Test
    void interruptsAtItsWatermark() {
        uart.write(RWFIFO, 1, 2);
        uart.write(C2, 1, 1 << 2 | 1 << 5);

        uart.receive('a');
        assertThat(irq.isHigh()).as("one byte of two").isFalse();
        uart.receive('b');
        assertThat(irq.isHigh()).isTrue();
        assertThat(uart.read(RCFIFO, 1)).isEqualTo(2);
        assertThat(uart.read(S1, 1)).as("RDRF too").isEqualTo(0xE0);

        assertThat(uart.read(D, 1)).isEqualTo('a');
        assertThat(irq.isHigh()).isFalse();
    }

    @Test
    void asksForBytesWhereThatIsEnabled() {
        uart.write(C2, 1, 1 << 3 | 1 << 7);

        assertThat(irq.isHigh()).isTrue();
    }

    @Test
    void flushesItsReceiver() {
        uart.write(C2, 1, 1 << 2);
        uart.receive('a');
        assertThat(uart.read(SFIFO, 1)).as("TXEMPT").isEqualTo(0x80);

        uart.write(CFIFO, 1, 1 << 6);

        assertThat(uart.read(SFIFO, 1)).as("RXEMPT too").isEqualTo(0xC0);
    }

    @Test
    void hearsNothingWhileTheReceiverIsOff() {
        uart.receive('a');

        assertThat(uart.read(RCFIFO, 1)).isZero();
    }

    @Test
    void tellsAnUnknownRegisterOnce() {
        uart.read(0x30, 1);
        uart.read(0x30, 1);

        assertThat(bench.log).containsExactly("uart0: Unhandled read from offset 0x30.");
    }
}
