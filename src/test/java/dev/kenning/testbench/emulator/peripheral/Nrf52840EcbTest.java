package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.bus.SystemBus;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Holds the small devices of the nRF52840 that drivers of its radio need. */
class Nrf52840EcbTest {

    private static final int BLOCK = 0x2000_0000;

    private final Clock clock = new Clock(64_000_000);
    private final Surroundings surroundings = new Surroundings("device", clock, (source, message) -> {});

    /** FIPS 197, appendix C.1. */
    @Test
    void encryptsAsTheStandardSays() {
        SystemBus bus = new SystemBus(clock, (source, message) -> {});
        bus.mapMemory(BLOCK, 0x1000, "ram");
        Nrf52840Ecb ecb = new Nrf52840Ecb(surroundings, bus);
        byte[] input = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f00112233445566778899aabbccddeeff");
        bus.writeBytes(BLOCK, input, 0, input.length);
        ecb.write(0x504, 4, BLOCK);
        ecb.write(0x304, 4, 1);

        ecb.write(0x000, 4, 1);

        byte[] output = new byte[16];
        bus.readBytes(BLOCK + 32, output, 0, 16);
        assertThat(HexFormat.of().formatHex(output)).isEqualTo("69c4e0d86a7b0430d8cdb78070b4c55a");
        assertThat(ecb.read(0x100, 4)).isEqualTo(1);
        assertThat(ecb.outputs().get("IRQ").isHigh()).isTrue();
    }

    @Test
    void triggersTheEventOfATask() {
        Nrf52840Egu egu = new Nrf52840Egu(surroundings);
        egu.write(0x304, 4, 1 << 15);

        egu.write(0x03C, 4, 1);

        assertThat(egu.read(0x13C, 4)).isEqualTo(1);
        assertThat(egu.outputs().get("IRQ").isHigh()).isTrue();
        egu.write(0x13C, 4, 0);
        assertThat(egu.outputs().get("IRQ").isHigh()).isFalse();
    }

    @Test
    void startsTheRadioAndEndsAPacketAtOnce() {
        Nrf52840Radio radio = new Nrf52840Radio(surroundings);

        radio.write(0x000, 4, 1);
        assertThat(radio.read(0x100, 4)).as("READY").isEqualTo(1);
        assertThat(radio.read(0x550, 4)).as("TXIDLE, as Renode says").isEqualTo(10);

        radio.write(0x200, 4, 2);
        radio.write(0x008, 4, 1);
        assertThat(radio.read(0x10C, 4)).as("END").isEqualTo(1);
        assertThat(radio.read(0x110, 4)).as("DISABLED by the shortcut").isEqualTo(1);
        assertThat(radio.read(0x550, 4)).isZero();
    }
}
