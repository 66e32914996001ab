package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Stm32UartTest {

    private static final int SR = 0x00;
    private static final int DR = 0x04;
    private static final int CR1 = 0x0C;

    private static final int RE = 1 << 2;
    private static final int TE = 1 << 3;
    private static final int RXNE = 1 << 5;
    private static final int TC = 1 << 6;
    private static final int UE = 1 << 13;

    private final Bench bench = new Bench();
    private final Stm32Uart uart = new Stm32Uart(bench.surroundings("uart4"));
    private final InterruptLine irq = uart.outputs().get("IRQ");

    @Test
    void sendsAByteTheMomentItIsWritten() {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        uart.addListener(sent::write);
        uart.write(CR1, 4, UE | TE);

        uart.write(DR, 4, 'x');

        assertThat(sent.toString(StandardCharsets.US_ASCII)).isEqualTo("x");
        assertThat(uart.read(SR, 4)).as("TXE and TC").isEqualTo(0xC0);
    }

    @Test
    void raisesItsInterruptUntilTheByteIsRead() {
        uart.write(CR1, 4, UE | RE | RXNE);

        uart.receive('y');
        assertThat(irq.isHigh()).isTrue();
        assertThat(uart.read(SR, 4) & RXNE).isNotZero();

        assertThat(uart.read(DR, 4)).isEqualTo('y');
        assertThat(irq.isHigh()).isFalse();
    }

    @Test
    void clearsWhatIsWrittenAsZero() {
        uart.write(SR, 4, ~TC);

        assertThat(uart.read(SR, 4) & TC).isZero();
    }

    @Test
    void dropsWhatArrivesWhileTheReceiverIsOff() {
        uart.receive('z');

        assertThat(uart.read(SR, 4) & RXNE).isZero();
    }
}
