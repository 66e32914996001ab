package dev.kenning.testbench.scenario;

import dev.kenning.testbench.board.BadInputException;
import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.board.Document;
import dev.kenning.testbench.board.FirmwareBundle;
import dev.kenning.testbench.engine.live.LivePorts;
import dev.kenning.testbench.platform.monitor.SimulationSettings;
import dev.kenning.testbench.protocol.Generation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Says what a Kenning scenario file asks for: a board, a firmware, a model and the samples to run through it.
 *
 * @param file the scenario file
 * @param board the board that {@code platform.parameters.name} names
 * @param simulated whether it asks for a simulated board; else for one that runs already
 * @param firmware the ELF file to flash; a board that runs already may have none
 * @param ports where a board that runs already can be reached, if the scenario says so
 * @param model the compiled model; its IO specification stands beside it with {@code .json} appended
 * @param samples the file of recorded samples
 * @param inferenceLimit how many samples to run at most, if limited
 * @param skipModelSending whether the firmware carries the model already
 * @param profilerStep in which steps of virtual time to profile inferences, unless the scenario disables that
 * @param opening how the session with the device begins
 * @param script the {@code .resc} file that sets the simulation up, if it is not the board's own platform
 * @param settings what the simulation is set to
 * @param notes what the user should know of the firmware and the platform, one sentence each
 */
