package dev.kenning.testbench.platform.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.text.Source;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationScriptTest {

    private static final SimulationSettings NONE = SimulationSettings.defaults();

    @Test
    void leavesMachineFirmwareAndCountersToAScriptOfThePlatform() {
        String text = new SimulationScript("springbok", NONE.withFileVariable("springbok_repl", "springbok.repl"))
                .core("cpu", "CPU.RiscV32")
                .platform("springbok.resc")
                .terminal("sysbus.uart0", 3456, "uart0_port")
                .firmware("device.elf")
                .text();

        assertThat(text)
                .contains("""
            $springbok_repl=@springbok.repl
            $name="springbok"
            $bin=@device.elf
            include @springbok.resc
            emulation CreateServerSocketTerminal 3456 "uart0_port" false
            connector Connect sysbus.uart0 uart0_port

            start
            """)
                .doesNotContain("mach create")
                .doesNotContain("LoadELF")
                .doesNotContain("Counting");
    }

    @Test
    void writesEverythingInTheOrderThatRenodeNeeds() {
        SimulationSettings settings = NONE.withSeed(7)
                .withQuantum(Duration.ofNanos(10_000))
                .withLogFile("renode.log")
                .withPerformanceInMips(100)
                .withOpcodePattern("movs_imm", "00100xxxxxxxxxxx")
                .withProfiler("profiler.dump")
                .withGdbServer(3333)
                .withCommand("sysbus.usart1 WriteChar 0x41")
                .withPostStartCommand("sysbus.vec_controlblock WriteDoubleWord 0xc 0");

        String text = new SimulationScript("disco", settings)
                .core("cpu", "CPU.CortexM")
                .platform("disco.repl")
                .terminal("sysbus.usart6", 3456, "usart6_port")
                .firmware("device.elf")
                .text();

        assertThat(text).isEqualTo("""
            :name: disco
            :description: Written by Kenning Testbench. Start it by hand in its folder: renode <this file>

            emulation SetSeed 7
            emulation SetGlobalQuantum "0.00001"
            logFile @renode.log true
            mach create "disco"
            machine LoadPlatformDescription @disco.repl
            sysbus.cpu PerformanceInMips 100
            sysbus.cpu InstallOpcodeCounterPattern "movs_imm" "00100xxxxxxxxxxx"
            sysbus.cpu EnableOpcodesCounting true
            emulation CreateServerSocketTerminal 3456 "usart6_port" false
            connector Connect sysbus.usart6 usart6_port
            sysbus LoadELF @device.elf
            macro reset
            \"""
                sysbus LoadELF @device.elf
            \"""
            machine EnableProfiler "profiler.dump"
            machine StartGdbServer 3333
            sysbus.usart1 WriteChar 0x41

            start
            sysbus.vec_controlblock WriteDoubleWord 0xc 0
            """);
    }

    @Test
    void lockStepNeedsNoSocketsAndNothingThatTheHostsTimeChanges() {
        assertThat(new SimulationScript("m", NONE)
                        .platform("m.repl")
                        .firmware("m.elf")
                        .lockStep()
                        .setup())
                .startsWith(
                        "emulation SetGlobalAdvanceImmediately true",
                        "emulation SetGlobalSerialExecution true",
                        "include @lockstep.py",
                        "mach create \"m\"")
                .noneMatch(statement -> statement.contains("SocketTerminal"));
    }

    @Test
    void countsTheInstructionsOfRiscVCoresByMnemonic() {
        List<String> statements = new SimulationScript("unmatched", NONE)
                .core("s7", "CPU.RiscV64")
                .core("u74", "CPU.RiscV64")
                .setup();

        assertThat(statements)
                .contains("sysbus.s7 EnableRiscvOpcodesCounting", "sysbus.u74 EnableRiscvOpcodesCounting");
    }

    @Test
    void enablesCountingOnceAfterEveryPattern() {
        SimulationSettings settings =
                NONE.withOpcodePattern("a", "0000000000000000").withOpcodePattern("b", "0000000000000001");

        assertThat(new SimulationScript("m", settings)
                        .core("cpu", "CPU.CortexM")
                        .setup())
                .endsWith(
                        "sysbus.cpu InstallOpcodeCounterPattern \"a\" \"0000000000000000\"",
                        "sysbus.cpu InstallOpcodeCounterPattern \"b\" \"0000000000000001\"",
                        "sysbus.cpu EnableOpcodesCounting true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b.repl", "a@b.repl", "täst.repl", "a-(1).repl", "[x].repl"})
    void quotesFilesSoThatTheyAreReadBackTheSame(String file) {
        List<String> setup = new SimulationScript("m", NONE).platform(file).setup();
        MonitorStatement.Call load =
                (MonitorStatement.Call) MonitorStatement.parse(Source.ofText(setup.get(setup.size() - 1)))
                        .get(0);

        assertThat(load.arguments()).last().extracting(Argument::text).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a board", "a \"board\"", "$board", "@board", "board;quit", "#board"})
    void quotesNamesSoThatTheyAreReadBackTheSame(String machine) {
        List<MonitorStatement> script = MonitorStatement.parse(
                Source.ofText(new SimulationScript(machine, NONE).setup().get(0)));

        assertThat(script).hasSize(1);
        assertThat(((MonitorStatement.Call) script.get(0)).arguments())
                .last()
                .extracting(Argument::text)
                .isEqualTo(machine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nquit", "a\rquit", "a$b", "a;quit", "a\"b", "a`quit`", "a#b"})
    void refusesFilesThatNoReleaseReadsBack(String file) {
        SimulationScript script = new SimulationScript("m", NONE).platform(file);

        assertThatThrownBy(script::text).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAMachineWithALineBreak() {
        assertThatThrownBy(() -> new SimulationScript("a\nquit", NONE).text())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line end");
    }

    @Test
    void refusesSettingsThatCannotBe() {
        assertThatThrownBy(() -> NONE.withPerformanceInMips(0)).hasMessage("PerformanceInMips must be > 0, is 0");
        assertThatThrownBy(() -> NONE.withQuantum(Duration.ZERO)).hasMessage("quantum must be > 0, is PT0S");
        assertThatThrownBy(() -> NONE.withGdbServer(70_000))
                .hasMessage("the GDB server's port must be <= 65535, is 70000");
        assertThatThrownBy(() -> NONE.withOpcodePattern("short", "0101"))
                .hasMessage("an opcode pattern has 16 or 32 characters, '0101' has 4");
        assertThatThrownBy(() -> NONE.withCommand("%"))
                .isInstanceOf(MonitorException.class)
                .hasMessageContaining("Could not tokenize here");
    }
}
