package dev.kenning.testbench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.math.BigDecimal;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.TypeConversionException;

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

    /** What picocli makes of a wrong one names classes. */
    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a number");
        }
    }

    private static int execute(Console console, String... arguments) {
        return new CommandLine(new TestbenchCommand(), new ConsoleFactory(console))
                .setOut(new PrintWriter(console.out(), true, UTF_8))
                .setErr(new PrintWriter(console.err(), true, UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(BigDecimal.class, Main::number)
                .setUsageHelpAutoWidth(true)
                .setColorScheme(Help.defaultColorScheme(
                        console.outTerminal() && console.wantsColours() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setParameterExceptionHandler(new UsageFailure(console))
                .setExecutionExceptionHandler(new ExecutionFailure(console))
                .execute(arguments);
    }
}
