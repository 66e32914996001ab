package dev.kenning.testbench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import picocli.CommandLine;

/** Starts the {@code testbench} command. */
public final class Main {

    private Main() {}

    /** Runs the command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(run(Console.ofProcess(), arguments));
    }

    static int run(Console console, String... arguments) {
        return new CommandLine(new TestbenchCommand(), new ConsoleFactory(console))
                .setOut(new PrintWriter(console.out(), true, UTF_8))
                .setErr(new PrintWriter(console.err(), true, UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(new UsageFailure(console))
                .setExecutionExceptionHandler(new ExecutionFailure(console))
                .execute(arguments);
    }
}
