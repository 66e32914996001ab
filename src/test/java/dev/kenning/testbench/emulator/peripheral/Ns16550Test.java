package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the data sheet PC16550D, with registers side by side and four bytes apart. */
class Ns16550Test {

    private static final int DATA = 0;
    private static final int IER = 1;
    private static final int IIR = 2;
    private static final int FCR = 2;
    private static final int LCR = 3;
    private static final int MCR = 4;
    private static final int LSR = 5;
    private static final int MSR = 6;
    private static final int SCR = 7;

    private final Bench bench = new Bench();

    private final class Device {

        final Ns16550 uart;
        final InterruptLine irq;
        final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        final boolean wide;

        Device(boolean wide) {
            this.wide = wide;
            uart = new Ns16550(bench.surroundings("uart"), wide);
            irq = uart.outputs().get("IRQ");
            uart.addListener(sent::write);
        }

        int read(int register) {
            return wide ? uart.read(4 * register, 4) : uart.read(register, 1);
        }

        void write(int register, int value) {
            uart.write(wide ? 4 * register : register, wide ? 4 : 1, value);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendsAndReceives(boolean wide) {
        Device device = new Device(wide);

        device.write(DATA, 'x');
        assertThat(device.sent.toByteArray()).containsExactly('x');
        assertThat(device.read(LSR)).as("THRE and TEMT").isEqualTo(0x60);

        device.uart.receive('y');
        device.uart.receive('z');
        assertThat(device.read(LSR)).as("DR too").isEqualTo(0x61);
        assertThat(device.read(DATA)).isEqualTo('y');
        assertThat(device.read(DATA)).isEqualTo('z');
        assertThat(device.read(LSR)).isEqualTo(0x60);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsTheDivisorBehindItsLatch(boolean wide) {
        Device device = new Device(wide);

        device.write(LCR, 0x83);
        device.write(DATA, 0x34);
        device.write(IER, 0x12);
        assertThat(device.read(DATA)).isEqualTo(0x34);
        assertThat(device.read(IER)).isEqualTo(0x12);

        device.write(LCR, 0x03);
        assertThat(device.sent.toByteArray()).isEmpty();
        assertThat(device.read(IER)).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void interruptsWhileThereIsData(boolean wide) {
        Device device = new Device(wide);
        device.uart.receive('a');
        assertThat(device.irq.isHigh()).as("not enabled").isFalse();
        assertThat(device.read(IIR)).isEqualTo(1);

        device.write(IER, 1);
        assertThat(device.irq.isHigh()).isTrue();
        assertThat(device.read(IIR)).isEqualTo(4);

        device.read(DATA);
        assertThat(device.irq.isHigh()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsOnceThatTheTransmitterIsEmpty(boolean wide) {
        Device device = new Device(wide);

        device.write(IER, 2);
        assertThat(device.irq.isHigh()).isTrue();
        assertThat(device.read(IIR)).isEqualTo(2);
        assertThat(device.irq.isHigh()).as("after IIR was read").isFalse();

        device.write(DATA, 'x');
        assertThat(device.irq.isHigh()).as("after the next byte").isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void clearsItsReceiver(boolean wide) {
        Device device = new Device(wide);
        device.write(FCR, 1);
        device.uart.receive('a');
        assertThat(device.read(IIR)).as("FIFOs on").isEqualTo(0xC1);

        device.write(FCR, 3);

        assertThat(device.read(LSR)).isEqualTo(0x60);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hearsItselfInLoopback(boolean wide) {
        Device device = new Device(wide);
        assertThat(device.read(MSR)).isEqualTo(0xB0);

        device.write(MCR, 0x1B);
        device.write(DATA, 'l');
        device.uart.receive('o');

        assertThat(device.sent.toByteArray()).isEmpty();
        assertThat(device.read(DATA)).isEqualTo('l');
        assertThat(device.read(LSR)).as("the line is not heard").isEqualTo(0x60);
        assertThat(device.read(MSR)).as("DTR, RTS and OUT2 come back").isEqualTo(0xB0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resets(boolean wide) {
        Device device = new Device(wide);
        device.write(SCR, 0x5A);
        device.write(IER, 3);
        device.uart.receive('a');

        device.uart.reset();

        assertThat(device.read(SCR)).isZero();
        assertThat(device.read(LSR)).isEqualTo(0x60);
        assertThat(device.irq.isHigh()).isFalse();
    }
}
