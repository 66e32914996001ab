package dev.kenning.testbench.cli;

import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Creates the commands, giving the console to those that print. */
final class ConsoleFactory implements IFactory {

    private static final Map<Class<?>, Function<Console, Object>> PRINTING = Map.of(
            RunCommand.class, RunCommand::new,
            CheckCommand.class, CheckCommand::new,
            DemoCommand.class, DemoCommand::new,
            SchemaCommand.class, SchemaCommand::new,
            ServeCommand.class, ServeCommand::new,
            SimulateCommand.class, SimulateCommand::new,
            OverlayCommand.IncreaseMemory.class, OverlayCommand.IncreaseMemory::new,
            ReplCommand.class, ReplCommand::new,
            BoardsCommand.class, BoardsCommand::new,
            DoctorCommand.class, DoctorCommand::new);

    private final Console console;

    ConsoleFactory(Console console) {
        this.console = console;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Function<Console, Object> printing = PRINTING.get(type);
        if (printing != null) {
            return type.cast(printing.apply(console));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
