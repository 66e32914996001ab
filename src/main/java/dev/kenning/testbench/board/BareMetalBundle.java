package dev.kenning.testbench.board;

import dev.kenning.testbench.platform.monitor.MonitorException;
import dev.kenning.testbench.platform.monitor.ScriptNeeds;
import dev.kenning.testbench.platform.monitor.SimulationScript;
import dev.kenning.testbench.platform.monitor.SimulationSettings;
import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a bundle of a bare-metal program and what simulates its board: {@code springbok.resc}, which finds the program in
 * {@code $bin} and the other files in variables named after them ({@code kenning-systems.md}, E.2).
 */
final class BareMetalBundle {

    private static final String APPLICATION = "iree_runtime";

    /** Renode compiles these; where they are absent, the board's own script does without. */
    private static final String SOURCE = "_cs";

    private final BareMetalFolder folder;
    private final BoardCatalogue catalogue;
    private final Optional<String> wanted;
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    BareMetalBundle(BareMetalFolder folder, BoardCatalogue catalogue, Optional<String> wanted) {
        this.folder = folder;
        this.catalogue = catalogue;
        this.wanted = wanted;
    }

    FirmwareBundle bundle() {
        Optional<Path> program =
                only("program", "an ELF file such as " + APPLICATION, folder.programs(), file -> false);
        Optional<Board> board = board();
        Optional<Path> platform = board.flatMap(this::platform);
        List<Path> dependencies = platform.map(this::dependencies).orElse(List.of());
        if (!problems.isEmpty()) {
            throw new BadInputException("the folder " + folder.folder() + " is no bundle of a bare-metal program: "
                    + String.join("; ", problems));
        }
        Path elf = program.orElseThrow();
        return new FirmwareBundle(
                board.orElseThrow().running(elf, platform.orElseThrow()),
                elf,
                APPLICATION,
                true,
                List.of(),
                dependencies,
                notes);
    }

    /** The board is what the user says, else what a script or a platform is named after. */
    private Optional<Board> board() {
        if (wanted.isPresent()) {
            Optional<Board> named = catalogue.find(wanted.get());
            if (named.isEmpty()) {
                problems.add("'" + wanted.get() + "' is none of the boards that `testbench boards` lists");
            }
            return named;
        }
        Set<String> names = Stream.concat(folder.scripts().stream(), folder.platforms().stream())
                .map(BareMetalBundle::stem)
                .filter(stem -> catalogue.find(stem).isPresent())
                .collect(Collectors.toSet());
        if (names.size() != 1) {
            problems.add(
                    "no script or platform is named after one board that `testbench boards` lists; name the board");
            return Optional.empty();
        }
        return catalogue.find(names.iterator().next());
    }

    /** A script sets the simulation up; without one a description is all there is. */
    private Optional<Path> platform(Board board) {
        Predicate<Path> isNamed =
                file -> stem(file).equals(board.name()) || board.aliases().contains(stem(file));
        return folder.scripts().isEmpty()
                ? only(
                        "script",
                        "a .resc file such as " + board.name() + ".resc, or a .repl file",
                        folder.platforms(),
                        isNamed)
                : only("script", "", folder.scripts(), isNamed).map(script -> usable(script, board));
    }

    /** Falls back to the board's own script where that of the folder cannot be run as it is. */
    private Path usable(Path script, Board board) {
        ScriptNeeds needs = needs(script);
        List<String> lacking = Stream.concat(
                        needs.variables().stream()
                                .filter(variable -> variable.endsWith(SOURCE)
                                        && file(variable).isEmpty())
                                .map(variable -> "the file for $" + variable),
                        needs.files().stream())
                .toList();
        if (lacking.isEmpty()) {
            return script;
        }
        if (!SimulationScript.isScript(board.platform().toString())) {
            problems.add(script.getFileName() + " needs what is not beside it: " + String.join(", ", lacking));
            return script;
        }
        notes.add(script + " needs what is not beside it (" + String.join(", ", lacking) + "): the script of the board "
                + board.name() + " is used.");
        return board.platform();
    }

    private List<Path> dependencies(Path platform) {
        if (!folder.scripts().contains(platform)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        for (String variable : needs(platform).variables()) {
            file(variable)
                    .ifPresentOrElse(
                            found::add,
                            () -> problems.add(platform.getFileName() + " wants $" + variable
                                    + ", and no file is named so (absent: "
                                    + variable.replaceFirst("_(?=[^_]*$)", ".") + ")"));
        }
        return found;
    }

    private ScriptNeeds needs(Path script) {
        try {
            return ScriptNeeds.of(script);
        } catch (MonitorException e) {
            throw new BadInputException("the script " + script + " cannot be used: " + e.getMessage(), e);
        }
    }

    private Optional<Path> file(String variable) {
        return folder.files().stream()
                .filter(file -> SimulationSettings.variableFor(
                                file.getFileName().toString())
                        .equals(variable))
                .findFirst();
    }

    private Optional<Path> only(String what, String example, List<Path> files, Predicate<Path> preferred) {
        List<Path> better = files.stream().filter(preferred).toList();
        List<Path> choice = better.isEmpty() ? files : better;
        if (choice.isEmpty()) {
            problems.add("it has no " + what + " (" + example + ")");
        } else if (choice.size() > 1) {
            problems.add("it has several files for the " + what + ", keep the one to use: "
                    + choice.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(", ")));
        }
        return choice.size() == 1 ? Optional.of(choice.get(0)) : Optional.empty();
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }
}
