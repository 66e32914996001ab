package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Stm32PowerTest {

    private static final int CR = 0x00;
    private static final int CSR = 0x04;
    private static final int VOSRDY = 1 << 14;
    private static final int ODEN = 1 << 16;
    private static final int ODSWEN = 1 << 17;

    private final Stm32Power power = new Stm32Power(new Bench().surroundings("pwr"));

    @Test
    void hasARegulatorThatIsReady() {
        assertThat(power.read(CSR, 4)).isEqualTo(VOSRDY);
    }

    @Test
    void isInOverDriveAsSoonAsItIsAskedFor() {
        power.write(CR, 4, power.read(CR, 4) | ODEN);
        assertThat(power.read(CSR, 4) & (ODEN | ODSWEN)).as("ODRDY alone").isEqualTo(ODEN);

        power.write(CR, 4, power.read(CR, 4) | ODSWEN);
        assertThat(power.read(CSR, 4) & (ODEN | ODSWEN)).as("with ODSWRDY").isEqualTo(ODEN | ODSWEN);
    }

    @Test
    void keepsNoCommandThatClearsAFlag() {
        power.write(CR, 4, 0xC);

        assertThat(power.read(CR, 4)).isZero();
    }
}
