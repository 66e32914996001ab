package dev.kenning.testbench.junit;

import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says which boards and engines tests run on.
 *
 * @param engines the engines that the settings name, in the order in which tests run on them
 * @param boards the boards that are selected; every board if empty
 * @param required boards and engines without which a run fails
 */
record Selection(List<String> engines, List<String> boards, List<String> required) {

    static final String BOARDS = "testbench.boards";
    static final String REQUIRE = "testbench.require";

    private static final String PROPERTIES_FILE = "junit-platform.properties";

    /** Returns what the settings of this process and the file {@code junit-platform.properties} select. */
    static Selection ofProcess() {
        return of(Settings.ofProcess().orElse(Selection::fromPropertiesFile));
    }

    static Selection of(Settings settings) {
        return new Selection(settings.list(Engines.SETTING), settings.list(BOARDS), requiredOf(settings));
    }

    /** The environment variable of this name lists the tools that this project's own tests need. */
    private static List<String> requiredOf(Settings settings) {
        Set<String> known = new TreeSet<>(Engines.names());
        BoardCatalogue.builtIn().boards().forEach(board -> known.add(board.name()));
        boolean fromEnvironment = System.getProperty(REQUIRE, "").isBlank();
        return settings.list(REQUIRE).stream()
                .filter(name -> !fromEnvironment || known.contains(name))
                .toList();
    }

    private static Optional<String> fromPropertiesFile(String name) {
        ClassLoader loader = Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                .orElseGet(Selection.class::getClassLoader);
        try (InputStream file = loader.getResourceAsStream(PROPERTIES_FILE)) {
            if (file == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(file);
            return Optional.ofNullable(properties.getProperty(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + PROPERTIES_FILE, e);
        }
    }

    /** Returns what tests run on whose bench is described so. */
    List<Run> runs(BenchSpec spec) {
        List<String> names = enginesOr(spec.engines());
        return spec.boards().stream()
                .filter(this::selects)
                .flatMap(board -> names.stream().map(engine -> new Run(board, engine)))
                .toList();
    }

    /** Returns the engines that the settings name, else others, else the default. */
    List<String> enginesOr(List<String> others) {
        List<String> named = engines.isEmpty() ? others : engines;
        return named.isEmpty() ? List.of(Engines.DEFAULT) : named;
    }

    /** Tells whether tests on a board are to run. */
    boolean selects(String board) {
        return boards.isEmpty() || names(boards, board);
    }

    /** Tells whether a run without this board fails. */
    boolean requires(String board) {
        return names(required, board);
    }

    private static boolean names(List<String> list, String board) {
        return list.stream().map(Selection::properName).anyMatch(properName(board)::equals);
    }

    /** What is no board keeps its name, for the error that its test ends with. */
    static String properName(String name) {
        try {
            return BoardCatalogue.builtIn().board(name).name();
        } catch (BadInputException e) {
            return name;
        }
    }

    /** Returns what is wrong with this selection for some test classes that together have these runs. */
    Optional<String> problem(Collection<Run> runs) {
        List<String> problems = new ArrayList<>();
        for (String board : boards) {
            try {
                BoardCatalogue.builtIn().board(board);
            } catch (BadInputException e) {
                problems.add(BOARDS + ": " + e.getMessage());
            }
        }
        if (runs.isEmpty()) {
            problems.add("no board runs: " + BOARDS + "=" + String.join(",", boards)
                    + " selects no board of the test classes");
        }
        required.stream()
                .filter(name -> runs.stream()
                        .noneMatch(
                                run -> run.board().equals(name) || run.engine().equals(name)))
                .map(name -> REQUIRE + " asks for " + name + ", but no selected test runs on it: " + Run.describe(runs))
                .forEach(problems::add);
        return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", problems));
    }
}
