package dev.kenning.testbench.cli;

import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Creates the commands, giving the console to those that print. */
final class ConsoleFactory implements IFactory {

    private static final Map<Class<?>, Function<Console, Object>> PRINTING = Map.ofEntries(
            Map.entry(RunCommand.class, RunCommand::new),
            Map.entry(ReportCommand.class, ReportCommand::new),
            Map.entry(TraceCommand.class, TraceCommand::new),
            Map.entry(ProfileCommand.class, ProfileCommand::new),
            Map.entry(CheckCommand.class, CheckCommand::new),
            Map.entry(CompareCommand.class, CompareCommand::new),
            Map.entry(DemoCommand.class, DemoCommand::new),
            Map.entry(FaultsCommand.class, FaultsCommand::new),
            Map.entry(SchemaCommand.class, SchemaCommand::new),
            Map.entry(ServeCommand.class, ServeCommand::new),
            Map.entry(SimulateCommand.class, SimulateCommand::new),
            Map.entry(OverlayCommand.IncreaseMemory.class, OverlayCommand.IncreaseMemory::new),
            Map.entry(ReplCommand.class, ReplCommand::new),
            Map.entry(BoardsCommand.class, BoardsCommand::new),
            Map.entry(DoctorCommand.class, DoctorCommand::new),
            Map.entry(FlashCommand.class, FlashCommand::new),
            Map.entry(MergeCommand.class, MergeCommand::new));

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
