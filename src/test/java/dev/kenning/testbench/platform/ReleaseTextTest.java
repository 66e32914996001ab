package dev.kenning.testbench.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.text.Source;
import org.junit.jupiter.api.Test;

class ReleaseTextTest {

    @Test
    void callsAModelWhatTheReleaseCallsIt() {
        String platform = """
                clock: Miscellaneous.NRF52840_CLOCK @ sysbus 0x40000000
                    -> nvic@0

                uart0: UART.NRF52840_UART @ sysbus 0x40002000 { easyDMA: true }
                """;

        ReleaseText later = in(RenodeRelease.V1_16, platform);

        assertThat(later.text()).isEqualTo(platform.replace("NRF52840_CLOCK", "NRF_CLOCK"));
        assertThat(later.notes()).isEmpty();
        assertThat(in(RenodeRelease.V1_15, later.text()).text()).isEqualTo(platform);
    }

    @Test
    void takesAwayWhatTheReleaseDoesNotKnow() {
        ReleaseText earlier = in(RenodeRelease.V1_15, """
                usart: UART.SAM_USART @ sysbus 0x40000000
                    uartOnlyMode: true
                    -> nvic@7
                """);

        assertThat(earlier.text()).isEqualTo("""
                usart: UART.SAM_USART @ sysbus 0x40000000
                    uartOnlyMode: none
                    -> nvic@7
                """);
        assertThat(earlier.notes()).containsExactly("Renode 1.15 does not know 'uartOnlyMode' (2:5): it is left out");
    }

    @Test
    void takesSeveralAwayFromOneLine() {
        assertThat(in(
                                RenodeRelease.V1_15,
                                "a: UART.SAM_USART @ sysbus 0x4 { uartOnlyMode: true; clockFrequency: 0x1000; enablePdc: false }")
                        .text())
                .isEqualTo(
                        "a: UART.SAM_USART @ sysbus 0x4 { uartOnlyMode: none; clockFrequency: none; enablePdc: none }");
    }

    @Test
    void saysWhichModelTheReleaseLacks() {
        String platform = "uart: UART.ESP32_UART @ sysbus 0x60000000";

        ReleaseText earlier = in(RenodeRelease.V1_15, platform);

        assertThat(earlier.text()).isEqualTo(platform);
        assertThat(earlier.notes()).containsExactly("Renode 1.15 has no UART.ESP32_UART (1:7)");
    }

    private static ReleaseText in(RenodeRelease release, String platform) {
        return ReleaseText.of(Source.ofText(platform), release);
    }
}
