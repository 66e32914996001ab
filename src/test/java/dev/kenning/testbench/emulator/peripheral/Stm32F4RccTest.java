package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Stm32F4RccTest {

    private static final int CR = 0x00;
    private static final int CFGR = 0x08;
    private static final int CSR = 0x74;

    private final Bench bench = new Bench();
    private final Stm32F4Rcc rcc = new Stm32F4Rcc(bench.surroundings("rcc"));

    @ParameterizedTest
    @CsvSource({"0x00, 0x483", "0x04, 0x24003010", "0x08, 0x0", "0x30, 0x0", "0x40, 0x0", "0x44, 0x0", "0x74, 0xE000000"
    })
    void startsWithTheValuesThatRenodeGives(String offset, String value) {
        assertThat(rcc.read(Integer.decode(offset), 4)).isEqualTo(Integer.decode(value));
    }

    @Test
    void isReadyTheMomentAnOscillatorIsEnabled() {
        rcc.write(CR, 4, 0x1_0483);
        assertThat(rcc.read(CR, 4)).as("HSE").isEqualTo(0x3_0483);

        rcc.write(CR, 4, 0x103_0483);
        assertThat(rcc.read(CR, 4)).as("PLL").isEqualTo(0x303_0483);

        rcc.write(CR, 4, 0x483);
        assertThat(rcc.read(CR, 4)).as("both off again").isEqualTo(0x483);

        rcc.write(CSR, 4, 0x0E00_0001);
        assertThat(rcc.read(CSR, 4)).as("LSI").isEqualTo(0x0E00_0003);
    }

    @Test
    void followsTheClockSwitchAtOnce() {
        rcc.write(CFGR, 4, 0x2);
        assertThat(rcc.read(CFGR, 4)).isEqualTo(0xA);

        rcc.write(CFGR, 4, 0x140A);
        assertThat(rcc.read(CFGR, 4)).isEqualTo(0x140A);
    }

    @Test
    void clearsResetFlagsOnRequest() {
        rcc.write(CSR, 4, 1 << 24);

        assertThat(rcc.read(CSR, 4)).isZero();
    }

    @Test
    void keepsClockEnablesUntilReset() {
        rcc.write(0x30, 4, 0x7E0);
        assertThat(rcc.read(0x30, 4)).isEqualTo(0x7E0);

        rcc.reset();
        assertThat(rcc.read(0x30, 4)).isZero();
        assertThat(bench.log).isEmpty();
    }
}