public record Scenario(
        Path file,
        Board board,
        boolean simulated,
        Optional<Path> firmware,
        Optional<LivePorts> ports,
        Path model,
        Path samples,
        OptionalInt inferenceLimit,
        boolean skipModelSending,
        Optional<Duration> profilerStep,
        SessionOpening opening,
        Optional<Path> script,
        SimulationSettings settings,
        List<String> notes) {

    private static final Duration WELCOME_TIMEOUT = Duration.ofSeconds(30);
    private static final String DEFAULT_PROFILER_STEP_MILLIS = "10.0";
    private static final int MILLIS_IN_NANOS = 6;

    /**
     * Reads a scenario file in YAML or JSON.
     *
     * @throws BadInputException if it is missing or malformed, holds unknown keys or types, or names missing files
     */
    public static Scenario read(Path file, BoardCatalogue catalogue) {
        Document.Mapping root = BlockSchema.withTodaysNames(Document.read(file).asMapping("a scenario"));
        root.allowOnly(BlockSchema.blocks(), "a scenario");
        FileFinder files = new FileFinder(file);

        Document.Mapping platform = block(root, "platform");
        Document.Mapping dataset = block(root, "dataset");
        Document.Mapping optimizer = BlockSchema.lastOptimizer(root);
        Document.Mapping loop = optionalBlock(root, "inference_loop");
        optionalBlock(root, "protocol");
        optionalBlock(root, "model_wrapper");
        optionalBlock(root, "runtime");
        Optional<FirmwareBundle> bundle = bundle(platform, files, catalogue);
        Board board = bundle.map(FirmwareBundle::board).orElseGet(() -> board(platform, catalogue));
        return new Scenario(
                file,
                board,
                isSimulated(platform),
                firmware(platform, board, files),
                ports(platform),
                files.require(optimizer, "compiled_model_path", "the compiled model"),
                files.require(dataset, "samples_path", "the samples"),
                inferenceLimit(loop),
                loop.bool("skip_model_sending").orElse(false),
                profilerStep(platform),
                new SessionOpening(
                        BlockSchema.isBareMetal(root) ? Generation.ONE : Generation.of(board.protocol()),
                        welcome(platform, board),
                        platform.integer("runtime_init_timeout")
                                .map(Duration::ofSeconds)
                                .orElse(WELCOME_TIMEOUT)),
                platform.text("platform_resc_path")
                        .map(path -> files.require(platform, "platform_resc_path", "the script")),
                settings(platform, board, files),
                bundle.map(FirmwareBundle::notes).orElse(List.of()));
    }

    /** Each dependency becomes a variable: {@code springbok.repl} is {@code $springbok_repl} to the script. */
    private static SimulationSettings settings(Document.Mapping platform, Board board, FileFinder files) {
        SimulationSettings settings = SimulationSettings.defaults();
        for (Path path : files.requireAll(platform, "resc_dependencies", "a dependency of the script")) {
            String name =
                    String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).replace('.', '_');
            settings = settings.withFileVariable(name, path.toAbsolutePath().toString());
        }
        List<String> commands = platform.get("post_start_commands").isPresent()
                ? platform.texts("post_start_commands")
                : board.postStartCommands();
        for (String command : commands) {
            settings = settings.withPostStartCommand(command);
        }
        return settings;
    }

    private static Document.Mapping block(Document.Mapping root, String name) {
        Document value = root.get(name)
                .orElseThrow(() -> new BadInputException(root.position() + ": the block '" + name + "' is missing"));
        return BlockSchema.parameters(name, value);
    }

    private static Document.Mapping optionalBlock(Document.Mapping root, String name) {
        return root.get(name)
                .map(value -> BlockSchema.parameters(name, value))
                .orElseGet(() -> new Document.Mapping(root.position(), java.util.Map.of(), java.util.Map.of()));
    }

    private static Optional<Duration> profilerStep(Document.Mapping platform) {
        if (platform.bool("disable_profiler").orElse(false)) {
            return Optional.empty();
        }
        String millis = platform.text("profiler_interval_step").orElse(DEFAULT_PROFILER_STEP_MILLIS);
        try {
            Duration step = Duration.ofNanos(new BigDecimal(millis)
                    .movePointRight(MILLIS_IN_NANOS)
                    .setScale(0, RoundingMode.DOWN)
                    .longValueExact());
            if (step.isNegative() || step.isZero()) {
                throw new ArithmeticException("not positive");
            }
            return Optional.of(step);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new BadInputException(
                    platform.positionOf("profiler_interval_step")
                            + ": 'profiler_interval_step' must be a number of milliseconds > 0, is '" + millis + "'",
                    e);
        }
    }

    private static boolean isSimulated(Document.Mapping platform) {
        return platform.bool("simulated").orElse(true);
    }

    private static Optional<LivePorts> ports(Document.Mapping platform) {
        return isSimulated(platform)
                ? Optional.empty()
                : platform.text("uart_port")
                        .map(kcomms -> new LivePorts(kcomms, platform.text("uart_log_port"), baudRate(platform)));
    }

    private static OptionalInt baudRate(Document.Mapping platform) {
        Optional<Long> rate = platform.integer("uart_baudrate");
        if (rate.isEmpty()) {
            return OptionalInt.empty();
        }
        if (rate.get() < 1 || rate.get() > Integer.MAX_VALUE) {
            throw new BadInputException(
                    platform.positionOf("uart_baudrate") + ": 'uart_baudrate' must be > 0, is " + rate.get());
        }
        return OptionalInt.of(Math.toIntExact(rate.get()));
    }

    private static Board board(Document.Mapping platform, BoardCatalogue catalogue) {
        String name = platform.requireText("name");
        try {
            return catalogue.board(name);
        } catch (BadInputException e) {
            throw new BadInputException(platform.positionOf("name") + ": " + e.getMessage(), e);
        }
    }

    /** Reads the build folder that a simulated board runs from, if the scenario names one. */
    private static Optional<FirmwareBundle> bundle(
            Document.Mapping platform, FileFinder files, BoardCatalogue catalogue) {
        if (platform.get("zephyr_build_path").isEmpty() || !isSimulated(platform)) {
            return Optional.empty();
        }
        Document.Position position = platform.positionOf("zephyr_build_path");
        Path folder = files.require(platform, "zephyr_build_path", "the Zephyr build folder");
        try {
            FirmwareBundle bundle = FirmwareBundle.ofBuild(folder, catalogue, platform.text("name"));
            if (!bundle.speaksProtocol()) {
                throw new BadInputException(
                        "the program in " + folder + " has no UART for the Kenning Protocol: build it"
                                + " with an overlay that has / { aliases { kcomms = &LABEL; }; };");
            }
            return Optional.of(bundle);
        } catch (BadInputException e) {
            throw new BadInputException(position + ": " + e.getMessage(), e);
        }
    }

    private static Optional<Path> firmware(Document.Mapping platform, Board board, FileFinder files) {
        if (platform.get("runtime_binary_path").isPresent()) {
            return Optional.of(files.require(platform, "runtime_binary_path", "the firmware"));
        }
        if (board.firmware().isEmpty() && isSimulated(platform)) {
            throw new BadInputException(platform.position() + ": no firmware is named and " + board.name()
                    + " has no prebuilt one; set runtime_binary_path or zephyr_build_path");
        }
        return board.firmware();
    }

    private static OptionalInt inferenceLimit(Document.Mapping loop) {
        Optional<Long> limit = loop.integer("inference_limit");
        if (limit.isEmpty() || limit.get() == 0) {
            return OptionalInt.empty();
        }
        if (limit.get() < 0) {
            throw new BadInputException(
                    loop.positionOf("inference_limit") + ": 'inference_limit' must be >= 0, is " + limit.get());
        }
        return OptionalInt.of((int) Math.min(limit.get(), Integer.MAX_VALUE));
    }

    private static Optional<String> welcome(Document.Mapping platform, Board board) {
        if (board.sharesConsole() || platform.entries().get("runtime_init_log_msg") instanceof Document.Null) {
            return Optional.empty();
        }
        return Optional.of(platform.text("runtime_init_log_msg").orElse(board.welcome()));
    }
}
