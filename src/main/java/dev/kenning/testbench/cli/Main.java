package dev.kenning.testbench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** Starts the {@code testbench} command. */
public final class Main {

    private Main() {}

    /** Runs the command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(run(Console.ofProcess(), arguments));
    }

    static int run(Console console, String... arguments) {
        int status = execute(console, arguments);
        // A print stream keeps the failure to itself until it is asked.
        if (console.out().checkError()) {
            console.err()
                    .println("testbench: standard output cannot be written (is the disk full, or the reader gone?),"
                            + " so results are lost");
            return Math.max(status, ExitStatus.BAD_INPUT);
        }
        return status;
    }

    private static int execute(Console console, String... arguments) {
        return new CommandLine(new TestbenchCommand(), new ConsoleFactory(console))
                .setOut(new PrintWriter(console.out(), true, UTF_8))
                .setErr(new PrintWriter(console.err(), true, UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setColorScheme(Help.defaultColorScheme(
                        console.outTerminal() && console.wantsColours() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setParameterExceptionHandler(new UsageFailure(console))
                .setExecutionExceptionHandler(new ExecutionFailure(console))
                .execute(arguments);
    }
}
