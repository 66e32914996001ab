package dev.kenning.testbench.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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
}
