package dev.kenning.testbench.cli;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns wrong usage into one line and the way to the help. */
final class UsageFailure implements IParameterExceptionHandler {

    private final Console console;

    UsageFailure(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        console.err().println("testbench: " + failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        console.err().println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitStatus.BAD_INPUT;
    }
}
