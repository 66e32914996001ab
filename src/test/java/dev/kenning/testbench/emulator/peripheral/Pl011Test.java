package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Against the PrimeCell UART (PL011) manual, ARM DDI 0183G. */
class Pl011Test {

    private static final int DR = 0x000;
    private static final int FR = 0x018;
    private static final int CR = 0x030;
    private static final int IMSC = 0x038;
    private static final int RIS = 0x03C;
    private static final int MIS = 0x040;
    private static final int ICR = 0x044;

    private static final int RXFE = 1 << 4;
    private static final int TXFE = 1 << 7;
    private static final int RX = 1 << 4;
    private static final int TX = 1 << 5;
    private static final int ON = 0x301;

    private final Bench bench = new Bench();
    private final Pl011 uart = new Pl011(bench.surroundings("uart0"));
    private final InterruptLine irq = uart.outputs().get("IRQ");
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    @Test
    void sendsAByteTheMomentItIsWritten() {
        uart.addListener(sent::write);
        uart.write(CR, 4, ON);

        uart.write(DR, 4, 'x');

        assertThat(sent.toString(StandardCharsets.US_ASCII)).isEqualTo("x");
        assertThat(uart.read(FR, 4)).as("transmitter empty and never full").isEqualTo(TXFE | RXFE);
    }

    @Test
    void reportsWhatIsWrittenWhileTheTransmitterIsOff() {
        uart.addListener(sent::write);

        uart.write(DR, 4, 'x');

        assertThat(sent.size()).isZero();
        assertThat(bench.log)
                .containsExactly(
                        "uart0: A byte was written to UARTDR while the transmitter is disabled (UARTEN or TXE is 0);"
                                + " it is lost.");
    }

    @Test
    void keepsBytesUntilTheyAreReadAndInterruptsMeanwhile() {
        uart.write(CR, 4, ON);
        uart.write(IMSC, 4, RX);
        uart.receive('a');
        uart.receive('b');

        assertThat(irq.isHigh()).isTrue();
        assertThat(uart.read(MIS, 4)).isEqualTo(RX);
        assertThat(uart.read(FR, 4) & RXFE).isZero();
        assertThat(uart.read(DR, 4)).isEqualTo('a');
        assertThat(uart.read(DR, 4)).isEqualTo('b');
        assertThat(irq.isHigh()).isFalse();
        assertThat(uart.read(FR, 4) & RXFE).isEqualTo(RXFE);
    }

    @Test
    void raisesTheTransmitInterruptUntilItIsCleared() {
        uart.write(CR, 4, ON);
        uart.write(IMSC, 4, TX);
        assertThat(irq.isHigh()).as("before anything was sent").isFalse();

        uart.write(DR, 4, 'x');
        assertThat(irq.isHigh()).isTrue();
        assertThat(uart.read(RIS, 4)).isEqualTo(TX);

        uart.write(ICR, 4, TX);
        assertThat(irq.isHigh()).isFalse();
    }

    @Test
    void dropsWhatArrivesWhileTheReceiverIsOff() {
        uart.receive('z');

        assertThat(uart.read(FR, 4) & RXFE).isEqualTo(RXFE);
    }

    @Test
    void identifiesItself() {
        int part = uart.read(0xFE0, 4) | (uart.read(0xFE4, 4) & 0xF) << 8;
        int cell =
                uart.read(0xFF0, 4) | uart.read(0xFF4, 4) << 8 | uart.read(0xFF8, 4) << 16 | uart.read(0xFFC, 4) << 24;

        assertThat(part).isEqualTo(0x011);
        assertThat(cell).as("PrimeCell").isEqualTo(0xB105_F00D);
    }
}
