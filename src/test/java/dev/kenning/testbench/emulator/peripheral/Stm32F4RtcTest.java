package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Stm32F4RtcTest {

    private static final int TR = 0x00;
    private static final int DR = 0x04;
    private static final int ISR = 0x0C;
    private static final int INIT = 1 << 7;

    private final Bench bench = new Bench();
    private final Stm32F4Rtc rtc = new Stm32F4Rtc(bench.surroundings("rtc"));

    @Test
    void startsOnTheFirstSaturdayOfTheCentury() {
        assertThat(rtc.read(DR, 4)).as("2000-01-01, weekday 6").isEqualTo(0x00_C101);
        assertThat(rtc.read(TR, 4)).isZero();
    }

    @Test
    void entersInitialisationModeAtOnce() {
        rtc.write(ISR, 4, INIT);

        assertThat(rtc.read(ISR, 4) & (1 << 6)).as("INITF").isNotZero();
    }

    @Test
    void runsOnFromTheTimeThatFirmwareSets() {
        rtc.write(ISR, 4, INIT);
        rtc.write(TR, 4, 0x23_5958);
        rtc.write(DR, 4, 0x24_4228);
        rtc.write(ISR, 4, 0);

        bench.passMicros(3_000_000);

        assertThat(rtc.read(TR, 4)).isEqualTo(0x00_0001);
        assertThat(rtc.read(DR, 4)).as("2024-02-29, Thursday").isEqualTo(0x24_8229);
    }

    @Test
    void saysThatATimeIsNone() {
        rtc.write(TR, 4, 0x00_6000);

        assertThat(bench.log).singleElement().asString().startsWith("rtc: TR was given no time of day:");
    }
}
