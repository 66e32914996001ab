package dev.kenning.testbench.emulator.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.peripheral.Stm32F7Usart;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.platform.monitor.MonitorException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulationTest {

    private final Emulation emulation = new Emulation(SearchPath.of());

    @Test
    void createsAndSelectsMachines() {
        run("mach create");
        run("mach create \"second\"");
        assertThat(emulation.machine().name()).isEqualTo("second");

        run("mach set \"machine-0\"");
        assertThat(emulation.machine().name()).isEqualTo("machine-0");
        assertThat(emulation.machines()).extracting(Machine::name).containsExactly("machine-0", "second");
        assertFails("mach", "Bad parameters for command mach");
        assertFails("mach set \"third\"", "Machine third not found.");
    }

    @Test
    void saysThatThereIsNoMachineYet() {
        assertFails("peripherals", "There is no machine; run 'mach create' first.");
        assertFails("sysbus ReadByte 0", "No such command or device: sysbus");
    }

    @Test
    void loadsADescriptionAndRunsItsStatements(@TempDir Path directory) throws IOException {
        Path repl = Files.writeString(directory.resolve("board.repl"), """
                rtc: Timers.STM32F4_RTC @ sysbus 0x40002800

                rcc: Miscellaneous.STM32F4_RCC @ sysbus 0x40023800
                    rtcPeripheral: rtc

                sysbus:
                    init:
                        Tag <0x40002C00 0x400> "WWDG" 0x7F
                """);
        run("mach create");

        run("machine LoadPlatformDescription @" + repl);

        assertThat(run("sysbus ReadDoubleWord 0x40023800")).isEqualTo("0x00000483");
        assertThat(run("sysbus ReadByte 0x40002C00")).isEqualTo("0x7F");
        assertThat(emulation.machine().log().lines())
                .singleElement()
                .asString()
                .contains("(tag: 'WWDG') ReadByte from non existing peripheral at 0x40002C00, returning 0x7F.");
    }

    @Test
    void keepsThePlatformWhenAnInitStatementFails() {
        run("mach create");

        run("machine LoadPlatformDescriptionFromString \"sysbus: { init: { NoSuchThing 1 } }\"");

        assertThat(emulation.machine().log().lines())
                .singleElement()
                .asString()
                .contains("sysbus does not provide a field, method or property NoSuchThing.");
    }

    @Test
    void tellsADescriptionsErrorInRenodesForm() {
        run("mach create");

        assertFails(
                "machine LoadPlatformDescriptionFromString \"x: UART.Nothing @ sysbus 0x0\"",
                "Error E04: Could not resolve type: 'UART.Nothing'.");
    }

    @Test
    void readsAndWritesDevices() {
        run("mach create");
        run("machine LoadPlatformDescriptionFromString \"rtc: Timers.STM32F4_RTC @ sysbus 0x40002800;"
                + " rcc: Miscellaneous.STM32F4_RCC @ sysbus 0x40023800 { rtcPeripheral: rtc }\"");

        run("sysbus.rcc WriteDoubleWord 0x30 0x7E0");

        assertThat(run("rcc ReadDoubleWord 0x30")).isEqualTo("0x000007E0");
        assertThat(run("sysbus ReadWord 0x40023830")).isEqualTo("0x07E0");
        assertThat(run("sysbus ReadQuadWord 0x40023830")).isEqualTo("0x00000000000007E0");
        assertThat(run("peripherals")).isEqualTo("""
                Available peripherals:

                  sysbus (SystemBus)
                  │  \s
                  ├── rcc (STM32F4_RCC)
                  │       <0x40023800, 0x40023BFF>
                  │      \s
                  └── rtc (STM32F4_RTC)
                          <0x40002800, 0x40002BFF>
                         \s""");
    }

    @Test
    void givesAUartWhatIsTyped() {
        run("mach create");
        run("machine LoadPlatformDescriptionFromString"
                + " \"usart1: UART.STM32F7_USART @ sysbus 0x40011000 { frequency: 1 }\"");
        run("usart1 WriteDoubleWord 0 0x5");

        run("usart1 WriteLine \"hi\"");

        assertThat(run("usart1 ReadDoubleWord 0x24")).isEqualTo("0x00000068");
        assertThat(run("usart1 ReadDoubleWord 0x24")).isEqualTo("0x00000069");
        assertThat(run("usart1 ReadDoubleWord 0x24")).isEqualTo("0x0000000D");
    }

    @Test
    void showsLinesOfAUartInTheLog() {
        run("mach create");
        run("machine LoadPlatformDescriptionFromString"
                + " \"usart1: UART.STM32F7_USART @ sysbus 0x40011000 { frequency: 1 }\"");
        run("usart1 WriteDoubleWord 0 0x9");
        run("showAnalyzer sysbus.usart1");

        for (char c : "ok\r\n".toCharArray()) {
            run("usart1 WriteDoubleWord 0x28 " + (int) c);
        }

        assertThat(run("lastLog")).isEqualTo("00:00:00.0000 [INFO] sysbus.usart1: ok ");
    }

    @Test
    void asksItsHostForTerminalsAndConnectsThem() {
        RecordingHost host = new RecordingHost();
        Emulation hosted = new Emulation(SearchPath.of(), host);
        hosted.execute("mach create");
        hosted.execute("machine LoadPlatformDescriptionFromString"
                + " \"usart6: UART.STM32F7_USART @ sysbus 0x40011400 { frequency: 1 }\"");
        hosted.execute("emulation CreateServerSocketTerminal 3456 \"kcomms\" false");
        hosted.execute("emulation CreateUartPtyTerminal \"console\" \"/tmp/uart\" true");
        hosted.execute("connector Connect sysbus.usart6 kcomms");
        hosted.execute("connector Disconnect sysbus.usart6 kcomms");
        hosted.clear();

        assertThat(host.calls)
                .containsExactly(
                        "socket kcomms 3456 []",
                        "pty console /tmp/uart true",
                        "connect kcomms to " + Stm32F7Usart.class.getSimpleName(),
                        "disconnect kcomms",
                        "pause",
                        "advance immediately false",
                        "close kcomms",
                        "close console");
    }

    @Test
    void saysThatNobodyReachesATerminalHere() {
        run("mach create");
        run("emulation CreateServerSocketTerminal 3456 \"kcomms\" false");

        assertThat(run("lastLog")).contains("'kcomms': nothing listens on port 3456 here; 'testbench serve'");
    }

    @Test
    void refusesToConnectWhatIsNotThere() {
        run("mach create");
        run("machine LoadPlatformDescriptionFromString"
                + " \"usart6: UART.STM32F7_USART @ sysbus 0x40011400 { frequency: 1 }\"");
        run("emulation CreateServerSocketTerminal 3456 \"kcomms\" false");

        assertFails(
                "connector Connect sysbus.usart6 kcoms",
                "there is no terminal, hub or network 'kcoms'. Did you mean 'kcomms'?");
        assertFails(
                "connector Connect sysbus.usart5 kcomms",
                "there is no device 'sysbus.usart5'. Did you mean 'sysbus.usart6'?");
    }

    @Test
    void bringsALevelFromOneMachineToAnotherThroughAConnector() {
        run("emulation CreateGPIOConnector \"wire\"");
        run("mach create");
        run("machine LoadPlatformDescriptionFromString \"one: GPIOPort.SiFive_GPIO @ sysbus 0x10012000\"");
        run("connector Connect sysbus.one wire");
        run("wire SelectSourcePin sysbus.one 3");
        run("mach create");
        run("machine LoadPlatformDescriptionFromString \"two: GPIOPort.SiFive_GPIO @ sysbus 0x10013000\"");
        run("connector Connect sysbus.two wire");
        run("wire SelectDestinationPin sysbus.two 4");
        run("sysbus WriteDoubleWord 0x10013004 0x10");
        run("mach set 0");
        run("sysbus WriteDoubleWord 0x10012008 0x8");

        run("sysbus WriteDoubleWord 0x1001200C 0x8");

        run("mach set 1");
        assertThat(run("sysbus ReadDoubleWord 0x10013000")).isEqualTo("0x00000010");
    }

    @Test
    void saysOnceThatNothingPassesOnANetwork() {
        run("emulation CreateIEEE802_15_4Medium \"wireless\"");
        run("mach create");
        run("machine LoadPlatformDescriptionFromString \"radio: Wireless.NRF52840_Radio @ sysbus 0x40001000\"");

        run("connector Connect sysbus.radio wireless");
        run("connector Disconnect sysbus.radio wireless");
        run("connector Connect sysbus.radio wireless");

        assertThat(emulation.machine().log().lines())
                .singleElement()
                .asString()
                .contains("wireless: The embedded engine has no radio that sends frames");
    }

    @Test
    void letsVirtualTimePass() {
        run("mach create");

        run("emulation RunFor \"00:00:01.5\"");

        assertThat(run("machine ElapsedVirtualTime"))
                .startsWith("[Domain = Elapsed Virtual Time: 00:00:01.500000000\nElapsed Host Time: ")
                .endsWith("Quantum: 00:00:00.000100000, TimeElapsed = 00:00:01.500000000]");
    }

    @Test
    void runsResetSectionsAndThenTheResetMacro() {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        run("mach create");
        run(
                "machine LoadPlatformDescriptionFromString"
                        + " \"usart1: UART.STM32F7_USART @ sysbus 0x40011000 { frequency: 1; reset: { WriteDoubleWord 0 9 } }\"");
        emulation.machine().uart("usart1").addListener(sent::write);
        run("macro reset \"\"\"\nusart1 WriteDoubleWord 0x28 0x21\n\"\"\"");

        run("machine Reset");

        assertThat(sent.toString(StandardCharsets.US_ASCII))
                .as("what the macro sends through the transmitter that the section enables")
                .isEqualTo("!");
    }

    @Test
    void writesTheLogToAFileAndKeepsTheOneBefore(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("renode.log"), "of an earlier run");
        run("mach create");

        run("logFile @" + file);
        run("log \"first\" 1; log \"first\" 1");

        assertThat(file).hasContent("00:00:00.0000 [INFO] Script: first\n00:00:00.0000 [INFO] Script: first");
        assertThat(directory.resolve("renode.log.1")).hasContent("of an earlier run");
        assertThat(run("lastLog")).isEqualTo("00:00:00.0000 [INFO] Script: first (2)");
    }

    @Test
    void keepsLogLevelsByDevice() {
        run("mach create");
        run("machine LoadPlatformDescriptionFromString \"rtc: Timers.STM32F4_RTC @ sysbus 0x40002800;"
                + " rcc: Miscellaneous.STM32F4_RCC @ sysbus 0x40023800 { rtcPeripheral: rtc }\"");

        run("logLevel 3 sysbus.rcc");
        run("sysbus.rcc ReadDoubleWord 0x3F0; sysbus ReadDoubleWord 0");

        assertThat(emulation.machine().log().lines())
                .singleElement()
                .asString()
                .contains("[WARNING] sysbus: ReadDoubleWord from non existing peripheral at 0x0");
        assertFails("logLevel 3 sysbus.rc", "Could not find emulation element or backend named: sysbus.rc");
        assertFails("logLevel 7", "Bad parameters for command logLevel 7");
    }

    @Test
    void runsTheScriptsThatBuildsOfTheKenningAppBring(@TempDir Path directory) throws IOException {
        Files.copy(Path.of("src/test/resources/renode-golden/m7short.elf"), directory.resolve("zephyr.elf"));
        Files.writeString(directory.resolve("board.resc"), """
                :name: STM32F746G-DISCO
                $name?="stm32f746g_disco"
                $bin?=$ORIGIN/zephyr.elf
                mach create $name
                machine LoadPlatformDescription $repl
                emulation CreateUartPtyTerminal "term-log" "/tmp/uart-log"
                connector Connect sysbus.usart1 term-log
                emulation CreateUartPtyTerminal "term" "/tmp/uart"
                connector Connect sysbus.usart6 term
                cpu EnableOpcodesCounting true
                macro reset
                \"""
                    sysbus LoadELF $bin
                \"""
                runMacro $reset
                """);
        run("$repl=@" + Path.of("renode/stm32f746g_disco.repl").toAbsolutePath());

        run("include @" + directory.resolve("board.resc"));
        emulation.machine().runFor(50_000_000);

        assertThat(run("cpu ExecutedInstructions")).isEqualTo("0x0000000000002470");
        run("machine Reset");
        assertThat(run("cpu ExecutedInstructions")).isEqualTo("0x0000000000000000");
        emulation.machine().runFor(50_000_000);
        assertThat(run("cpu ExecutedInstructions")).as("after a reset").isEqualTo("0x0000000000002470");
    }

    @Test
    void saysWhatItDoesNotHave() {
        run("mach create");

        assertFails("nonsense", "No such command or device: nonsense");
        assertFails("machine Rest", "machine does not provide a field, method or property Rest. Did you mean 'Reset'?");
        assertFails(
                "machine Reset 1",
                "Parameters did not match the signature\nThe following methods are available:\nReset");
        assertFails("machine StartGdbServer 3333", "Cannot start GDB server with no CPUs.");
        assertFails("include @model.cs", "File does not exist: model.cs");
        assertFails("emulation RunFor \"soon\"", "Could not parse ${s} to time interval.");
        assertFails("sysbus LoadELF @missing.elf", "File does not exist: missing.elf");
    }

    @Test
    void refuseArgumentsOfAnotherTypeInRenodesWords() {
        run("$number=1");
        assertFails("py $number", "Variable type has to be a string.");
        assertFails(
                "EnsureTypeIsLoaded \"Antmicro.NotExistingType\"", "Given type Antmicro.NotExistingType was not found");
        assertFails("log word", "Bad parameters for command log word");
        assertFails("next_value word", "unsupported operand type(s) for +: 'str' and 'int'");
        assertFails("python \"if error\"", "[FatalError] unexpected EOF while parsing (Line 1, Column 9)");
    }

    private String run(String command) {
        return emulation.execute(command);
    }

    private void assertFails(String command, String text) {
        assertThatThrownBy(() -> run(command))
                .as(command)
                .isInstanceOf(MonitorException.class)
                .hasMessageContaining(text);
    }
}
