package dev.kenning.testbench.cli;

import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.platform.PlatformException;
import dev.kenning.testbench.platform.monitor.MonitorException;
import dev.kenning.testbench.text.BadInputException;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns a failure into its message and an exit status; the stack trace is for {@code --verbose}. */
final class ExecutionFailure implements IExecutionExceptionHandler {

    private final Console console;

    ExecutionFailure(Console console) {
        this.console = console;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        console.complain("testbench: " + message(failure));
        TestbenchCommand root = command.getCommandSpec().root().commandLine().getCommand();
        if (root.verbose()) {
            failure.printStackTrace(console.err());
        }
        return status(failure);
    }

    /** Returns what went wrong, and in short what went wrong when that was to be put in order. */
    static String message(Exception failure) {
        String message = failure.getMessage();
        String first = message == null || message.isBlank() ? failure.toString() : message;
        return first
                + Arrays.stream(failure.getSuppressed())
                        .map(later -> "\n  then: "
                                + String.valueOf(later.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse(""))
                        .collect(Collectors.joining());
    }

    static int status(Exception failure) {
        boolean badInput = failure instanceof BadInputException
                || failure instanceof PlatformException
                || failure instanceof MachineException
                || failure instanceof MonitorException;
        return badInput ? ExitStatus.BAD_INPUT : ExitStatus.FAILED;
    }
}
