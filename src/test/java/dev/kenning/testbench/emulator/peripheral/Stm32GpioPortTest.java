package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Holds the modes of an STM32's pins (RM0385, section 6). */
class Stm32GpioPortTest {

    private static final int MODER = 0x00;
    private static final int IDR = 0x10;
    private static final int ODR = 0x14;
    private static final int AFRL = 0x20;
    private static final int AFRH = 0x24;

    private final Bench bench = new Bench();
    private final Stm32GpioPort port = new Stm32GpioPort(bench.surroundings("gpio"), 0, 0, 0);

    @Test
    void followTheSelectedAlternateFunction() {
        port.localReceiver(9).orElseThrow().onLevel(3, true);
        assertThat(pin(9)).isFalse();

        write(MODER, 2 << 18);
        assertThat(pin(9)).isFalse();
        write(AFRH, 3 << 4);
        assertThat(pin(9)).isTrue();
        assertThat(port.read(IDR, 4)).isEqualTo(1 << 9);

        port.localReceiver(9).orElseThrow().onLevel(3, false);
        assertThat(pin(9)).isFalse();
    }

    @Test
    void tellAlternateFunctionsOfLowAndHighPinsApart() {
        write(MODER, 2 << 2);
        write(AFRL, 5 << 4);

        port.localReceiver(1).orElseThrow().onLevel(5, true);

        assertThat(pin(1)).isTrue();
    }

    @Test
    void driveTheOutputRegisterInOutputModeOnly() {
        write(ODR, 1 << 4);
        assertThat(pin(4)).isFalse();

        write(MODER, 1 << 8);
        assertThat(pin(4)).isTrue();
    }

    @Test
    void haveNoFunctionsBeyondTheLastPin() {
        assertThat(port.localReceiver(16)).isEmpty();
    }

    private boolean pin(int number) {
        return port.outputs().get(Integer.toString(number)).isHigh();
    }

    private void write(int offset, int value) {
        port.write(offset, 4, value);
    }
}
