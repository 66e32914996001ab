package dev.kenning.testbench.platform.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.DevicetreeException;
import dev.kenning.testbench.devicetree.Overlay;
import dev.kenning.testbench.platform.Component;
import dev.kenning.testbench.platform.PlatformDescription;
import dev.kenning.testbench.platform.PlatformReader;
import dev.kenning.testbench.platform.RenodeModels;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.platform.Value;
import dev.kenning.testbench.text.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a devicetree becomes, shown on those of real Zephyr builds. */
class PlatformGeneratorTest {

    private static final String SMALL = """
        /dts-v1/;
        / {
            #address-cells = <1>;
            #size-cells = <1>;
            cpus {
                #address-cells = <1>;
                #size-cells = <0>;
                cpu@0 { compatible = "arm,cortex-m33"; reg = <0>; clock-frequency = <160000000>; };
            };
            nvic: interrupt-controller@e000e100 {
                compatible = "arm,v8m-nvic";
                reg = <0xe000e100 0xc00>;
                interrupt-controller;
                #interrupt-cells = <2>;
            };
            ram: memory@20000000 { compatible = "mmio-sram"; reg = <0x20000000 0x10000>; };
        };
        """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stm32f746g_disco",
                "nrf52840dk_nrf52840",
                "hifive_unmatched",
                "b_u585i_iot02a",
                "hifive_unleashed_fu540_e51",
                "khadas_edgev_rk3399",
                "max32690evkit_max32690_m4",
                "max32690fthr_max32690_m4",
                "max78002evkit_max78002_m4",
                "nrf52840dongle_nrf52840",
                "96b_nitrogen"
            })
    void namesOnlyWhatBothReleasesOfRenodeKnow(String board) {
        assertThat(RenodeModels.unknown(platform(real(board)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "stm32f746g_disco,    usart1, UART.STM32F7_USART,  0x40011000, nvic0, 37",
        "stm32f746g_disco,    usart6, UART.STM32F7_USART,  0x40011400, nvic0, 71",
        "nrf52840dk_nrf52840, uart0,  UART.NRF52840_UART,  0x40002000, nvic0, 2",
        "nrf52840dk_nrf52840, uart1,  UART.NRF52840_UART,  0x40028000, nvic0, 40",
        "hifive_unmatched,    uart0,  UART.SiFive_UART,    0x10010000, plic,  39",
        "hifive_unmatched,    uart1,  UART.SiFive_UART,    0x10011000, plic,  40"
    })
    void putsUartsWhereTheProgramLooksForThem(
            String board, String name, String model, String address, String controller, int interrupt) {
        Component uart = component(real(board), name);

        assertThat(uart.type().orElseThrow().name()).isEqualTo(model);
        assertThat(uart.registrations().get(0).point())
                .get()
                .satisfies(point -> assertThat(((Value.Numeric) point).digits()).isEqualTo(address));
        assertThat(uart.connections()).singleElement().satisfies(connection -> {
            assertThat(connection.source()).hasToString("IRQ");
            assertThat(connection.destination()).isEqualTo(controller);
            assertThat(connection.number()).isEqualTo(interrupt);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "stm32f746g_disco,    cortex-m7,  462, 216000000, 0xf0",
        "nrf52840dk_nrf52840, cortex-m4f, 64,  64000000,  0xe0"
    })
    void runsArmCoresAndTheirTimersAtTheirOwnSpeed(
            String board, String cpuType, long mips, long frequency, String priorities) {
        Devicetree tree = real(board);

        assertThat(text(component(tree, "cpu0"), "cpuType")).isEqualTo(cpuType);
        assertThat(number(component(tree, "cpu0"), "PerformanceInMips")).isEqualTo(mips);
        assertThat(number(component(tree, "nvic0"), "systickFrequency")).isEqualTo(frequency);
        assertThat(number(component(tree, "nvic0"), "priorityMask")).isEqualTo(Long.decode(priorities));
    }

    @Test
    void believesTheBuildBeforeTheDevicetree() {
        PlatformDescription platform =
                platform(PlatformGenerator.generate(real("stm32f746g_disco"), OptionalLong.of(100_000_000)));

        assertThat(number(platform.component("nvic0").orElseThrow(), "systickFrequency"))
                .isEqualTo(100_000_000);
    }

    @Test
    void keepsTheSpeedOfARiscVCoreApartFromItsTimers() {
        PlatformDescription platform =
                platform(PlatformGenerator.generate(real("hifive_unmatched"), OptionalLong.of(2_000_000)));

        assertThat(number(platform.component("clint").orElseThrow(), "frequency"))
                .isEqualTo(2_000_000);
        assertThat(platform.component("cpu0").orElseThrow().property("PerformanceInMips"))
                .isEmpty();
    }

    @Test
    void wiresTheTimerOfACortexAToItsOwnInterrupts() {
        Component timer = component(real("khadas_edgev_rk3399"), "timer");

        assertThat(number(timer, "frequency")).isEqualTo(24_000_000);
        assertThat(timer.connections())
                .extracting(connection -> connection.source() + " -> " + connection.number())
                .containsExactly(
                        "EL3PhysicalTimerIRQ -> 29",
                        "EL1PhysicalTimerIRQ -> 30",
                        "EL1VirtualTimerIRQ -> 27",
                        "NonSecureEL2PhysicalTimerIRQ -> 26");
    }

    @Test
    void spacesTheRegistersOfAnNs16550AsTheDevicetreeSays() {
        Devicetree near = real("khadas_edgev_rk3399").with(Overlay.parse("x.overlay", "&uart2 { reg-shift = <0>; };"));

        assertThat(component(real("khadas_edgev_rk3399"), "uart2").property("wideRegisters"))
                .isPresent();
        assertThat(component(near, "uart2").property("wideRegisters")).isEmpty();
    }

    @Test
    void putsThePinsOfANordicPortWhereItsChipHasThem() {
        assertThat(component(real("96b_nitrogen"), "gpio0")
                        .registrations()
                        .get(0)
                        .point())
                .get()
                .isInstanceOfSatisfying(
                        Value.Range.class, range -> assertThat(range.begin()).isEqualTo(0x5000_0500));
        assertThat(component(real("96b_nitrogen"), "uart0").property("easyDMA"))
                .as("the legacy UART")
                .isEmpty();
    }

    @Test
    void leavesDevicesBetweenWordsToTags() {
        GeneratedPlatform generated = PlatformGenerator.generate(
                small("odd: serial@40000002 { compatible = \"arm,pl011\"; reg = <0x40000002 0x100>; };"),
                OptionalLong.empty());

        assertThat(generated.repl()).contains("Tag <0x40000002 0x100> \"odd\"").doesNotContain("UART.PL011");
        assertThat(generated.withoutModel()).containsExactly("odd");
    }

    @Test
    void refusesMemoryOfTheProgramThatReachesIntoTheInterruptController() {
        Devicetree grown = real("hifive_unleashed_fu540_e51")
                .with(Overlay.parse("x.overlay", "&l2lim { reg = <0x8000000 0x8000000>; };"));

        assertThatThrownBy(() -> platform(grown))
                .isInstanceOf(DevicetreeException.class)
                .hasMessage("x.overlay:1:10: /soc/l2lim@8000000, the memory of the program, reaches into the interrupt"
                        + " controller or timer of the core: 0x8000000 bytes from 0x8000000 on");
    }

    @Test
    void takesTheClockOfTheCoresOwnNode() {
        assertThat(number(component(small(""), "nvic0"), "systickFrequency")).isEqualTo(160_000_000);
    }

    @Test
    void writesOutTheLettersOfAGeneralPurposeHart() {
        Devicetree tree = Devicetree.parse("general.dts", """
            /dts-v1/;
            / {
                #address-cells = <1>;
                #size-cells = <1>;
                cpus {
                    #address-cells = <1>;
                    #size-cells = <0>;
                    cpu@0 { compatible = "riscv"; riscv,isa = "rv64gc"; reg = <0>; };
                };
                ram: memory@80000000 { compatible = "mmio-sram"; reg = <0x80000000 0x10000>; };
            };
            """);

        assertThat(component(tree, "cpu0").property("cpuType"))
                .get()
                .isInstanceOfSatisfying(
                        Value.Text.class, type -> assertThat(type.text()).isEqualTo("rv64imafdc_zicsr_zifencei"));
    }

    @Test
    void givesRiscVHartsTheirTimerAndContexts() {
        Devicetree tree = real("hifive_unmatched");

        assertThat(text(component(tree, "cpu0"), "cpuType")).isEqualTo("rv64imac_zicsr_zifencei");
        assertThat(number(component(tree, "clint"), "frequency")).isEqualTo(1_000_000);
        assertThat(component(tree, "clint").connections())
                .extracting(connection -> connection.source() + " -> " + connection.number())
                .containsExactly("0 -> 3", "1 -> 7");
        assertThat(number(component(tree, "plic"), "numberOfSources")).isEqualTo(52);
        assertThat(component(tree, "plic").connections())
                .extracting(connection -> connection.source() + " -> " + connection.number())
                .containsExactly("0 -> 11");
    }

    @Test
    void answersTheRegistersThatZephyrWaitsForOnF7() {
        Devicetree tree = real("stm32f746g_disco");

        assertThat(text(component(tree, "pwrcr1"), "filename")).endsWith("flipflop.py");
        assertThat(text(component(tree, "pwrcsr1"), "filename")).endsWith("flipflop.py");
        assertThat(component(tree, "rcc").property("rtcPeripheral"))
                .get()
                .isInstanceOfSatisfying(
                        Value.Reference.class, rtc -> assertThat(rtc.name()).isEqualTo("rtc"));
    }

    @Test
    void givesTheUartsWithoutSynchronousModeOfF7ItsOwnModel() {
        Devicetree tree =
                real("stm32f746g_disco").with(Overlay.parse("more.overlay", "&uart4 { status = \"okay\"; };"));

        Component uart = component(tree, "uart4");

        assertThat(uart.type().orElseThrow().name()).isEqualTo("UART.STM32F7_USART");
        assertThat(uart.connections().get(0).number()).isEqualTo(52);
    }

    @Test
    void joinsLinesThatShareAnInterruptBeforeTheyReachIt() {
        PlatformDescription platform = platform(real("stm32f746g_disco"));

        assertThat(connections(platform, "exti"))
                .containsSequence("4 -> nvic0@10", "5 -> nvic0input23@0", "6 -> nvic0input23@1")
                .endsWith("15 -> nvic0input40@5");
        assertThat(connections(platform, "nvic0input23")).containsExactly("the default output -> nvic0@23");
        assertThat(platform.component("nvic0input40").orElseThrow().property("numberOfInputs"))
                .hasValueSatisfying(
                        inputs -> assertThat(((Value.Numeric) inputs).asLong()).isEqualTo(6));
    }

    private static List<String> connections(PlatformDescription platform, String name) {
        return platform.component(name).orElseThrow().connections().stream()
                .map(line -> line.source() + " -> " + line.destination() + "@" + line.number())
                .toList();
    }

    @Test
    void joinsLedsAndButtonsToTheirPins() {
        Devicetree disco = real("stm32f746g_disco");
        Devicetree nordic = real("nrf52840dk_nrf52840");

        assertThat(component(disco, "gpioi").connections())
                .filteredOn(connection -> connection.destination().equals("greenled1"))
                .singleElement()
                .satisfies(connection -> assertThat(connection.source()).hasToString("1"));
        assertThat(component(disco, "userbutton").connections().get(0).number()).isEqualTo(11);
        assertThat(component(nordic, "led0").property("invert")).get().isInstanceOf(Value.Bool.class);
    }

    @Test
    void growsWithTheMemoryThatAnOverlayGives() {
        Devicetree tree = real("stm32f746g_disco")
                .with(Overlay.parse("grown.overlay", "&sram0 { reg = <0x20010000 0x400000>; };"));

        assertThat(number(component(tree, "sram0"), "size")).isEqualTo(0x40_0000);
    }

    @Test
    void joinsMemoriesThatOverlap() {
        PlatformDescription platform = platform(small("""
            lower: memory@20008000 { compatible = "mmio-sram"; reg = <0x20008000 0x10000>; };
            inside: memory@20001000 { compatible = "zephyr,memory-region"; reg = <0x20001000 0x1000>; };
            """));

        assertThat(platform.component("lower")).isEmpty();
        assertThat(platform.component("inside")).isEmpty();
        assertThat(number(platform.component("ram").orElseThrow(), "size")).isEqualTo(0x18000);
    }

    @Test
    void leavesOutPartitionsAndWhatStandsOnASerialBus() {
        PlatformGenerator.generate(real("stm32f746g_disco"), OptionalLong.empty());

        assertThat(PlatformGenerator.generate(real("stm32f746g_disco"), OptionalLong.empty())
                        .repl())
                .doesNotContain("storage_partition")
                .doesNotContain("touch_controller");
    }

    @Test
    void showsFlashOnASerialBusWhereItsControllerMapsIt() {
        assertThat(number(component(real("nrf52840dk_nrf52840"), "mx25r64"), "size"))
                .isEqualTo(8 * 1024 * 1024);
    }

    @Test
    void namesWhatIsInUseWithoutAModel() {
        assertThat(PlatformGenerator.generate(real("stm32f746g_disco"), OptionalLong.empty())
                        .withoutModel())
                .contains("usbotg_fs", "sdmmc1")
                .doesNotContain("usart1", "usart2");
    }

    @Test
    void tellsWhichComponentStandsForANode() {
        Devicetree tree = real("stm32f746g_disco");

        assertThat(PlatformGenerator.generate(tree, OptionalLong.empty())
                        .nameOf(tree.labelled("arduino_serial").orElseThrow()))
                .contains("usart6");
    }

    @Test
    void namesComponentsSoThatTheLanguageTakesThem() {
        PlatformDescription platform = platform(small("""
            new: memory@30000000 { compatible = "mmio-sram"; reg = <0x30000000 0x1000>; };
            r_am: memory@31000000 { compatible = "mmio-sram"; reg = <0x31000000 0x1000>; };
            """));

        assertThat(platform.names()).contains("ram", "newx1", "ramx1");
    }

    @Test
    void saysWhereNoCoreIsKnown() {
        Devicetree tree = Devicetree.parse("odd.dts", """
            /dts-v1/;
            / {
                cpus { cpu@0 { compatible = "acme,core"; }; };
            };
            """);

        assertThatThrownBy(() -> PlatformGenerator.generate(tree, OptionalLong.empty()))
                .isInstanceOf(DevicetreeException.class)
                .hasMessageContaining("odd.dts:3:")
                .hasMessageEndingWith("a Cortex-M, Cortex-A or RISC-V core in /cpus that is in use, found acme,core");
    }

    @Test
    void refusesRegistersBeyondTheLastAddress() {
        assertThatThrownBy(() -> platform(small("""
            bad: memory@f { #address-cells = <2>; #size-cells = <2>;
                worse: memory@1 { compatible = "mmio-sram"; reg = <0xffffffff 0xfffff000 0 0x2000>; }; };
            """)))
                .isInstanceOf(DevicetreeException.class)
                .hasMessageContaining("small.dts:")
                .hasMessageContaining("0xfffffffffffff000");
    }

    private static Devicetree small(String more) {
        return Devicetree.parse("small.dts", SMALL.replaceFirst("};\n\\z", more + "};\n"));
    }

    private static Devicetree real(String board) {
        return Devicetree.read(Path.of("src/test/resources/devicetrees/" + board + ".dts"));
    }

    private static PlatformDescription platform(Devicetree tree) {
        return platform(PlatformGenerator.generate(tree, OptionalLong.empty()));
    }

    private static PlatformDescription platform(GeneratedPlatform generated) {
        return new PlatformReader(SearchPath.of()).read(Source.ofText(generated.repl()));
    }

    private static Component component(Devicetree tree, String name) {
        return platform(tree).component(name).orElseThrow();
    }

    private static long number(Component component, String property) {
        return ((Value.Numeric) component.property(property).orElseThrow()).asLong();
    }

    private static String text(Component component, String property) {
        return ((Value.Text) component.property(property).orElseThrow()).text();
    }
}
