package dev.kenning.testbench.emulator.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SystemBusTest {

    private final List<String> log = new ArrayList<>();
    private final SystemBus bus = new SystemBus(new Clock(1000), (source, message) -> log.add(source + ": " + message));
    private final List<String> accesses = new ArrayList<>();

    @BeforeEach
    void buildPlatform() {
        bus.mapMemory(0x2000_0000L, 0x6_0000, "sram");
        bus.register(0x4001_1000L, 0x400, new Recorder(), "usart1");
    }

    @Test
    void readsBackWhatWasWritten() {
        bus.writeWord(0x2000_0100, 0x1234_5678);
        bus.writeHalf(0x2000_0102, 0xBEEF);
        bus.writeByte(0x2000_0100, 0xAA);

        assertThat(bus.readWord(0x2000_0100)).isEqualTo(0xBEEF_56AA);
        assertThat(bus.readHalf(0x2000_0102)).isEqualTo(0xBEEF);
        assertThat(bus.readByte(0x2000_0103)).isEqualTo(0xBE);
    }

    @Test
    void keepsUnalignedWordsAcrossPages() {
        bus.writeWord(0x2000_0FFE, 0x1234_5678);

        assertThat(bus.readWord(0x2000_0FFE)).isEqualTo(0x1234_5678);
        assertThat(bus.readHalf(0x2000_1000)).isEqualTo(0x1234);
    }

    @Test
    void passesAccessesToTheDeviceWithOffsetAndWidth() {
        bus.writeByte(0x4001_1028, 0x41);
        int value = bus.readWord(0x4001_101C);

        assertThat(accesses).containsExactly("write 0x28 width 1 value 0x41", "read 0x1c width 4");
        assertThat(value).isEqualTo(7);
    }

    @Test
    void logsAccessesToNothingInRenodesWordsAndReads0() {
        bus.setMaster(() -> "cpu: 0x80000F8 (main)");

        assertThat(bus.readWord(0x5000_0004)).isZero();
        bus.writeByte(0x5000_0004, 0x1FF);

        assertThat(log)
                .containsExactly(
                        "sysbus: [cpu: 0x80000F8 (main)] ReadDoubleWord from non existing peripheral at 0x50000004.",
                        "sysbus: [cpu: 0x80000F8 (main)] WriteByte to non existing peripheral at 0x50000004, value"
                                + " 0xFF.");
    }

    @Test
    void answersWithTheTagsValueAndName() {
        bus.tag(new AddressRange(0x5000_0000L, 0x1000), "crypto", 0, false, false, false);
        bus.tag(new AddressRange(0x5000_0010L, 4), "status", 3, false, false, false);

        assertThat(bus.readWord(0x5000_0010)).isEqualTo(3);
        assertThat(log)
                .containsExactly("sysbus: (tag: 'crypto->status') ReadDoubleWord from non existing peripheral at"
                        + " 0x50000010, returning 0x00000003.");
    }

    @Test
    void letsAnOverridingTagAnswerInPlaceOfMemory() {
        bus.writeWord(0x2000_0010, 5);
        bus.tag(new AddressRange(0x2000_0010L, 4), "patched", 9, false, true, true);

        assertThat(bus.readWord(0x2000_0010)).isEqualTo(9);
        assertThat(bus.readWord(0x2000_0014)).isZero();
    }

    @Test
    void keepsSilentAboutSilencedRanges() {
        bus.silenceRange(new AddressRange(0x5000_0000L, 0x1000));

        assertThat(bus.readHalf(0x5000_0000)).isZero();
        bus.writeWord(0x5000_0FFC, 1);

        assertThat(log).isEmpty();
    }

    @Test
    void refusesOverlappingRegistrationsWithBothNames() {
        assertThatThrownBy(() -> bus.register(0x4001_13FCL, 0x400, new Recorder(), "usart6"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot register 'usart6' at <0x400113FC, 0x400117FB>: it overlaps 'usart1' at"
                        + " <0x40011000, 0x400113FF>");
    }

    @Test
    void servesAMemorySmallerThanAPageBesideADevice() {
        bus.mapMemory(0x4001_1400L, 0x10, "registers");
        bus.writeWord(0x4001_140C, 0xCAFE);

        assertThat(bus.readWord(0x4001_140C)).isEqualTo(0xCAFE);
        bus.readWord(0x4001_1000);
        assertThat(accesses).containsExactly("read 0x0 width 4");
    }

    @Test
    void tellsOfStoresToWatchedPagesUntilNoCodeIsLeft() {
        List<String> stores = new ArrayList<>();
        bus.addCodeListener((address, length) -> {
            stores.add(Long.toHexString(address) + "+" + length);
            return stores.size() < 2;
        });
        bus.writeWord(0x2000_0000, 1);
        bus.watchCode(0x2000_0000);

        bus.writeWord(0x2000_0008, 1);
        bus.writeHalf(0x2000_0002, 1);
        bus.writeByte(0x2000_0003, 1);

        assertThat(stores).containsExactly("20000008+4", "20000002+2");
    }

    @Test
    void sharesAMemoryThatIsMappedTwice() {
        MappedMemory flash = bus.mapMemory(0x0800_0000L, 0x2000, "flash");
        bus.mapMemory(0L, flash);
        bus.writeWord(0x0800_1004, 77);

        assertThat(bus.readWord(0x1004)).isEqualTo(77);
    }

    private final class Recorder implements Peripheral {

        @Override
        public int read(int offset, int width) {
            accesses.add("read 0x" + Integer.toHexString(offset) + " width " + width);
            return 7;
        }

        @Override
        public void write(int offset, int width, int value) {
            accesses.add("write 0x" + Integer.toHexString(offset) + " width " + width + " value 0x"
                    + Integer.toHexString(value));
        }
    }
}
