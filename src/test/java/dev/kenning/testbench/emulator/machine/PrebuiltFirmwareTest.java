package dev.kenning.testbench.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.emulator.monitor.Emulation;
import dev.kenning.testbench.platform.SearchPath;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Boots what stands under {@code firmware/prebuilt} on the board as its description builds it. */
class PrebuiltFirmwareTest {

    private static final Path FIRMWARE = Path.of("firmware/prebuilt/stm32f746g_disco");
    private static final long SECOND = 1_000_000_000L;

    private final Emulation emulation = new Emulation(SearchPath.of(Path.of("renode")));
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private Machine machine;

    @BeforeEach
    void powerOn() {
        emulation.execute("mach create; machine LoadPlatformDescription @stm32f746g_disco.repl");
        machine = emulation.machine();
        machine.uart("usart1").addListener(console::write);
    }

    @Test
    void theReferenceDeviceSaysThatItListens() {
        machine.loadElf(FIRMWARE.resolve("kenning-device.elf"));

        machine.runFor(SECOND / 10);

        assertThat(console.toString(StandardCharsets.US_ASCII)).contains("Inference server started\r\n");
        assertNothingUnmodelled();
    }

    @Test
    void theReferenceDeviceSleepsWhileNobodyTalksToIt() {
        machine.loadElf(FIRMWARE.resolve("kenning-device.elf"));

        machine.runFor(60 * SECOND);

        assertThat(machine.cores().get(0).executedInstructions())
                .as("instructions in a minute, of 462 million a second")
                .isLessThan(1_000_000);
    }

    @Test
    void aProgramThatBootsAsZephyrDoesFindsEverythingAsItExpects() {
        machine.loadElf(FIRMWARE.resolve("zephyr-boot.elf"));

        machine.runFor(SECOND);

        assertThat(console.toString(StandardCharsets.US_ASCII).lines())
                .contains("BOOT PASS")
                .noneMatch(line -> line.startsWith("FAIL"));
        assertNothingUnmodelled();
    }

    @Test
    void aProgramOutsideTheMemoryIsRefused() {
        assertThatThrownBy(() -> machine.loadElf(FIRMWARE.resolve("faulty/outside-memory.elf")))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("outside-memory.elf does not fit this platform")
                .hasMessageContaining("sram <0x20000000, 0x2005FFFF>");
    }

    @Test
    void anotherArchitecturesProgramIsRefused() {
        assertThatThrownBy(() -> machine.loadElf(FIRMWARE.resolve("faulty/wrong-architecture.elf")))
                .isInstanceOf(MachineException.class)
                .hasMessageEndingWith("wrong-architecture.elf is for x86-64, 64 bit, but cpu (cortex-m7) executes"
                        + " Arm, 32 bit. Build it for this board.");
    }

    private void assertNothingUnmodelled() {
        assertThat(machine.log().lines())
                .filteredOn(line -> line.contains("[WARNING]") || line.contains("[ERROR]"))
                .isEmpty();
    }
}
