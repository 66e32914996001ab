package dev.kenning.testbench.cli;

import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.platform.PlatformException;
import dev.kenning.testbench.platform.monitor.MonitorException;
import dev.kenning.testbench.text.BadInputException;
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
        console.err().println("testbench: " + message(failure));
        TestbenchCommand root = command.getCommandSpec().root().commandLine().getCommand();
        if (root.verbose()) {
            failure.printStackTrace(console.err());
        }
        return status(failure);
    }

    private static String message(Exception failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.toString() : message;
    }

    static int status(Exception failure) {
        boolean badInput = failure instanceof BadInputException
                || failure instanceof PlatformException
                || failure instanceof MachineException
                || failure instanceof MonitorException;
        return badInput ? ExitStatus.BAD_INPUT : ExitStatus.FAILED;
    }
}
