package dev.kenning.testbench.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Creates the commands, giving the console to those that print. */
final class ConsoleFactory implements IFactory {

    private final Console console;

    ConsoleFactory(Console console) {
        this.console = console;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == RunCommand.class) {
            return type.cast(new RunCommand(console));
        }
        if (type == ServeCommand.class) {
            return type.cast(new ServeCommand(console));
        }
        if (type == BoardsCommand.class) {
            return type.cast(new BoardsCommand(console));
        }
        if (type == DoctorCommand.class) {
            return type.cast(new DoctorCommand(console));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
