package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Holds the CRC unit against checksums that others computed. */
class Stm32CrcTest {

    private static final int DR = 0x00;
    private static final int CR = 0x08;
    private static final int INIT = 0x10;
    private static final int POL = 0x14;

    private final Bench bench = new Bench();

    @Test
    void computesTheCrcOfEthernetOverWholeWords() {
        Stm32Crc crc = new Stm32Crc(bench.surroundings("crc"), false);

        crc.write(DR, 4, 0x1234_5678);

        // CRC-32/MPEG-2 of the bytes 12 34 56 78.
        assertThat(crc.read(DR, 4)).isEqualTo(0xDF8A_8A2B);
        crc.write(CR, 4, 1);
        assertThat(crc.read(DR, 4)).isEqualTo(-1);
    }

    @Test
    void computesTheReflectedCrcOverBytes() {
        Stm32Crc crc = new Stm32Crc(bench.surroundings("crc"), true);
        crc.write(CR, 4, 0xA0 | 1);

        for (char digit : "123456789".toCharArray()) {
            crc.write(DR, 1, digit);
        }

        // CRC-32 of "123456789" is CBF43926 before its last complement is undone.
        assertThat(~crc.read(DR, 4)).isEqualTo(0xCBF4_3926);
    }

    @Test
    void takesOtherWidthsPolynomialsAndStarts() {
        Stm32Crc crc = new Stm32Crc(bench.surroundings("crc"), true);
        crc.write(POL, 4, 0x1021);
        crc.write(INIT, 4, 0xFFFF);
        crc.write(CR, 4, 0x08 | 1);

        for (char digit : "123456789".toCharArray()) {
            crc.write(DR, 1, digit);
        }

        // CRC-16/CCITT-FALSE of "123456789".
        assertThat(crc.read(DR, 4)).isEqualTo(0x29B1);
    }

    @Test
    void hasNoPolynomialOnTheF4() {
        Stm32Crc crc = new Stm32Crc(bench.surroundings("crc"), false);

        crc.write(POL, 4, 7);

        assertThat(bench.log).containsExactly("crc: Unhandled write to offset 0x14, value 0x7.");
    }
}
