package dev.kenning.testbench.junit;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.platform.monitor.SimulationSettings;
import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a test class says of its bench, in {@link KenningTest} or in a {@link KenningBench}.
 *
 * @param where it says so, for messages
 * @param boards their names, each once
 * @param engines those to run on where the settings name none; {@code embedded} if empty
 * @param firmware the file or folder for a board; the board's reference firmware if empty
 * @param platform the platform description; the board's own if empty
 * @param settings changes what a simulation is set to
 * @param welcomeTimeout how long the first session waits for the firmware's welcome line
 * @param course how tests follow one another, and what they are compared with
 */
record BenchSpec(
        String where,
        List<String> boards,
        List<String> engines,
        Function<Board, Optional<Path>> firmware,
        Optional<Path> platform,
        UnaryOperator<SimulationSettings> settings,
        Duration welcomeTimeout,
        Course course) {

    private static final String BOARD = "{board}";

    /**
     * How tests follow one another, and what they are compared with.
     *
     * @param restored whether the board boots once, and each test starts from there
     * @param compared engines that are asked the same
     * @param tolerance how far their outputs may be apart
     */
    record Course(boolean restored, List<String> compared, double tolerance) {

        static final double TOLERANCE = 1e-5;

        /** A board for each test, compared with nothing. */
        static final Course PLAIN = new Course(false, List.of(), TOLERANCE);

        /** Copies the list. */
        Course {
            compared = List.copyOf(compared);
            if (!(tolerance >= 0)) {
                throw new BadInputException("the tolerance of a comparison must be >= 0, is " + tolerance);
            }
        }
    }

    /** Gives each board a name that {@code testbench boards} lists, where it has one. */
    BenchSpec {
        boards = boards.stream().map(Selection::properName).distinct().toList();
        engines = List.copyOf(engines);
    }

    static BenchSpec of(KenningTest test, Class<?> testClass) {
        return new BenchSpec(
                "@KenningTest on " + testClass.getName(),
                Stream.concat(Stream.of(test.board()), Arrays.stream(test.boards()))
                        .filter(name -> !name.isEmpty())
                        .toList(),
                List.of(),
                board -> Optional.of(test.firmware())
                        .filter(path -> !path.isEmpty())
                        .map(path -> of(path, board)),
                Optional.of(test.platform()).filter(path -> !path.isEmpty()).map(Path::of),
                UnaryOperator.identity(),
                Duration.ofMillis(test.welcomeTimeoutMillis()),
                new Course(test.restore(), List.of(test.compare()), test.compareTolerance()));
    }

    /** Returns a path in which the name of a board stands for <code>{board}</code>. */
    static Path of(String path, Board board) {
        return Path.of(path.replace(BOARD, board.name().replace('/', '_')));
    }

    /**
     * Returns what to put on the bench.
     *
     * @throws BadInputException if a board without reference firmware is given none, or its folder cannot be used
     */
    BenchSetup setup(Board board) {
        Path flashed = firmware.apply(board)
                .or(board::firmware)
                .orElseThrow(() -> new BadInputException(
                        where + " names no firmware, and " + board.name() + " has no reference firmware"));
        BenchSetup setup =
                Files.isDirectory(flashed) ? BenchSetup.ofBuild(board, flashed) : BenchSetup.of(board, flashed);
        return platform.map(setup::on).orElse(setup).with(settings.apply(setup.settings()));
    }
}
