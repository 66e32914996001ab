package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.board.west.BuiltRuntime;
import dev.kenning.testbench.board.west.Command;
import dev.kenning.testbench.board.west.ModelFramework;
import dev.kenning.testbench.board.west.RuntimeBuild;
import dev.kenning.testbench.board.west.Tracing;
import dev.kenning.testbench.board.west.WestBuilder;
import dev.kenning.testbench.scenario.file.Finding;
import dev.kenning.testbench.scenario.file.ScenarioFile;
import dev.kenning.testbench.scenario.file.ScenarioFile.Block;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.Document;
import dev.kenning.testbench.text.Place;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The firmware that a scenario wants built before it runs: its block {@code runtime_builder}.
 *
 * <p>Immutable.
 */
public final class RuntimeOrder {

    static final String BLOCK = "runtime_builder";

    private final ScenarioFile scenario;
    private final RuntimeBuild build;
    private final WestBuilder west;

    private RuntimeOrder(ScenarioFile scenario, RuntimeBuild build, WestBuilder west) {
        this.scenario = scenario;
        this.build = build;
        this.west = west;
    }

    /**
     * Returns what a scenario wants built, if it wants that.
     *
     * @throws BadInputException if parameters are absent or do not go together, with their place
     */
    public static Optional<RuntimeOrder> of(ScenarioFile scenario, Resources resources) {
        return scenario.block(BLOCK)
                .map(builder -> new RuntimeOrder(
                        scenario, new Reading(scenario, builder, resources).build(), WestBuilder.ofProcess()));
    }

    /** Returns what is to be built. */
    RuntimeBuild build() {
        return build;
    }

    /**
     * Returns the commands that {@link #fulfil} runs.
     *
     * @throws BadInputException if there is no west, no workspace or no application, saying what to do
     */
    public List<Command> commands() {
        return located(() -> west.commands(build));
    }

    /** Returns what would be run to build what a scenario wants built, or what stands against that. */
    public static List<Finding> preview(ScenarioFile scenario, Resources resources) {
        try {
            return of(scenario, resources)
                    .map(RuntimeOrder::commands)
                    .map(commands -> commands.stream()
                            .map(command -> Finding.note("the firmware is built before a run: " + command))
                            .toList())
                    .orElse(List.of());
        } catch (BadInputException e) {
            return List.of(Finding.error(String.valueOf(e.getMessage())));
        }
    }

    /**
     * Builds the firmware and returns the scenario that runs it.
     *
     * @param output takes each line that the build prints
     * @throws BadInputException if the build fails, with its first error
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public ScenarioFile fulfil(Consumer<String> output) {
        BuiltRuntime built = located(() -> west.build(build, output));
        ScenarioFile runnable = scenario.without(BLOCK)
                .with("platform", "zephyr_build_path", built.folder().toString());
        return built.extension()
                .map(extension -> runnable.with("platform", "llext_binary_path", extension.toString()))
                .orElse(runnable);
    }

    private <T> T located(Supplier<T> action) {
        return atPlace(scenario.block(BLOCK).orElseThrow().position(), action);
    }

    private static <T> T atPlace(Place place, Supplier<T> action) {
        try {
            return action.get();
        } catch (BadInputException e) {
            throw new BadInputException(place + ": " + e.getMessage(), e);
        }
    }

    /** Reads one block, with what other blocks add to it. */
    private record Reading(ScenarioFile scenario, Block builder, Resources resources) {

        private static final String PLATFORM = "ZephyrPlatform";
        private static final List<String> SIGNS_OF_A_WORKSPACE = List.of("west.yml", ".west");

