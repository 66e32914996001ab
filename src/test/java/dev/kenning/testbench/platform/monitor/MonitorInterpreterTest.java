package dev.kenning.testbench.platform.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.platform.PlatformError;
import dev.kenning.testbench.text.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MonitorInterpreterTest {

    private final Map<String, String> files = new HashMap<>();
    private final RecordingTarget target = new RecordingTarget();
    private final MonitorInterpreter monitor = new MonitorInterpreter(
            target, (path, from) -> Optional.ofNullable(files.get(path)).map(text -> new Source(path, text)), "/work");

    /** Writes down what it is asked to do; knows a few devices and no machine until one is made. */
    private static final class RecordingTarget implements CommandTarget {

        private final Set<String> names = new TreeSet<>(Set.of(
                "mach",
                "machine",
                "emulation",
                "connector",
                "sysbus",
                "sysbus.cpu",
                "sysbus.usart1",
                "start",
                "quit",
                "version",
                "include",
                "sysbus.uart-0"));
        private final List<String> calls = new ArrayList<>();
        private Optional<String> machine = Optional.empty();

        @Override
        public Optional<String> currentMachine() {
            return machine;
        }

        @Override
        public boolean knows(String name) {
            return names.contains(name);
        }

        @Override
        public Collection<String> names() {
            return names;
        }

        @Override
        public String execute(MonitorCall call) {
            calls.add((call.name() + " "
                            + String.join(
                                    "|",
                                    call.arguments().stream()
                                            .map(Argument::text)
                                            .toList()))
                    .strip());
            if (call.name().equals("mach")) {
                machine = Optional.of(call.text(1));
            }
            return switch (call.member()) {
                case "GetSymbolAddress" -> "0x08000101";
                case "Model" -> "cortex-m7";
                case "Break" -> throw MonitorException.during(call, "it broke");
                case "LoadPlatformDescription" -> loadDescription(call);
                default -> "";
            };
        }

        private static String loadDescription(MonitorCall call) {
            if (call.text(1).startsWith("broken")) {
                throw PlatformError.SYNTAX.at(call.position(), "no description");
            }
            return "";
        }
    }

    @Test
    void handsCallsToItsTarget() {
        monitor.execute(
                "emulation CreateServerSocketTerminal 3456 \"term\" false; connector Connect sysbus.usart1 term");

        assertThat(target.calls)
                .containsExactly(
                        "emulation CreateServerSocketTerminal|3456|term|False", "connector Connect|sysbus.usart1|term");
    }

    @Test
    void findsDevicesWithoutTheBus() {
        monitor.execute("usart1 WriteChar 0x41");

        assertThat(target.calls).containsExactly("sysbus.usart1 WriteChar|0x41");
    }

    @Test
    void findsDevicesBehindPrefixesThatAreUsed() {
        target.names.add("host.net.tap0");

        monitor.execute("using host.net; tap0 Start");

        assertThat(target.calls).containsExactly("host.net.tap0 Start");
    }

    @Test
    void namesTheNearestKnownWordForAnUnknownOne() {
        assertThatThrownBy(() -> monitor.execute("nonsense"))
                .isInstanceOf(MonitorException.class)
                .hasMessage("No such command or device: nonsense");
        assertThatThrownBy(() -> monitor.execute("machin Reset"))
                .hasMessage("No such command or device: machin\nDid you mean 'machine'?");
        assertThatThrownBy(() -> monitor.execute("inclde @x.resc"))
                .hasMessage("No such command or device: inclde\nDid you mean 'include'?");
    }

    @Test
    void putsVariablesInTheirPlace() {
        monitor.execute("$bin=@a\\ b.elf; set n 0x10; sysbus LoadELF $bin; sysbus.cpu VectorTableOffset $n");

        assertThat(target.calls).containsExactly("sysbus LoadELF|a b.elf", "sysbus.cpu VectorTableOffset|0x10");
    }

    @Test
    void refusesAVariableThatIsNotSet() {
        assertThatThrownBy(() -> monitor.execute("sysbus LoadELF $bin"))
                .hasMessageEndingWith("\nNo such variable: $bin");
    }

    @Test
    void setsADefaultOnlyWhereNothingIsSet() {
        monitor.execute("$bin=@given.elf; $bin?=@default.elf; $other?=@other.elf");

        assertThat(monitor.execute("$bin; $other")).isEqualTo("given.elf\nother.elf");
    }

    @Test
    void seesGlobalVariablesFromEveryMachineButKeepsThoseOfMachinesApart() {
        monitor.execute("$x=\"global\"; $y=\"all\"; mach create \"one\"; $x=\"one\"");

        assertThat(monitor.execute("echo $x $y $global.x $one.x")).isEqualTo("one all global one");
        assertThat(monitor.execute("mach create \"two\"; echo $x")).isEqualTo("global");
    }

    @Test
    void knowsWhereAScriptStands() {
        files.put("/boards/stm32/board.resc", "include $ORIGIN/../common.resc; echo $ORIGIN");
        files.put("/boards/stm32/../common.resc", "echo $ORIGIN/x $CWD");

        assertThat(monitor.execute("include @/boards/stm32/board.resc; echo $ORIGIN"))
                .isEqualTo("/boards/stm32/../x /work\n/boards/stm32\n/work");
    }

    @Test
    void takesACommandsOutputAsAnArgument() {
        monitor.execute("sysbus.cpu PC `sysbus GetSymbolAddress \"main\"`; echo `sysbus.cpu Model`");

        assertThat(target.calls)
                .containsExactly("sysbus GetSymbolAddress|main", "sysbus.cpu PC|0x08000101", "sysbus.cpu Model");
    }

    @Test
    void runsMacrosWithTheVariablesOfTheMoment() {
        monitor.execute("""
                mach create "board"
                macro reset
                \"""
                    sysbus LoadELF $bin
                    sysbus.cpu IsHalted true
                \"""
                $bin=@first.elf
                runMacro $reset
                $bin=@second.elf
                runMacro $reset
                """);

        assertThat(target.calls)
                .containsExactly(
                        "mach create|board",
                        "sysbus LoadELF|first.elf",
                        "sysbus.cpu IsHalted|True",
                        "sysbus LoadELF|second.elf",
                        "sysbus.cpu IsHalted|True");
        assertThat(monitor.runMacroIfDefined("reset"))
                .as("the macro that a reset runs")
                .isPresent();
    }

    @Test
    void keepsTheMacrosOfMachinesApart() {
        monitor.execute("mach create \"one\"; macro reset \"\"\"start\"\"\"; mach create \"two\"");

        assertThat(monitor.runMacroIfDefined("reset"))
                .as("a macro of another machine")
                .isEmpty();
    }

    @Test
    void refusesAMacroThatIsNotThere() {
        assertThatThrownBy(() -> monitor.execute("runMacro $reset"))
                .hasMessage("There was an error executing command 'runMacro $reset'\nNo such variable: $reset");
    }

    @Test
    void executesWhatAVariableHolds() {
        monitor.execute("$todo=\"start; quit\"; execute $todo; runMacro $todo");

        assertThat(target.calls).containsExactly("start", "quit", "start", "quit");
    }

    @Test
    void runsAliasesWithTheirArguments() {
        monitor.execute("alias reload \"sysbus LoadELF\"; reload @x.elf true");

        assertThat(target.calls).containsExactly("sysbus LoadELF|x.elf|True");
    }

    @Test
    void leavesFilesThatAreNoScriptsToItsTarget() {
        monitor.execute("i @board.repl; include @hook.py");

        assertThat(target.calls).containsExactly("include board.repl", "include hook.py");
    }

    @Test
    void refusesAScriptThatIsNotThere() {
        assertThatThrownBy(() -> monitor.execute("i @none.resc"))
                .hasMessage("There was an error executing command 'i @none.resc'\nFile does not exist: none.resc");
    }

    @Test
    void namesThePlaceOfAFailureInAScript() {
        files.put("outer.resc", "mach create \"m\"\ninclude @inner.resc\nstart");
        files.put("inner.resc", "\n    sysbus.cpu Break 5 # here");

        assertThatThrownBy(() -> monitor.execute("include @outer.resc")).hasMessage("""
                There was an error executing command 'sysbus.cpu Break 5'
                it broke
                At inner.resc:2:5:
                    sysbus.cpu Break 5 # here
                    ^""");
        assertThat(target.calls).as("calls until the failure").containsExactly("mach create|m", "sysbus.cpu Break|5");
    }

    @Test
    void wrapsWhatADescriptionIsRefusedFor() {
        assertThatThrownBy(() -> monitor.execute("machine LoadPlatformDescription @broken.repl"))
                .isInstanceOf(MonitorException.class)
                .hasMessageStartingWith(
                        "There was an error executing command 'machine LoadPlatformDescription @broken.repl'\nError E00: ");
    }

    @Test
    void refusesScriptsThatRunThemselves() {
        files.put("loop.resc", "include @loop.resc");

        assertThatThrownBy(() -> monitor.execute("include @loop.resc"))
                .isInstanceOf(MonitorException.class)
                .hasMessageContaining("does one of them call itself?");
        assertThat(monitor.execute("echo \"alive\"")).isEqualTo("alive");
    }

    @Test
    void refusesBuiltInsWithoutTheirArguments() {
        assertThatThrownBy(() -> monitor.execute("set x")).hasMessageStartingWith("Bad parameters for command set x");
        assertThatThrownBy(() -> monitor.execute("include"))
                .hasMessageStartingWith("Bad parameters for command include ");
    }

    @Test
    void printsWhatAWaitingClientCanTellFromItsEcho() {
        assertThat(monitor.execute("string \"N\" \"4711\"")).isEqualTo("\"N 4711\"");
    }

    @Test
    void forgetsEverythingWhenTheEmulationIsCleared() {
        monitor.execute("$x=1; macro m \"\"\"start\"\"\"; alias a \"start\"");

        monitor.clear();

        assertThat(monitor.variable("x")).isEmpty();
        assertThat(monitor.variable("CWD")).isPresent();
        assertThat(monitor.runMacroIfDefined("m")).isEmpty();
        assertThatThrownBy(() -> monitor.execute("a")).hasMessageStartingWith("No such command or device: a");
    }

    @Test
    void readsEveryCommandOfARecordedSession() throws IOException {
        List<String> commands = Files.readAllLines(Path.of("src/test/resources/renode-golden/m7.monitor.txt")).stream()
                .filter(line -> line.matches("\\((monitor|machine-0)\\) .*"))
                .map(line -> line.substring(line.indexOf(") ") + 2))
                .toList();

        commands.forEach(command -> monitor.execute(command.replace("mach create", "mach create \"machine-0\"")));

        assertThat(target.calls)
                .hasSize(commands.size())
                .contains(
                        "machine LoadPlatformDescription|platforms/boards/stm32f7_discovery-bb.repl",
                        "sysbus.cpu InstallOpcodeCounterPattern|b_cond|1101xxxxxxxxxxxx",
                        "emulation RunFor|0.05",
                        "sysbus ReadDoubleWord|0x20000000");
    }
}
