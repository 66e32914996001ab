package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.machine.Level;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.MachineLog;
import java.util.Collection;
import java.util.Set;

/** Draws the levels of the log as {@code logLevel} without an argument does: the same for both of Renode's backends. */
final class LogLevels {

    private static final String DOUBLE_RULE = "=".repeat(65);
    private static final String RULE = "-".repeat(65);

    /** Renode's backends; this engine has one log behind them all. */
    static final Set<String> BACKENDS = Set.of("memory", "console", "file");

    private LogLevels() {}

    static String table(MachineLog general, Collection<Machine> machines) {
        StringBuilder text = new StringBuilder("Currently set levels:\n");
        row(text.append('\n'), "Backend", "| ", "Emulation element", "Level");
        text.append(DOUBLE_RULE).append('\n');
        block(text, "memory", general.threshold(), machines);
        block(text, "console", general.threshold(), machines);
        return text.toString().stripTrailing();
    }

    private static void block(StringBuilder text, String backend, Level level, Collection<Machine> machines) {
        row(text, backend, ": ", "", level.toString());
        for (Machine machine : machines) {
            machine.log()
                    .sourceThresholds()
                    .forEach((source, own) -> row(
                            text,
                            "",
                            ": ",
                            machine.name() + ":"
                                    + machine.part(source)
                                            .map(part -> part.path())
                                            .orElse(source),
                            own.toString()));
        }
        text.append(RULE).append('\n');
    }

    private static void row(StringBuilder text, String backend, String separator, String element, String level) {
        text.append(String.format("%-18s%s%-36s%s%s%n", backend, separator, element, separator, level)
                .replace("\r", ""));
    }
}
