package dev.kenning.testbench.cli;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command itself, which only has subcommands. */
@Command(
        name = "testbench",
        description = "Runs neural networks on simulated microcontroller boards and measures what they cost there.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            CompareCommand.class,
            DemoCommand.class,
            ReportCommand.class,
            MergeCommand.class,
            TraceCommand.class,
            ProfileCommand.class,
            FaultsCommand.class,
            SchemaCommand.class,
            ServeCommand.class,
            SimulateCommand.class,
            FlashCommand.class,
            OverlayCommand.class,
            ReplCommand.class,
            BoardsCommand.class,
            DoctorCommand.class
        },
        footer = {
            "",
            "Exit status: 0 done; 1 done, but outputs or accuracy miss what is expected;",
            "2 bad input or usage; 3 the engine or the device failed."
        })
final class TestbenchCommand implements Runnable {

    @Option(names = "--verbose", description = "Show stack traces.", scope = ScopeType.INHERIT)
    private boolean verbose;

    @Spec
    private @Nullable CommandSpec spec;

    boolean verbose() {
        return verbose;
    }

    @Override
    public void run() {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        List<String> names = List.copyOf(command.getSubcommands().keySet());
        throw new ParameterException(
                command,
                "say what to do: " + String.join(", ", names.subList(0, names.size() - 1)) + " or "
                        + names.get(names.size() - 1));
    }
}
