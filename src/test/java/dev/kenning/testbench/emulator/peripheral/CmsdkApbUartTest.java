package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Against the Cortex-M System Design Kit's manual, ARM DDI 0479D, 4.3. */
class CmsdkApbUartTest {

    private static final int DATA = 0x00;
    private static final int STATE = 0x04;
    private static final int CTRL = 0x08;
    private static final int INTSTATUS = 0x0C;

    private static final int TX_ENABLE = 1;
    private static final int RX_ENABLE = 1 << 1;
    private static final int TX_INTERRUPT = 1 << 2;
    private static final int RX_INTERRUPT = 1 << 3;
    private static final int RX_FULL = 1 << 1;

    private final Bench bench = new Bench();
    private final CmsdkApbUart uart = new CmsdkApbUart(bench.surroundings("uart0"));
    private final InterruptLine rx = uart.outputs().get("RxInterrupt");
    private final InterruptLine tx = uart.outputs().get("TxInterrupt");
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    @Test
    void sendsAByteTheMomentItIsWritten() {
        uart.addListener(sent::write);
        uart.write(CTRL, 4, TX_ENABLE | TX_INTERRUPT);

        uart.write(DATA, 4, 'x');

        assertThat(sent.toString(StandardCharsets.US_ASCII)).isEqualTo("x");
        assertThat(uart.read(STATE, 4)).as("nothing full").isZero();
        assertThat(tx.isHigh()).isTrue();
        uart.write(INTSTATUS, 4, 1);
        assertThat(tx.isHigh()).isFalse();
    }

    @Test
    void reportsWhatIsWrittenWhileTheTransmitterIsOff() {
        uart.addListener(sent::write);

        uart.write(DATA, 4, 'x');

        assertThat(sent.size()).isZero();
        assertThat(bench.log)
                .containsExactly(
                        "uart0: A byte was written to DATA while the transmitter is disabled (TX enable is 0); it is lost.");
    }

    @Test
    void keepsBytesUntilTheyAreReadAndInterruptsForEach() {
        uart.write(CTRL, 4, RX_ENABLE | RX_INTERRUPT);
        uart.receive('a');
        uart.receive('b');

        assertThat(uart.read(STATE, 4)).isEqualTo(RX_FULL);
        assertThat(rx.isHigh()).isTrue();
        uart.write(INTSTATUS, 4, 2);
        assertThat(rx.isHigh()).as("cleared, though the byte is still there").isFalse();
        assertThat(uart.read(DATA, 4)).isEqualTo('a');
        assertThat(rx.isHigh()).as("the second byte has moved up").isTrue();
        uart.write(INTSTATUS, 4, 2);
        assertThat(uart.read(DATA, 4)).isEqualTo('b');
        assertThat(uart.read(STATE, 4)).isZero();
        assertThat(rx.isHigh()).isFalse();
    }

    @Test
    void raisesNothingThatIsNotEnabled() {
        uart.write(CTRL, 4, RX_ENABLE | TX_ENABLE);
        uart.receive('a');
        uart.write(DATA, 4, 'x');

        assertThat(uart.read(INTSTATUS, 4)).isZero();
        assertThat(rx.isHigh() || tx.isHigh()).isFalse();
    }

    @Test
    void hearsNothingWhileTheReceiverIsOff() {
        uart.receive('a');

        assertThat(uart.read(STATE, 4)).isZero();
    }
}
