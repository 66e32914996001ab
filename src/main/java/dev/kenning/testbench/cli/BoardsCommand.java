package dev.kenning.testbench.cli;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.catalogue.Engines;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the boards there are, and which engines can run them. */
@Command(
        name = "boards",
        description = "List the boards and the engines that can run them.",
        mixinStandardHelpOptions = true)
final class BoardsCommand implements Callable<Integer> {

    private final Console console;

    BoardsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        TextTable table = new TextTable(
                "BOARD", "CORE", ">FLASH KiB", ">RAM KiB", "CONSOLE", "KCOMMS", "PROTOCOL", "FIRMWARE", "ENGINES");
        List<String> remarks = new ArrayList<>();
        for (Board board : BoardCatalogue.builtIn().boards()) {
            table.add(
                    board.name(),
                    board.core(),
                    size(board.flashKilobytes()),
                    size(board.ramKilobytes()),
                    board.console(),
                    kcomms(board),
                    board.speaksProtocol() ? "generation " + board.protocol() : "-",
                    board.firmware().isPresent() ? "yes" : "-",
                    engines(board, remarks));
            board.remark().ifPresent(remark -> remarks.add(board.name() + ": " + remark));
        }
        table.lines().forEach(console.out()::println);
        if (!remarks.isEmpty()) {
            console.out().println();
            remarks.forEach(console.out()::println);
        }
        return ExitStatus.DONE;
    }

    private static String size(int kilobytes) {
        return kilobytes == 0 ? "-" : String.valueOf(kilobytes);
    }

    private static String kcomms(Board board) {
        if (!board.speaksProtocol()) {
            return "- (demo_app only)";
        }
        return board.kcomms() + (board.sharesConsole() ? " (shared)" : "");
    }

    /** Returns the engines that can simulate a board, and remarks what the others lack; a real board is whoever has one. */
    private static String engines(Board board, List<String> remarks) {
        List<String> able = new ArrayList<>();
        for (String name : Engines.names()) {
            Engine engine = Engines.named(name);
            List<String> lacking = engine.lacks(board);
            if (!lacking.isEmpty()) {
                remarks.add(board.name() + ": " + name + " lacks " + String.join(", ", lacking));
            } else if (engine.simulates()) {
                able.add(name);
            }
        }
        return String.join(", ", able);
    }
}
