package dev.kenning.testbench.platform.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.text.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the builder of scripts to the commands that the table has, and the table to the builder. */
class EmittedCommandsTest {

    /** Commands that take no second word. */
    private static final List<String> ALONE = List.of("start", "logFile", "using");

    @Test
    void sendsWhatTheTableHasAndNothingElse() throws Exception {
        SimulationSettings everything = SimulationSettings.defaults()
                .withSeed(1)
                .withQuantum(Duration.ofMillis(1))
                .withLogFile("renode.log")
                .withPerformanceInMips(1)
                .withOpcodePattern("nop", "1011111100000000")
                .withProfiler("profiler.dump")
                .withGdbServer(3333);
        String script = new SimulationScript("board", everything)
                .core("cpu", "CPU.RiscV32")
                .platform("board.repl")
                .terminal("sysbus.uart0", 3456, "uart0_port")
                .firmware("device.elf")
                .text();

        Set<String> commands = commands(MonitorStatement.parse(Source.ofText(script)));
        for (Path committed : committedScripts()) {
            commands.addAll(commands(MonitorStatement.parse(Source.ofFile(committed))));
        }

        assertThat(commands).isEqualTo(table());
    }

    private static List<Path> committedScripts() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("renode"))) {
            return files.filter(file -> file.toString().endsWith(".resc")).toList();
        }
    }

    private static Set<String> commands(List<MonitorStatement> statements) {
        Set<String> commands = new TreeSet<>();
        for (MonitorStatement statement : statements) {
            if (statement instanceof MonitorStatement.Macro macro) {
                commands.addAll(commands(macro.body()));
            } else if (statement instanceof MonitorStatement.Call call) {
                String head = call.head().text();
                commands.add(
                        ALONE.contains(head)
                                ? head
                                : head + " " + call.arguments().get(0).text());
            }
        }
        return commands;
    }

    private static Set<String> table() throws Exception {
        Set<String> commands = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/renode-commands.txt"))) {
            if (!line.startsWith("#")) {
                String[] columns = line.split("\\|", -1);
                assertThat(columns[1]).as("section of %s", columns[0]).isNotBlank();
                commands.add(columns[0].strip());
            }
        }
        return commands;
    }
}
