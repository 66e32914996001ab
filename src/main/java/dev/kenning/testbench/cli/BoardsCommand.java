package dev.kenning.testbench.cli;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Engines;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Prints the boards there are. */
@Command(name = "boards", description = "List the boards.", mixinStandardHelpOptions = true)
final class BoardsCommand implements Callable<Integer> {

    private final Console console;

    BoardsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        TextTable table = new TextTable("BOARD", "CORE", ">FLASH KiB", ">RAM KiB", "CONSOLE", "KCOMMS", "ENGINES");
        for (Board board : BoardCatalogue.builtIn().boards()) {
            table.add(
                    board.name(),
                    board.core(),
                    String.valueOf(board.flashKilobytes()),
                    String.valueOf(board.ramKilobytes()),
                    board.console(),
                    board.kcomms(),
                    simulators());
        }
        table.lines().forEach(console.out()::println);
        return ExitStatus.DONE;
    }

    /** A platform of this catalogue loads on every engine that simulates; a real board is whoever has one. */
    private static String simulators() {
        return Engines.names().stream()
                .filter(name -> Engines.named(name).simulates())
                .collect(Collectors.joining(", "));
    }
}
