package dev.kenning.testbench.cli;

import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.EngineStatus;
import dev.kenning.testbench.engine.catalogue.Engines;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints what this machine offers and what is missing. */
@Command(
        name = "doctor",
        description = "Show what this machine offers: Java, engines, boards.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    private final Console console;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        TextTable table = new TextTable("WHAT", "STATE", "DETAIL");
        table.add(
                "java",
                "ok",
                Runtime.version() + " (" + System.getProperty("java.vendor") + ") in "
                        + System.getProperty("java.home"));
        table.add(
                "memory",
                "ok",
                Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB of heap, "
                        + Runtime.getRuntime().availableProcessors() + " processors");
        for (String engine : Engines.names()) {
            EngineStatus status = Engines.named(engine).status();
            table.add("engine " + engine, status.isAvailable() ? "ok" : "missing", status.detail());
        }
        BoardCatalogue.builtIn()
                .boards()
                .forEach(board -> table.add(
                        "board " + board.name(),
                        "ok",
                        board.firmware()
                                .map(path -> "reference firmware " + path.getFileName())
                                .orElse("no reference firmware, bring your own")));
        table.lines().forEach(console.out()::println);
        return ExitStatus.DONE;
    }
}
