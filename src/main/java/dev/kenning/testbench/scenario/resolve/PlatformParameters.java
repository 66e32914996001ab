package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.engine.live.LivePorts;
import dev.kenning.testbench.host.RuntimeSupport;
import dev.kenning.testbench.platform.monitor.SimulationSettings;
import dev.kenning.testbench.protocol.Generation;
import dev.kenning.testbench.scenario.file.ScenarioFile;
import dev.kenning.testbench.scenario.file.ScenarioFile.Block;
import dev.kenning.testbench.text.Document;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Takes from a scenario, whose parameters have been checked, what it says of a run on a board. */
final class PlatformParameters {

    private static final Duration WELCOME_TIMEOUT = Duration.ofSeconds(30);
    private static final double DEFAULT_PROFILER_STEP_MILLIS = 10;
    private static final String NETWORK = "NetworkProtocol";
    private static final long NETWORK_PORT = 12345;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Board board;
    private final Block platform;
    private final Document.Mapping parameters;
    private final Optional<Block> protocol;
    private final Document.Mapping protocolParameters;
    private final Document.Mapping loop;

    PlatformParameters(ScenarioFile file, Block platform, Board board) {
        this.board = board;
        this.platform = platform;
        parameters = platform.parameters();
        protocol = file.block("protocol");
        protocolParameters = parameters(file, "protocol");
        loop = parameters(file, "inference_loop");
    }

    private static Document.Mapping parameters(ScenarioFile file, String block) {
        return file.block(block)
                .map(Block::parameters)
                .orElseGet(() -> new Document.Mapping(file.position(), Map.of(), Map.of()));
    }

    static boolean isSimulated(Block platform) {
        return platform.parameters().bool("simulated").orElse(true);
    }

    Optional<LivePorts> ports() {
        Optional<String> kcomms = parameters.text("uart_port").or(this::protocolPort);
        return isSimulated(platform)
                ? Optional.empty()
                : kcomms.map(port -> new LivePorts(
                        port,
                        parameters.text("uart_log_port"),
                        number(parameters.integer("uart_baudrate").or(() -> protocolParameters.integer("baudrate"))),
                        number(parameters.integer("uart_log_baudrate"))));
    }

    /** A device behind TCP is reached where the protocol says, by default where Kenning looks for it. */
    private Optional<String> protocolPort() {
        return protocol.map(Block::type).filter(NETWORK::equals).isPresent()
                ? Optional.of("tcp:" + protocolParameters.text("host").orElse("localhost") + ":"
                        + protocolParameters.integer("port").orElse(NETWORK_PORT))
                : protocolParameters.text("port");
    }

    private static OptionalInt number(Optional<Long> value) {
        return value.map(number -> OptionalInt.of((int) Math.min(number, Integer.MAX_VALUE)))
                .orElseGet(OptionalInt::empty);
    }

    OptionalInt inferenceLimit() {
        return number(loop.integer("inference_limit").filter(limit -> limit > 0));
    }

    Scenario.Observation observation() {
        return new Scenario.Observation(
                !parameters.bool("disable_opcode_counters").orElse(false),
                profilerStep(),
                parameters.text("profiler_dump_path").map(Path::of));
    }

    private Optional<Duration> profilerStep() {
        if (parameters.bool("disable_profiler").orElse(false)) {
            return Optional.empty();
        }
        double millis =
                parameters.text("profiler_interval_step").map(Double::valueOf).orElse(DEFAULT_PROFILER_STEP_MILLIS);
        return Optional.of(Duration.ofNanos(Math.max(1, (long) (millis * NANOS_PER_MILLI))));
    }

    SessionOpening opening(RuntimeSupport runtime) {
        return new SessionOpening(
                platform.type().equals("BareMetalPlatform") ? Generation.ONE : Generation.of(board.protocol()),
                welcome(),
                parameters
                        .integer("runtime_init_timeout")
                        .map(Duration::ofSeconds)
                        .orElse(WELCOME_TIMEOUT),
                protocolParameters
                        .integer("timeout")
                        .filter(seconds -> seconds > 0)
                        .map(Duration::ofSeconds),
                runtime);
    }

    private Optional<String> welcome() {
        if (board.sharesConsole() || parameters.entries().get("runtime_init_log_msg") instanceof Document.Null) {
            return Optional.empty();
        }
        return Optional.of(parameters.text("runtime_init_log_msg").orElse(board.welcome()));
    }

    /** Each dependency becomes a variable: {@code springbok.repl} is {@code $springbok_repl} to the script. */
    SimulationSettings settings(List<Path> dependencies) {
        SimulationSettings settings = SimulationSettings.defaults();
        for (Path path : dependencies) {
            settings = settings.withDependency(path.toAbsolutePath().toString());
        }
        List<String> commands = parameters.get("post_start_commands").isPresent()
                ? parameters.texts("post_start_commands")
                : board.postStartCommands();
        for (String command : commands) {
            settings = settings.withPostStartCommand(command);
        }
        return settings;
    }
}