        RuntimeBuild build() {
            Optional<Block> platform = scenario.block("platform");
            platform.filter(block -> !block.type().equals(PLATFORM)).ifPresent(block -> {
                throw new BadInputException(builder.position() + ": " + builder.type() + " builds for " + PLATFORM
                        + ", not for " + block.type());
            });
            Path base = base();
            RuntimeBuild.Builder build = RuntimeBuild.in(
                            base.resolve(text("workspace").orElse("")), board(platform), framework())
                    .targets(parameters().texts("extra_targets"))
                    .arguments(parameters().texts("extra_build_args"))
                    .loadable(parameters().bool("use_llext").orElse(false))
                    .update(parameters().bool("run_west_update").orElse(false))
                    .tracing(tracing(platform));
            folder("application_dir", build::application);
            folder("build_dir", build::folder);
            text("venv_dir").ifPresent(build::virtualEnvironment);
            text("output_path").ifPresent(path -> build.output(base.resolve(path)));
            model(base).ifPresent(build::model);
            return atPlace(builder.position(), build::build);
        }

        private void folder(String key, Function<String, RuntimeBuild.Builder> setting) {
            text(key).ifPresent(path -> atPlace(parameters().positionOf(key), () -> setting.apply(path)));
        }

        private Document.Mapping parameters() {
            return builder.parameters();
        }

        private Optional<String> text(String key) {
            return parameters().text(key).map(text -> {
                try {
                    return Path.of(text).toString();
                } catch (InvalidPathException e) {
                    throw new BadInputException(
                            parameters().positionOf(key) + ": '" + text + "' is not a file name: " + e.getReason(), e);
                }
            });
        }

        /**
         * Returns the folder that paths start from: the working directory, as Kenning has it, else the first of the
         * scenario's folder and those above it in which the workspace is one.
         */
        private Path base() {
            String workspace = text("workspace")
                    .orElseThrow(() -> new BadInputException(
                            builder.position() + ": the key 'workspace' is missing: where is the runtime's source?"));
            Path here = Path.of("").toAbsolutePath();
            Path file = scenario.file().toAbsolutePath().normalize();
            return Stream.concat(Stream.of(here), Stream.iterate(file, path -> path != null, Path::getParent))
                    .filter(base -> SIGNS_OF_A_WORKSPACE.stream()
                            .anyMatch(
                                    sign -> Files.exists(base.resolve(workspace).resolve(sign))))
                    .findFirst()
                    .orElse(here);
        }

        private String board(Optional<Block> platform) {
            return text("board")
                    .or(() -> platform.flatMap(block -> block.parameters().text("name")))
                    .orElseThrow(() -> new BadInputException(
                            builder.position() + ": which board is it? Set board, or the name of the platform"));
        }

        private ModelFramework framework() {
            Optional<String> named = parameters().text("model_framework");
            if (named.isPresent()) {
                return atPlace(parameters().positionOf("model_framework"), () -> ModelFramework.named(named.get()));
            }
            Block last = lastOptimizer()
                    .orElseThrow(() -> new BadInputException(builder.position()
                            + ": what is the firmware to run models with? Set model_framework, or name an optimizer"));
            return atPlace(last.position(), () -> ModelFramework.named(Frameworks.ofRuntime(last)));
        }

        private Optional<Block> lastOptimizer() {
            List<Block> optimizers = scenario.optimizers();
            return optimizers.isEmpty() ? Optional.empty() : Optional.of(optimizers.get(optimizers.size() - 1));
        }

        private static Set<Tracing> tracing(Optional<Block> platform) {
            Set<Tracing> ways = EnumSet.noneOf(Tracing.class);
            platform.map(Block::parameters).ifPresent(parameters -> {
                parameters.bool("enable_zephelin_gdb").filter(on -> on).ifPresent(on -> ways.add(Tracing.DEBUGGER));
                parameters.bool("enable_zephelin").filter(on -> on).ifPresent(on -> ways.add(Tracing.PROTOCOL));
            });
            return ways;
        }

        /** The model need not be there yet: some frameworks have nothing of it in the firmware. */
        private Optional<Path> model(Path base) {
            return lastOptimizer()
                    .flatMap(optimizer -> optimizer.parameters().text("compiled_model_path"))
                    .map(text -> new FileFinder(scenario.file(), resources, new ArrayList<>())
                            .located(text)
                            .orElseGet(() -> base.resolve(text)));
        }
    }
}
