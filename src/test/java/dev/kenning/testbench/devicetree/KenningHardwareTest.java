package dev.kenning.testbench.devicetree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KenningHardwareTest {

    @ParameterizedTest
    @CsvSource({
        "stm32f746g_disco,   usart1, 40011000, usart6, 40011400",
        "nrf52840dk_nrf52840, uart0, 40002000, uart1,  40028000",
        "hifive_unmatched,    uart0, 10010000, uart1,  10011000"
    })
    void findsTheUartsOfRealBoards(
            String board, String console, String consoleAddress, String kcomms, String kcommsAddress) {
        KenningHardware hardware = real(board);

        assertThat(hardware.console().orElseThrow())
                .isEqualTo(enabled(hardware, console, Long.parseLong(consoleAddress, 16)));
        assertThat(hardware.requireKcomms()).isEqualTo(enabled(hardware, kcomms, Long.parseLong(kcommsAddress, 16)));
    }

    @ParameterizedTest
    @CsvSource({
        "stm32f746g_disco,   sram0, 20010000, 262144",
        "nrf52840dk_nrf52840, sram0, 20000000, 262144",
        "hifive_unmatched,    l2lim, 8000000,  2097152"
    })
    void findsTheMemoryOfRealBoards(String board, String label, String address, long size) {
        MemoryRegion sram = real(board).sram().orElseThrow();

        assertThat(sram.label()).isEqualTo(label);
        assertThat(sram.address()).isEqualTo(Long.parseLong(address, 16));
        assertThat(sram.size()).isEqualTo(size);
        assertThat(sram.kind()).isEqualTo(MemoryRegion.Kind.RAM);
    }

    @Test
    void findsTheFlashBelowItsController() {
        MemoryRegion flash = real("stm32f746g_disco").flash().orElseThrow();

        assertThat(flash.label()).isEqualTo("flash0");
        assertThat(flash.kind()).isEqualTo(MemoryRegion.Kind.FLASH);
        assertThat(flash.address()).isEqualTo(0x0800_0000);
        assertThat(flash.size()).isEqualTo(1024 * 1024);
        assertThat(real("hifive_unmatched").flash()).isEmpty();
    }

    @Test
    void listsEveryUartAndMemory() {
        KenningHardware hardware = real("stm32f746g_disco");

        assertThat(hardware.uarts())
                .extracting(UartNode::label)
                .containsExactly("usart1", "usart2", "usart3", "uart4", "uart5", "usart6", "uart7", "uart8");
        assertThat(hardware.uarts())
                .filteredOn(UartNode::enabled)
                .extracting(UartNode::label)
                .containsExactly("usart1", "usart6");
        assertThat(hardware.memories())
                .extracting(MemoryRegion::label)
                .containsExactly("flash0", "backup_sram", "sram0", "dtcm", "sdram1");
    }

    @Test
    void takesLabelsWithUnderscores() {
        assertThat(hardware("aliases { kcomms = &uart_1; };").requireKcomms().label())
                .isEqualTo("uart_1");
    }

    @Test
    void callsAUartByTheLabelThatTheAliasUses() {
        assertThat(hardware("aliases { kcomms = &com; };").requireKcomms().label())
                .isEqualTo("com");
    }

    @ParameterizedTest
    @CsvSource({"/soc/serial@2000", "first", "first:115200n8"})
    void findsAUartThatIsNamedByPathOrAlias(String path) {
        KenningHardware hardware =
                hardware("aliases { first = &uart_1; }; chosen { zephyr,console = \"" + path + "\"; };");

        assertThat(hardware.console().orElseThrow().label()).isEqualTo("uart_1");
    }

    @Test
    void takesTheValueOfALaterOverlay() {
        Devicetree tree = hardware("aliases { kcomms = &uart0; };")
                .tree()
                .with(Overlay.parse("x.overlay", "/ { aliases { kcomms = &uart_1; }; };"));

        assertThat(new KenningHardware(tree).requireKcomms().label()).isEqualTo("uart_1");
    }

    @Test
    void takesTwoDefinitionsThatAreTheSame() {
        KenningHardware hardware = hardware("aliases { kcomms = &uart0; kcomms = &uart0; };");

        assertThat(hardware.requireKcomms().label()).isEqualTo("uart0");
    }

    @Test
    void refusesDefinitionsThatDiffer() {
        KenningHardware hardware = hardware("aliases { kcomms = &uart0;\n kcomms = &uart_1;\nkcomms = &uart_1; };");

        assertThatThrownBy(hardware::kcomms)
                .isInstanceOf(DevicetreeException.class)
                .hasMessage("board.dts:10:1: 'kcomms' has another value at board.dts:8:11: keep one of the two");
    }

    @Test
    void refusesToGoWithoutKcomms() {
        KenningHardware none = hardware("aliases { other = &uart0; };");

        assertThat(none.kcomms()).isEmpty();
        assertThatThrownBy(none::requireKcomms)
                .hasMessage(
                        "board.dts:8:1: kcomms UART not found in Zephyr devicetree: build the program with an overlay"
                                + " that has / { aliases { kcomms = &LABEL; }; };");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kcomms = \"/soc/nothing\"; | board.dts:8:11: 'kcomms' names no node: /soc/nothing",
                "kcomms = \"kcomms\";       | board.dts:8:11: 'kcomms' names no node: kcomms",
                "kcomms = <1>;              | board.dts:8:11: expected strings as value of 'kcomms', found < 0x1 >",
                "kcomms;                    | board.dts:8:11: expected one string as value of 'kcomms', found nothing",
            })
    void refusesAnAliasThatNamesNoNode(String alias, String expected) {
        KenningHardware hardware = hardware("aliases { " + alias + " };");

        assertThatThrownBy(hardware::kcomms).hasMessage(expected);
    }

    @Test
    void refusesKcommsThatIsNotInUse() {
        KenningHardware hardware = hardware("aliases { kcomms = &off; };");

        assertThatThrownBy(hardware::kcomms)
                .isInstanceOf(DevicetreeException.class)
                .hasMessage(
                        "board.dts:5:37: kcomms is off, which is not in use: build the program with an overlay that has"
                                + " &off { status = \"okay\"; };");
    }

    @ParameterizedTest
    @CsvSource({
        "b_u585i_iot02a,             usart1,        40013800, sram0, 20000000, 768",
        "hifive_unleashed_fu540_e51, uart0,         10010000, l2lim, 8000000,  32768",
        "khadas_edgev_rk3399,        uart2,         ff1a0000, sram0, 10000000, 131072",
        "max32690evkit_max32690_m4,  uart2,         40044000, sram0, 20000000, 128",
        "max32690fthr_max32690_m4,   uart0,         40042000, sram0, 20000000, 128",
        "max78002evkit_max78002_m4,  uart0,         40042000, sram2, 20010000, 64",
        "nrf52840dongle_nrf52840,    cdc_acm_uart0, -,        sram0, 20000000, 256",
        "96b_nitrogen,               uart0,         40002000, sram0, 20000000, 64"
    })
    void findsConsoleAndMemoryWithoutTheRuntimesOverlay(
            String board, String console, String address, String memory, String start, long kilobytes) {
        KenningHardware hardware = real(board);

        UartNode uart = hardware.console().orElseThrow();
        assertThat(uart.label()).isEqualTo(console);
        assertThat(uart.address())
                .isEqualTo(address.equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(address, 16)));
        assertThat(hardware.kcomms()).isEmpty();
        MemoryRegion sram = hardware.sram().orElseThrow();
        assertThat(sram.label()).isEqualTo(memory);
        assertThat(sram.address()).isEqualTo(Long.parseLong(start, 16));
        assertThat(sram.size()).isEqualTo(kilobytes * 1024);
    }

    private static UartNode enabled(KenningHardware hardware, String label, long address) {
        Node node = hardware.tree().labelled(label).orElseThrow();
        return new UartNode(label, node, OptionalLong.of(address), OptionalInt.of(115200), true);
    }

    private static KenningHardware real(String board) {
        return new KenningHardware(Devicetree.read(Path.of("src/test/resources/devicetrees", board + ".dts")));
    }

    private static KenningHardware hardware(String nodes) {
        return new KenningHardware(Devicetree.parse("board.dts", """
                /dts-v1/;
                / { soc { ranges; #address-cells = <1>; #size-cells = <1>;
                    uart0: serial@1000 { reg = <0x1000 0x400>; };
                    uart_1: com: serial@2000 { reg = <0x2000 0x400>; };
                    off: serial@3000 { reg = <1 2>; status = "disabled"; };
                }; };
                / {
                """ + nodes + "\n};"));
    }
}
