package dev.kenning.testbench.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.platform.monitor.Argument;
import dev.kenning.testbench.platform.monitor.MonitorStatement;
import dev.kenning.testbench.text.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds our stm32f746g_disco against Renode's platform of that board, and against what Renode 1.15.3 understands. */
class DiscoPlatformTest {

    private static final Path RENODE = Path.of("renode");

    private final Source source = Source.ofFile(RENODE.resolve("stm32f746g_disco.repl"));
    private final PlatformDescription platform = new PlatformReader(SearchPath.of(RENODE)).read(source);

    @ParameterizedTest
    @CsvSource({
        "nvic, IRQControllers.NVIC, 0xE000E000",
        "flash, Memory.MappedMemory, 0x08000000",
        "sram, Memory.MappedMemory, 0x20000000",
        "rom, Memory.MappedMemory, 0x1FFF0000",
        "fsmcBank1, Memory.MappedMemory, 0xC0000000",
        "flash_regs, Python.PythonPeripheral, 0x40023C00",
        "usart1, UART.STM32F7_USART, 0x40011000",
        "usart2, UART.STM32F7_USART, 0x40004400",
        "usart3, UART.STM32F7_USART, 0x40004800",
        "usart6, UART.STM32F7_USART, 0x40011400",
        "rcc, Miscellaneous.STM32F4_RCC, 0x40023800",
        "rtc, Timers.STM32F4_RTC, 0x40002800",
        "pwrCr1, Python.PythonPeripheral, 0x40007000",
        "pwrCsr1, Python.PythonPeripheral, 0x40007004",
        "lptim1Isr, Python.PythonPeripheral, 0x40002400",
        "syscfg, Miscellaneous.STM32_SYSCFG, 0x40013800",
        "exti, IRQControllers.STM32F4_EXTI, 0x40013C00",
        "gpioPortA, GPIOPort.STM32_GPIOPort, 0x40020000",
        "gpioPortB, GPIOPort.STM32_GPIOPort, 0x40020400",
        "gpioPortK, GPIOPort.STM32_GPIOPort, 0x40022800",
        "timer1, Timers.STM32_Timer, 0x40010000",
        "timer6, Timers.STM32_Timer, 0x40001000",
        "timer14, Timers.STM32_Timer, 0x40002000"
    })
    void hasWhatRenodesPlatformHas(String name, String type, String address) {
        Component component = platform.component(name).orElseThrow();

        assertThat(component.type()).hasToString("Optional[" + type + "]");
        assertThat(base(component)).as("address of %s", name).isEqualTo(Long.decode(address));
    }

    @ParameterizedTest
    @CsvSource({
        "cpu, PerformanceInMips, 462",
        "nvic, systickFrequency, 216000000",
        "nvic, priorityMask, 0xF0",
        "flash, size, 0x200000",
        "sram, size, 0x60000",
        "usart6, frequency, 200000000",
        "exti, numberOfOutputLines, 24"
    })
    void setsWhatRenodesPlatformSets(String name, String property, String value) {
        Value.Numeric number = (Value.Numeric)
                platform.component(name).orElseThrow().property(property).orElseThrow();

        assertThat(number.asLong()).isEqualTo(Long.decode(value));
    }

    @Test
    void interruptsAsTheChipDoes() {
        assertThat(sources("nvic"))
                .containsEntry(37, Set.of("usart1.IRQ"))
                .containsEntry(71, Set.of("usart6.IRQ"))
                .containsEntry(10, Set.of("exti.4"))
                .containsEntry(23, Set.of("nvicInput23.the default output"))
                .containsEntry(40, Set.of("nvicInput40.the default output"))
                .containsEntry(25, Set.of("timer1.the default output", "timer10.the default output"))
                .containsEntry(54, Set.of("timer6.the default output"))
                .containsEntry(41, Set.of("rtc.AlarmIRQ"));
        assertThat(sources("nvicInput23").values()).containsExactly(lines(5), lines(6), lines(7), lines(8), lines(9));
        assertThat(sources("nvicInput40").values())
                .containsExactly(lines(10), lines(11), lines(12), lines(13), lines(14), lines(15));
    }

    private static Set<String> lines(int number) {
        return Set.of("exti." + number);
    }

    private Map<Integer, Set<String>> sources(String receiver) {
        Map<Integer, Set<String>> byInput = new TreeMap<>();
        for (Component component : platform.components()) {
            component.connections().stream()
                    .filter(connection -> connection.destination().equals(receiver))
                    .forEach(connection -> byInput.computeIfAbsent(connection.number(), number -> new TreeSet<>())
                            .add(component.name() + "." + connection.source()));
        }
        return byInput;
    }

    @Test
    void reachesEveryInterruptLineOfEveryPort() {
        List<String> lines = platform.components().stream()
                .filter(component -> component.name().startsWith("gpioPort"))
                .flatMap(component -> component.connections().stream())
                .filter(connection -> connection.destination().equals("syscfg"))
                .map(connection -> connection.destination() + "#"
                        + connection.localReceiver().orElseThrow() + "@" + connection.number())
                .toList();

        assertThat(lines)
                .as("ten ports of sixteen pins and one of eight")
                .hasSize(10 * 16 + 8)
                .doesNotHaveDuplicates()
                .contains("syscfg#0@0", "syscfg#10@7");
    }

    @Test
    void asksForNothingThatOnlyANewerRenodeOrANetworkHas() {
        assertThat(source.text())
                .doesNotContain("ApplySVD", "http", "preinit", "series:")
                .as("lists, dictionaries and short enums are younger than 1.15.3")
                .doesNotContainPattern(": *[\\[{.]");
    }

    @Test
    void writesOnlyWhatTheTableOfModelsHas() {
        assertThat(RenodeModels.unknown(platform)).isEmpty();
    }

    @Test
    void nestsNoTags() {
        List<Statement> tags = platform.component("sysbus").orElseThrow().init();
        long end = 0;
        for (Statement tag : tags) {
            MonitorStatement.Call call = (MonitorStatement.Call)
                    MonitorStatement.parse(Source.ofText(tag.text())).get(0);
            Argument.AddressRange range =
                    (Argument.AddressRange) call.arguments().get(0);
            assertThat(range.begin())
                    .as("%s starts after the tag before it", tag.text())
                    .isGreaterThanOrEqualTo(end);
            end = range.begin() + range.size();
        }
    }

    @Test
    void answersToRenodesName() {
        Path name = RENODE.resolve("platforms/boards/stm32f7_discovery-bb.repl");
        PlatformDescription same = new PlatformReader(SearchPath.of(RENODE)).read(Source.ofFile(name));

        assertThat(same.names()).isEqualTo(platform.names());
    }

    private static long base(Component component) {
        Value point = component.registrations().get(0).point().orElseThrow();
        return point instanceof Value.Range range ? range.begin() : ((Value.Numeric) point).asLong();
    }
}
