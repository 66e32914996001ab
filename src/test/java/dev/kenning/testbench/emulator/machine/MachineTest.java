package dev.kenning.testbench.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.elf.ElfFileTest;
import dev.kenning.testbench.emulator.peripheral.PinLed;
import dev.kenning.testbench.platform.PlatformException;
import dev.kenning.testbench.platform.PlatformReader;
import dev.kenning.testbench.platform.ReplWriter;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.text.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineTest {

    private static final String CORE = """
            nvic: IRQControllers.NVIC @ sysbus 0xE000E000

            cpu: CPU.CortexM @ sysbus
                cpuType: "cortex-m7"
                nvic: nvic
            """;

    private final Machine machine = new Machine("machine-0");

    @Nested
    class BuiltFromADescription {

        @Test
        void answersAtTheAddressesThatTheDescriptionGives() {
            load("""
                    sram: Memory.MappedMemory @ sysbus 0x20000000
                        size: 0x60000

                    rtc: Timers.STM32F4_RTC @ sysbus 0x40002800

                    rcc: Miscellaneous.STM32F4_RCC @ sysbus 0x40023800
                        rtcPeripheral: rtc

                    gpioPortA: GPIOPort.STM32_GPIOPort @ sysbus <0x40020000, +0x400>
                        modeResetValue: 0xA8000000
                    """);

            machine.bus().writeWord(0x2005_FFFC, 0x1234_5678);
            assertThat(machine.bus().readWord(0x2005_FFFC)).isEqualTo(0x1234_5678);
            assertThat(machine.bus().readWord(0x4002_3800)).as("RCC CR").isEqualTo(0x483);
            assertThat(machine.bus().readWord(0x4002_0000))
                    .as("MODER of port A")
                    .isEqualTo(0xA800_0000);
            assertThat(machine.log().lines()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"stm32f7_flash.py, 0x10, 0x80000000", "nrf52_nvmc.py, 0x400, 0x1"})
        void knowsAScriptOfThisProjectByItsText(String file, int offset, long reset) throws Exception {
            String script = Files.readString(Path.of("renode/flash", file));

            load(
                    "flash: Python.PythonPeripheral @ sysbus 0x40000000\n    size: 0x1000\n    initable: true\n    script: "
                            + ReplWriter.literal(script) + "\n");

            assertThat(machine.part("flash").orElseThrow().object()).isNotInstanceOf(PythonDevice.class);
            assertThat(machine.bus().readWord(0x4000_0000 + offset) & 0xFFFF_FFFFL)
                    .isEqualTo(reset);
        }

        @Test
        void findsUartsWithAndWithoutTheBusInFront() {
            load("usart6: UART.STM32F7_USART @ sysbus 0x40011400\n    frequency: 200000000\n");

            assertThat(machine.uart("usart6")).isSameAs(machine.uart("sysbus.usart6"));
        }

        @Test
        void namesTheUartsThatExist() {
            load("""
                    usart1: UART.STM32F7_USART @ sysbus 0x40011000
                        frequency: 200000000

                    usart6: UART.STM32F7_USART @ sysbus 0x40011400
                        frequency: 200000000
                    """);

            assertThatThrownBy(() -> machine.uart("usart5"))
                    .isInstanceOf(MachineException.class)
                    .hasMessage("The platform has no UART 'usart5'; it has usart1, usart6. Did you mean 'usart1'?");
        }

        @Test
        void leadsAButtonThroughGpioAndSyscfgToExti() {
            load("""
                    gpioPortI: GPIOPort.STM32_GPIOPort @ sysbus <0x40022000, +0x400>
                        [0-15] -> syscfg#8@[0-15]

                    syscfg: Miscellaneous.STM32_SYSCFG @ sysbus 0x40013800
                        [0-15] -> exti@[0-15]

                    exti: IRQControllers.STM32F4_EXTI @ sysbus 0x40013C00
                        numberOfOutputLines: 24
                        [10-15] -> led@[10-15]

                    led: Miscellaneous.LED @ gpioPortI 1

                    button: Miscellaneous.Button @ gpioPortI 11
                        -> gpioPortI@11
                    """);
            machine.bus().writeWord(0x4001_3810, 8 << 12); // EXTICR3: line 11 from port I
            machine.bus().writeWord(0x4001_3C00, 1 << 11); // IMR
            machine.bus().writeWord(0x4001_3C08, 1 << 11); // RTSR
            PinLed led = (PinLed) machine.part("led").orElseThrow().object();

            machine.membersOf("button").method("Press").orElseThrow().action().invoke(List.of());

            assertThat(machine.bus().readWord(0x4002_2010)).as("IDR").isEqualTo(1 << 11);
            assertThat(machine.bus().readWord(0x4001_3C14)).as("PR").isEqualTo(1 << 11);
            assertThat(led.isLit()).as("lines 10 to 15, combined").isTrue();

            machine.bus().writeWord(0x4001_3C14, 1 << 11);
            assertThat(led.isLit()).as("after the line was acknowledged").isFalse();
        }

        @Test
        void takesTheKnownPythonFilesForWhatTheyAre() {
            load("""
                    pwrCr1: Python.PythonPeripheral @ sysbus 0x40007000
                        size: 0x4
                        initable: false
                        filename: "scripts/pydev/flipflop.py"

                    one: Python.PythonPeripheral @ sysbus 0x40007004
                        size: 0x4
                        script: "request.value = 0x1"
                    """);

            assertThat(machine.bus().readWord(0x4000_7000)).isEqualTo(-1);
            assertThat(machine.bus().readWord(0x4000_7000)).isEqualTo(0);
            assertThat(machine.bus().readWord(0x4000_7004)).isEqualTo(1);
            assertThat(machine.bus().readWord(0x4000_7004)).isEqualTo(1);
        }

        @Test
        void saysOnceForEachRegisterThatADeviceIsOnlyStored() {
            load("spi2: SPI.STM32SPI @ sysbus 0x40003800\n");

            machine.bus().writeWord(0x4000_3800, 0x44);
            machine.bus().writeWord(0x4000_3800, 0x45);

            assertThat(machine.bus().readWord(0x4000_3800)).isEqualTo(0x45);
            assertThat(machine.log().lines())
                    .containsExactly("00:00:00.0000 [WARNING] spi2: Register 0x0 is only stored:"
                            + " the embedded engine does not model SPI.STM32SPI.");
        }

        @Test
        void takesAParameterByItsAlias() {
            load(CORE + "    id: 3\n");

            assertThat(machine.log().lines())
                    .singleElement(STRING)
                    .endsWith("[WARNING] Using alias 'id' for parameter 'cpuId'");
        }

        @ParameterizedTest
        @CsvSource({"'', 0x4", "haltSystickOnDeepSleep: false, 0x5"})
        void stopsTheSystemTimerWhereAProgramAsksForDeepSleep(String attribute, int control) {
            load("nvic: IRQControllers.NVIC @ sysbus 0xE000E000 { " + attribute + " }\n");
            machine.bus().writeWord(0xE000_E014, 1000);
            machine.bus().writeWord(0xE000_E010, 5);

            machine.bus().writeWord(0xE000_ED10, 4);

            assertThat(machine.bus().readWord(0xE000_E010) & 0x5)
                    .as("SYST_CSR, CLKSOURCE and ENABLE")
                    .isEqualTo(control);
        }

        @Test
        void canBeExtendedByASecondDescription() {
            load("sram: Memory.MappedMemory @ sysbus 0x20000000\n    size: 0x60000\n");
            machine.load(new PlatformReader(SearchPath.of())
                    .read(Source.ofText("rng: Miscellaneous.STM32F4_RNG @ sysbus 0x50060800\n"), Set.of("sram")));

            assertThat(machine.bus().nameAt(0x5006_0800)).contains("rng");
            assertThat(machine.bus().nameAt(0x2000_0000)).contains("sram");
        }
    }

    @Nested
    class BuiltFromWhatDts2replWrites {

        @Test
        void runsOnTheSameModels() {
            load("""
                    sysbus:
                        init:
                            Tag <0x40013800 0x400> "syscfg"

                    nvic0: IRQControllers.NVIC @ {
                        sysbus new Bus.BusPointRegistration { address: 0xe000e000; cpu: cpu0 }
                    }
                        -> cpu0@0

                    cpu0: CPU.CortexM @ sysbus
                        cpuType: "cortex-m7"
                        nvic: nvic0

                    flash0: Memory.MappedMemory @ sysbus 0x8000000
                        size: 0x100000

                    gpioi: GPIOPort.STM32_GPIOPort @ sysbus <0x40022000, +0x400>

                    greenled1: Miscellaneous.LED @ gpioi 0x1

                    gpioi:
                        1 -> greenled1@0

                    rtc: Timers.STM32F4_RTC @ sysbus 0x40002800
                        AlarmIRQ -> nvic0@41

                    i2c1: I2C.STM32F7_I2C @ sysbus 0x40005400
                        EventInterrupt -> nvic0@31
                        ErrorInterrupt -> nvic0@32

                    usart1: UART.STM32F7_USART @ sysbus 0x40011000
                        frequency: 200000000
                        IRQ -> nvic0@37

                    timers1: Timers.STM32_Timer @ sysbus <0x40010000, +0x400>
                        frequency: 10000000
                        initialLimit: 0xffffffff
                        [0-3] -> nvic0@[24-27]

                    rcc: Miscellaneous.STM32F4_RCC @ sysbus 0x40023800
                        rtcPeripheral: rtc

                    mac: Network.SynopsysEthernetMAC @ sysbus 0x40028000
                        IRQ -> nvic0@61

                    dwt: Miscellaneous.DWT @ sysbus 0xE0001000
                        frequency: 72000000
                    """);

            machine.bus().writeWord(0x4002_2000, 1 << 2);
            machine.bus().writeWord(0x4002_2018, 1 << 1);

            assertThat(((PinLed) machine.part("greenled1").orElseThrow().object()).isLit())
                    .isTrue();
            assertThat(machine.part("sysbus.gpioi.greenled1")).isPresent();
            assertThat(machine.clock().slotsPerSecond())
                    .as("Renode's default speed")
                    .isEqualTo(100_000_000);
        }
    }

    @Nested
    class Refuses {

        @Test
        void aCoreItDoesNotHave() {
            assertThatThrownBy(() -> load("""
                            nvic: IRQControllers.NVIC @ sysbus 0xE000E000

                            cpu: CPU.CortexM @ sysbus
                                cpuType: "cortex-m55"
                                nvic: nvic
                            """))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("cortex-m55")
                    .hasMessageContaining("\"cortex-m7\"")
                    .hasMessageContaining("At board.repl:3:6:");
        }

        @Test
        void aSecondCore() {
            assertThatThrownBy(() -> load("""
                            nvic: IRQControllers.NVIC @ sysbus 0xE000E000

                            cpu0: CPU.CortexM @ sysbus
                                cpuType: "cortex-m7"
                                nvic: nvic

                            cpu1: CPU.CortexM @ sysbus
                                cpuType: "cortex-m4"
                                nvic: nvic
                            """))
                    .isInstanceOf(MachineException.class)
                    .hasMessageContaining("'cpu1' at board.repl:7:1 is a second core");
        }

        @Test
        void aModelItDoesNotHave() {
            assertThatThrownBy(() -> load("usart1: UART.STM32F7_USRT @ sysbus 0x40011000\n"))
                    .isInstanceOf(PlatformException.class)
                    .hasMessage("Error E04: Could not resolve type: 'UART.STM32F7_USRT'."
                            + " Did you mean 'UART.STM32F7_USART'? The embedded engine does not have this model:"
                            + " leave the component out, load it with --stub-missing ($stubMissing=true), or run this board on Renode.\n"
                            + "At board.repl:1:9:\n"
                            + "usart1: UART.STM32F7_USRT @ sysbus 0x40011000\n"
                            + "        ^^^^^^^^^^^^^^^^^^");
        }

        @Test
        void allModelsItDoesNotHaveAtOnce() {
            assertThatThrownBy(() -> load("""
                            nvic: IRQControllers.NVIC @ sysbus 0xE000E000

                            cpu: CPU.CortexM @ sysbus
                                cpuType: "cortex-m85"
                                nvic: nvic

                            uart0: UART.MAX32650_UART @ sysbus 0x40042000

                            gpio: GPIOPort.STM32_GPIOPrt @ sysbus <0x40080000, +0x400>

                            uart1: UART.MAX32650_UART @ sysbus 0x40043000
                            """))
                    .isInstanceOf(PlatformException.class)
                    .hasMessage("""
                            Error E04: Could not resolve types. The embedded engine does not have these models: leave the \
                            components out, load them with --stub-missing ($stubMissing=true), or run this board on Renode.
                                'CPU.CortexM "cortex-m85"' at board.repl:4:14. It has cortex-m0, cortex-m0+, cortex-m1, cortex-m3, cortex-m4, cortex-m4f, cortex-m7, cortex-m23, cortex-m33.
                                'UART.MAX32650_UART' at board.repl:7:8, board.repl:11:8. Did you mean 'UART.MAX32655_UART'?
                                'GPIOPort.STM32_GPIOPrt' at board.repl:9:7. Did you mean 'GPIOPort.STM32_GPIOPort'?
                            At board.repl:4:14:
                                cpuType: "cortex-m85"
                                         ^^^^^^^^^^^^""");
        }

        @Test
        void aMissingParameter() {
            assertThatThrownBy(() -> load("usart1: UART.STM32F7_USART @ sysbus 0x40011000\n"))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("Error E25: Could not find suitable constructor for type"
                            + " 'Antmicro.Renode.Peripherals.UART.STM32F7_USART'. 'frequency' (an integer) is missing."
                            + " It takes frequency, lowPowerMode (optional).");
        }

        @Test
        void aParameterThatTheModelDoesNotHave() {
            assertThatThrownBy(() ->
                            load("usart1: UART.STM32F7_USART @ sysbus 0x40011000\n    frequency: 1\n    frequncy: 1\n"))
                    .isInstanceOf(PlatformException.class)
                    .hasMessage("""
                            Error E25: Could not find suitable constructor for type \
                            'Antmicro.Renode.Peripherals.UART.STM32F7_USART'. It has no 'frequncy' (board.repl:3:15). \
                            Did you mean 'frequency'? It takes frequency, lowPowerMode (optional).
                            At board.repl:1:9:
                            usart1: UART.STM32F7_USART @ sysbus 0x40011000
                                    ^""");
        }

        @Test
        void aParameterThatALaterReleaseBrought() {
            assertThatThrownBy(() -> load(CORE + "    enableTrustZone: false\n"))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("Error E25: ")
                    .hasMessageContaining(
                            "It has no 'enableTrustZone' (board.repl:6:22) in release 1.15; 1.16 has. It takes cpuType, nvic, ");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            a: Memory.MappedMemory @ sysbus 0 { size: "64k" }                     | 'size' (board.repl:1:43) must be an integer.
            a: Timers.NRF52840_RTC @ sysbus 0 { numberOfEvents: 3.5 }             | 'numberOfEvents' (board.repl:1:53) must be an integer.
            a: Miscellaneous.LED { invert: 1 }                                    | 'invert' (board.repl:1:32) must be true or false.
            a: CRC.STM32_CRC @ sysbus 0 { series: STM32Series.F9 }                | 'series' (board.repl:1:39) must be one of F0, F4, WBA.
            a: CRC.STM32_CRC @ sysbus 0 { series: "F4" }                          | 'series' (board.repl:1:39) must be one of F0, F4, WBA.
            r: Miscellaneous.STM32F4_RCC @ sysbus 0 { rtcPeripheral: b }; b: UART.TrivialUart @ sysbus 0x1000 | \
            'rtcPeripheral' (board.repl:1:58) must name a component of another kind.
            """)
        void aParameterOfAnotherKind(String platform, String reason) {
            assertThatThrownBy(() -> load(platform + "\n"))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("Error E25: Could not find suitable constructor for type")
                    .hasMessageContaining(reason)
                    .hasMessageContaining("At board.repl:1:4:");
        }

        @Test
        void aModelWithoutASizeAtAnAddress() {
            assertThatThrownBy(() -> load("uart: UART.STM32_UART @ sysbus 0x40004400\n"))
                    .isInstanceOf(PlatformException.class)
                    .hasMessage("""
                            Error E21: Could not find any suitable constructor for this registration point. \
                            'UART.STM32_UART' does not know its size: give a range, '<0x40004400, +0x400>'.
                            At board.repl:1:32:
                            uart: UART.STM32_UART @ sysbus 0x40004400
                                                           ^^^^^^^^^^""");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "; script: 'request.value = 1'; filename: 'x.py'"})
        void aPythonDeviceWithoutExactlyOneSource(String attributes) {
            assertThatThrownBy(() -> load("p: Python.PythonPeripheral @ sysbus 0x0 { size: 0x10"
                            + attributes.replace('\'', '"') + " }\n"))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("""
                            Error E38: Exception was thrown during construction of 'p':
                            Parameters `script` and `filename` cannot be both set or both unset.

                            """)
                    .hasMessageContaining("At board.repl:1:4:");
        }

        @Test
        void aParameterByItsNameAndItsAlias() {
            assertThatThrownBy(() -> load(CORE + "    cpuId: 1\n    id: 2\n"))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("Error E46: Ambiguous choice between aliased and normal argument name:\n")
                    .hasMessageContaining("At board.repl:3:6:");
        }

        @Test
        void overlappingRegistrations() {
            assertThatThrownBy(() -> load("""
                            sram: Memory.MappedMemory @ sysbus 0x20000000
                                size: 0x60000

                            more: Memory.MappedMemory @ sysbus 0x2005F000
                                size: 0x1000
                            """))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("Error E39: Exception was thrown during registration of 'more' in 'sysbus':\n"
                            + "Could not register Given address <0x2005F000, 0x2005FFFF> for peripheral")
                    .hasMessageContaining("At board.repl:4:");
        }

        @Test
        void aPropertyThatThePartDoesNotHave() {
            assertThatThrownBy(() -> load("rng: Miscellaneous.STM32F4_RNG @ sysbus 0x50060800\n    Speed: 1\n"))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining(
                            "Error E10: Property 'Speed' does not exist in type 'Antmicro.Renode.Peripherals.Miscellaneous.STM32F4_RNG.");
        }

        @Test
        void anAmbiguousDefaultInterrupt() {
            assertThatThrownBy(() -> load("""
                            usart1: UART.STM32F7_USART @ sysbus 0x40011000
                                frequency: 1
                                -> led@0

                            led: Miscellaneous.LED @ none
                            """))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("Error E15: 'UART.STM32F7_USART' has several interrupt outputs:");
        }

        @Test
        void aDestinationThatTakesNoInterrupts() {
            assertThatThrownBy(() -> load("""
                            usart1: UART.STM32F7_USART @ sysbus 0x40011000
                                frequency: 1
                                IRQ -> sram@0

                            sram: Memory.MappedMemory @ sysbus 0x20000000
                                size: 0x1000
                            """))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining(
                            "Error E12: Type 'Antmicro.Renode.Peripherals.Memory.MappedMemory' does not implement IGPIOReceiver");
        }

        @Test
        void aPythonFileThatIsNotThere() {
            assertThatThrownBy(() -> load("""
                            dev: Python.PythonPeripheral @ sysbus 0x40007000
                                size: 0x4
                                filename: "my/model.py"
                            """))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("Error E38: Exception was thrown during construction of 'dev':")
                    .hasMessageContaining("Could not find source file for the script: ")
                    .hasMessageContaining("At board.repl:3:");
        }

        @Test
        void aProgramOutsideItsMemory() {
            load("""
                    flash: Memory.MappedMemory @ sysbus 0x08000000
                        size: 0x1000
                    """);
            ElfFile program = ElfFile.parse("m7short.elf", ElfFileTest.golden());

            assertThatThrownBy(() -> machine.loadElf(program))
                    .isInstanceOf(MachineException.class)
                    .hasMessage("Firmware m7short.elf does not fit this platform: a segment of 4 bytes is used at"
                            + " <0x20000000, 0x20000003>, which is not memory. The platform has"
                            + " flash <0x08000000, 0x08000FFF>. Build the firmware for this board, or give the"
                            + " platform that memory.");
        }
    }

    @Nested
    class KeepsTime {

        @Test
        void byLettingItJumpToTheNextAlarm() {
            List<Long> fired = new ArrayList<>();
            machine.clock()
                    .newAlarm(() -> fired.add(machine.nanos()))
                    .at(machine.clock().slotAtNanos(1_500_000));

            assertThat(machine.runUntil(2_000_000)).isTrue();

            assertThat(fired).containsExactly(1_500_000L);
            assertThat(machine.nanos()).isEqualTo(2_000_000);
        }

        @Test
        void andStopsWhenSomebodyAsks() {
            machine.clock().newAlarm(machine::requestStop).at(machine.clock().slotAtNanos(1_000_000));

            assertThat(machine.runUntil(2_000_000)).as("reached").isFalse();
            assertThat(machine.nanos()).isEqualTo(1_000_000);
            assertThat(machine.runUntil(2_000_000))
                    .as("reached at the second go")
                    .isTrue();
        }

        @Test
        void andLetsTheWatchdogEndARun() {
            machine.setWatchdog(() -> {
                throw new IllegalStateException("30 s of wall-clock time are over");
            });

            assertThatThrownBy(() -> machine.runFor(1)).hasMessage("30 s of wall-clock time are over");
        }
    }

    private void load(String description) {
        machine.load(new PlatformReader(SearchPath.of()).read(new Source("board.repl", description)));
    }
}
