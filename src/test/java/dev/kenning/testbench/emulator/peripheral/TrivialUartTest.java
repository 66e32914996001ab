package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class TrivialUartTest {

    private final TrivialUart uart = new TrivialUart(new Bench().surroundings("uart"));

    @Test
    void printsTheLowestByte() {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        uart.addListener(sent::write);

        uart.write(0, 4, 0x1234_5600 | 'x');
        uart.receive('y');

        assertThat(sent.toByteArray()).containsExactly('x');
        assertThat(uart.read(0, 4)).isZero();
    }
}
