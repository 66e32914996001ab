package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.SystemBus;
import org.junit.jupiter.api.Test;

class BitBandingTest {

    private static final int BASE = 0x2000_0000;

    private final SystemBus bus = new SystemBus(new Clock(100_000_000), (source, message) -> {});
    private final BitBanding alias = new BitBanding(bus, BASE);

    BitBandingTest() {
        bus.mapMemory(BASE, 0x1000, "sram");
    }

    /** ARMv7-M reference manual, B3.1: the word of a bit is at byte offset * 32 + bit number * 4. */
    private static int offset(int byteOffset, int bit) {
        return byteOffset * 32 + bit * 4;
    }

    @Test
    void showsEachBitAsAWord() {
        bus.writeWord(BASE + 0x300, 1 << 7);

        assertThat(alias.read(offset(0x300, 7), 4)).isEqualTo(1);
        assertThat(alias.read(offset(0x300, 6), 4)).isZero();
        assertThat(alias.read(offset(0x304, 7), 4)).isZero();
    }

    @Test
    void changesOneBitByBitZeroOfWhatIsWritten() {
        bus.writeWord(BASE + 0x300, 0xFFFF_0000);

        alias.write(offset(0x300, 16), 4, 0xFFFF_FFFE);
        alias.write(offset(0x300, 0), 4, 1);

        assertThat(bus.readWord(BASE + 0x300)).isEqualTo(0xFFFE_0001);
    }
}
