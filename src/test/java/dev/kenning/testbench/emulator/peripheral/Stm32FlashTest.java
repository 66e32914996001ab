package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.SystemBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against RM0090, section 3.9, and RM0385, section 3.7. */
class Stm32FlashTest {

    private static final int FLASH = 0x0800_0000;
    private static final int SIZE = 0x10_0000;
    private static final int KEYR = 0x04;
    private static final int OPTKEYR = 0x08;
    private static final int OPTCR = 0x14;
    private static final int SR = 0x0C;
    private static final int CR = 0x10;
    private static final int START = 1 << 16;

    private final Bench bench = new Bench();
    private final SystemBus bus = new SystemBus(bench.clock, (source, message) -> {});
    private final Stm32Flash flash =
            new Stm32Flash(bench.surroundings("flash_controller"), Stm32Flash.Sectors.STM32F4, bus, () -> FLASH);

    @BeforeEach
    void fillTheSectors() {
        bus.mapMemory(FLASH, SIZE, "flash");
        for (int at = 0; at < SIZE; at += 0x4000) {
            bus.writeWord(FLASH + at, 0x1234);
        }
    }

    @Test
    void erasesNothingWhileLocked() {
        flash.write(CR, 4, START | 1 << 2);

        assertThat(bus.readWord(FLASH)).isEqualTo(0x1234);
        assertThat(bench.log).singleElement().asString().contains("locked");
    }

    @Test
    void erasesEverything() {
        unlock();

        flash.write(CR, 4, START | 1 << 2);

        assertThat(bus.readWord(FLASH)).isEqualTo(-1);
        assertThat(bus.readWord(FLASH + SIZE - 0x4000)).isEqualTo(-1);
        assertThat(flash.read(SR, 4)).as("EOP").isEqualTo(1);
        flash.write(SR, 4, 1);
        assertThat(flash.read(SR, 4)).isZero();
    }

    @Test
    void erasesSectorsOfThreeSizes() {
        unlock();

        erase(3);
        assertThat(firstErased()).isEqualTo(0xC000);
        assertThat(bus.readWord(FLASH + 0x1_0000)).isEqualTo(0x1234);
        erase(4);
        assertThat(bus.readWord(FLASH + 0x1_C000)).isEqualTo(-1);
        assertThat(bus.readWord(FLASH + 0x2_0000)).isEqualTo(0x1234);
        erase(11);
        assertThat(bus.readWord(FLASH + 0xE_0000)).isEqualTo(-1);
        assertThat(bus.readWord(FLASH + 0xD_C000)).isEqualTo(0x1234);
    }

    @Test
    void erasesSectorsOfAnStm32F7() {
        var larger =
                new Stm32Flash(bench.surroundings("flash_controller"), Stm32Flash.Sectors.STM32F7, bus, () -> FLASH);
        larger.reset();
        larger.write(KEYR, 4, 0x4567_0123);
        larger.write(KEYR, 4, 0xCDEF_89AB);

        larger.write(CR, 4, START | 5 << 3 | 1 << 1);

        assertThat(firstErased()).isEqualTo(0x4_0000);
        assertThat(bus.readWord(FLASH + 0x7_C000)).isEqualTo(-1);
        assertThat(bus.readWord(FLASH + 0x8_0000)).isEqualTo(0x1234);
    }

    @Test
    void saysThatThereIsNoSuchSector() {
        unlock();

        erase(12);

        assertThat(bench.log).containsExactly("flash_controller: There is no sector 12; nothing is erased.");
        assertThat(bus.readWord(FLASH)).isEqualTo(0x1234);
    }

    @Test
    void ignoresAnEraseOfNothing() {
        unlock();

        flash.write(CR, 4, START);

        assertThat(bench.log)
                .containsExactly("flash_controller: Tried to erase flash, but MER and SER are reset. This should be"
                        + " forbidden, ignoring...");
    }

    @Test
    void showsOptionBytesThatItsRegisterPrograms() {
        var optionBytes = flash.region("optionBytes").orElseThrow();
        assertThat(optionBytes.read(0x0, 4)).isEqualTo(0xAAEC);
        assertThat(optionBytes.read(0x8, 4)).isEqualTo(0xFFF);
        flash.write(OPTKEYR, 4, 0x0819_2A3B);
        flash.write(OPTKEYR, 4, 0x4C5D_6E7F);

        flash.write(OPTCR, 4, 0x0123_55EE);

        assertThat(optionBytes.read(0x0, 4)).isEqualTo(0x55EC);
        assertThat(optionBytes.read(0x8, 4)).isEqualTo(0x123);
        assertThat(flash.region("others")).isEmpty();
    }

    @Test
    void refusesStoresToOptionBytes() {
        var optionBytes = flash.region("optionBytes").orElseThrow();

        optionBytes.write(0x8, 4, 5);

        assertThat(optionBytes.read(0x8, 4)).isEqualTo(0xFFF);
        assertThat(bench.log)
                .containsExactly("flash_controller: Attempt to write 0x00000005 to 8 in the option bytes region");
    }

    @Test
    void ignoresOptionsWhileTheyAreLocked() {
        flash.write(OPTCR, 4, 0x0123_55EE);

        assertThat(bench.log)
                .containsExactly("flash_controller: Attempted to write 0x012355EE to a locked OptionControl register."
                        + " Ignoring...");
    }

    private int firstErased() {
        int at = 0;
        while (bus.readWord(FLASH + at) != -1) {
            at += 0x4000;
        }
        return at;
    }

    private void erase(int sector) {
        flash.write(CR, 4, START | sector << 3 | 1 << 1);
    }

    private void unlock() {
        flash.write(KEYR, 4, 0x4567_0123);
        flash.write(KEYR, 4, 0xCDEF_89AB);
    }
}
