package dev.kenning.testbench.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
            ServeCommand.class,
            OverlayCommand.class,
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
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "say what to do: run, check, serve, overlay, boards or doctor");
    }
}
