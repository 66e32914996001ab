package dev.kenning.testbench.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.platform.generator.PlatformGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays every register access that a Zephyr build of the Kenning app made while it booted on Renode 1.15.3 ({@code
 * zephyr-*-boot-accesses.tsv}) against the board as this engine builds it.
 */
class BootAccessTest {

    @Nested
    class Stm32f746gDisco {

        private final BootAccesses boot =
                new BootAccesses("stm32f746g_disco.repl", "zephyr-stm32f746g-boot-accesses.tsv", Set.of("nvic+0x18"));

        @TestFactory
        List<DynamicTest> zephyr() {
            return boot.tests();
        }

        @Test
        void touchesNothingThatIsNotModelled() {
            assertThat(boot.log()).isEmpty();
        }

        @Test
        void keepsTheFlashInterfacesAccessControl() {
            SystemBus bus = boot.machine().bus();

            bus.writeWord(0x4002_3C00, 0x107);

            assertThat(bus.readWord(0x4002_3C00)).isEqualTo(0x107);
        }
    }

    @Nested
    class Nrf52840dk {

        private final BootAccesses boot = new BootAccesses(
                "nrf52840dk_nrf52840.repl",
                "zephyr-nrf52840dk-boot-accesses.tsv",
                Set.of("rtc1+0x504", "clock+0x518", "nvic+0xD04"));

        @TestFactory
        List<DynamicTest> zephyr() {
            return boot.tests();
        }

        @Test
        void touchesNothingThatIsNotModelled() {
            assertThat(boot.log()).isEmpty();
        }
    }

    @Nested
    class Stm32f746gDiscoFromItsDevicetree {

        private final BootAccesses boot;

        Stm32f746gDiscoFromItsDevicetree(@TempDir Path folder) throws IOException {
            boot = new BootAccesses(
                    generated("stm32f746g_disco", folder),
                    folder,
                    "zephyr-stm32f746g-boot-accesses.tsv",
                    Set.of("nvic+0x18"));
        }

        @TestFactory
        List<DynamicTest> zephyr() {
            return boot.tests();
        }
    }

    @Nested
    class Nrf52840dkFromItsDevicetree {

        private final BootAccesses boot;

        Nrf52840dkFromItsDevicetree(@TempDir Path folder) throws IOException {
            boot = new BootAccesses(
                    generated("nrf52840dk_nrf52840", folder),
                    folder,
                    "zephyr-nrf52840dk-boot-accesses.tsv",
                    Set.of("rtc1+0x504", "clock+0x518", "nvic+0xD04"));
        }

        @TestFactory
        List<DynamicTest> zephyr() {
            return boot.tests();
        }
    }

    @Nested
    class HifiveUnmatched extends OnFu740 {

        HifiveUnmatched() {
            super("hifive_unmatched.repl", Path.of("renode"));
        }
    }

    @Nested
    class HifiveUnmatchedFromItsDevicetree extends OnFu740 {

        HifiveUnmatchedFromItsDevicetree(@TempDir Path folder) throws IOException {
            super(generated("hifive_unmatched", folder), folder);
        }
    }

    /** What both platforms of the FU740 have to answer. */
    private abstract static class OnFu740 {

        private final BootAccesses boot;

        OnFu740(String platform, Path folder) {
            boot = new BootAccesses(
                    platform, folder, "zephyr-hifive_unmatched-boot-accesses.tsv", Set.of("clint+0xBFF8"));
        }

        @TestFactory
        List<DynamicTest> zephyr() {
            return boot.tests();
        }

        @Test
        void touchesNothingThatIsNotModelled() {
            assertThat(boot.log()).isEmpty();
        }

        @Test
        void answersForTheClockControllerAsRenodeWhichHasNone() {
            assertThat(boot.messages()).hasSize(8).isEqualTo(boot.recordedMessages());
        }
    }

    /** Writes the platform that the generator makes of a board's devicetree, and returns the file's name. */
    private static String generated(String board, Path folder) throws IOException {
        Devicetree tree = Devicetree.read(Path.of("src/test/resources/devicetrees", board + ".dts"));
        Files.writeString(
                folder.resolve("generated.repl"),
                PlatformGenerator.generate(tree, OptionalLong.empty()).repl());
        return "generated.repl";
    }
}
