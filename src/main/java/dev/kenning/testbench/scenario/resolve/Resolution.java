package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.flash.Flasher;
import dev.kenning.testbench.host.RuntimeSupport;
import dev.kenning.testbench.scenario.file.ClassTable;
import dev.kenning.testbench.scenario.file.Finding;
import dev.kenning.testbench.scenario.file.ScenarioClass;
import dev.kenning.testbench.scenario.file.ScenarioFile;
import dev.kenning.testbench.scenario.file.ScenarioFile.Block;
import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A scenario file with what it names looked for: the parts that are there, and findings for those that are not.
 *
 * <p>Every part is looked for whatever is wrong with the others, so that one report has all findings.
 */
public final class Resolution {

    private final ScenarioFile file;
    private final List<Finding> findings;
    private final Optional<ResolvedPlatform> platform;
    private final ResolvedBoard board;
    private final Optional<Flasher> flasher;
    private final Optional<CompiledModel> model;
    private final Optional<Path> samples;

    private final boolean stubsMissing;

    private Resolution(ScenarioFile file, ScenarioInputs inputs) {
        this.file = file;
        findings = new ArrayList<>(file.findings());
        FileFinder files = new FileFinder(file.file(), inputs.resources(), findings);
        boolean pending = file.block(RuntimeOrder.BLOCK).isPresent();
        platform = requireBlock("platform")
                .map(block -> new ResolvedPlatform(block, PlatformDefinitions.of(block, files, findings)))
                .map(given -> given.filled(files, findings));
        board = platform.map(given -> ResolvedBoard.of(given, pending, inputs.catalogue(), files, findings))
                .orElse(ResolvedBoard.NONE);
        flasher = platform.flatMap(given -> AutoFlash.of(given, findings));
        file.block("protocol").ifPresent(this::checkProtocol);
        model = model(files);
        stubsMissing = inputs.stubsMissing();
        samples = inputs.samples().map(Optional::of).orElseGet(() -> samples(files));
    }

    /** Looks for everything that a scenario names. */
    public static Resolution of(ScenarioFile file, ScenarioInputs inputs) {
        return new Resolution(file, inputs);
    }

    /** Returns what was found, that of the file itself first. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Returns the scenario, if everything that it names is there. */
    public Optional<Scenario> scenario() {
        return findings.stream().anyMatch(Finding::isError) || board.board().isEmpty()
                ? Optional.empty()
                : model.flatMap(compiled ->
                        samples.map(recorded -> scenario(board.board().orElseThrow(), compiled, recorded)));
    }

    /**
     * Returns the scenario.
     *
     * @throws BadInputException with every error, if there is any
     */
    public Scenario require() {
        return scenario()
                .orElseThrow(() -> new BadInputException(findings.stream()
                        .filter(Finding::isError)
                        .map(Finding::message)
                        .collect(Collectors.joining("\n"))));
    }

    /** Tells whether the scenario asks for a simulated board. */
    public boolean simulated() {
        return board.simulated();
    }

    Optional<Block> lastOptimizer() {
        List<Block> optimizers = file.optimizers();
        return optimizers.isEmpty() ? Optional.empty() : Optional.of(optimizers.get(optimizers.size() - 1));
    }

    Optional<Path> runtime() {
        return board.runtime();
    }

    Optional<Board> board() {
        return board.board();
    }

    Optional<Path> firmware() {
        return board.firmware();
    }

    /** Returns the files that the script of the platform finds in variables. */
    List<Path> dependencies() {
        return board.dependencies();
    }

    /** Says how a session with the device on a board begins. */
    SessionOpening opening(Board found) {
        return new PlatformParameters(file, platform.orElseThrow().block(), found).opening(RuntimeSupport.UNKNOWN);
    }

    Optional<CompiledModel> model() {
        return model;
    }

    Optional<Path> samples() {
        return samples;
    }

    private Scenario scenario(Board found, CompiledModel compiled, Path recorded) {
        PlatformParameters parameters =
                new PlatformParameters(file, platform.orElseThrow().block(), found);
        return new Scenario(
                file.file(),
                found,
                board.simulated(),
                board.firmware(),
                parameters.ports(),
                flasher,
                compiled,
                recorded,
                parameters.inferenceLimit(),
                board.runtime(),
                parameters.observation(),
                parameters.opening(FirmwareSymbols.runtimeOf(board)),
                board.script(),
                stubsMissing
                        ? parameters.settings(board.dependencies()).withStubsForMissingModels()
                        : parameters.settings(board.dependencies()),
                file.optimizers().stream().map(Frameworks::of).toList(),
                file.configuration());
    }

    private Optional<Block> requireBlock(String name) {
        Optional<Block> block = file.block(name);
        if (block.isEmpty() && !file.isFaulty(name)) {
            findings.add(Finding.error(file.position() + ": the block '" + name + "' is missing"));
        }
        return block;
    }

    private void checkProtocol(Block protocol) {
        if (ClassTable.find("protocol", protocol.type())
                .flatMap(ScenarioClass::idle)
                .isPresent()) {
            findings.add(Finding.error(protocol.position() + ": " + protocol.type() + " does not reach boards: use"
                    + " UARTProtocol or NetworkProtocol, or leave the block out"));
            return;
        }
        List<String> places = List.of("host", "port", "baudrate").stream()
                .filter(name -> protocol.parameters().get(name).isPresent())
                .toList();
        if (board.simulated() && !places.isEmpty()) {
            findings.add(Finding.note(protocol.position() + ": " + protocol.type() + " (" + String.join(", ", places)
                    + "): not used here, because the board is simulated."));
        }
    }

    /** The last optimizer decides the model that runs, unless the inference loop names another. */
    private Optional<CompiledModel> model(FileFinder files) {
        List<Block> optimizers = file.optimizers();
        Optional<Block> loop = file.block("inference_loop");
        boolean sent = loop.flatMap(block -> block.parameters().bool("skip_model_sending"))
                .map(skip -> !skip)
                .orElse(true);
        Optional<Block> other =
                loop.filter(block -> block.parameters().get("model_path").isPresent());
        if (optimizers.isEmpty() && other.isEmpty()) {
            if (!file.isFaulty("optimizers")) {
                findings.add(Finding.error(file.position()
                        + ": no optimizers; the last one's compiled_model_path names the model that runs"));
            }
            return Optional.empty();
        }
        optimizers.stream()
                .limit(Math.max(0, optimizers.size() - 1))
                .forEach(earlier -> findings.add(Finding.note(earlier.position() + ": " + earlier.type()
                        + ": not run here, because the model that the last optimizer made is taken.")));
        String framework = lastOptimizer().map(Frameworks::of).orElse("any");
        lastOptimizer()
                .filter(last -> !Frameworks.areOnBoards(framework))
                .ifPresent(last -> findings.add(Finding.warning(last.position() + ": the last optimizer, " + last.type()
                        + ", makes " + framework + " models, for which Kenning's runtimes on boards have no use.")));
        Block owner = other.orElseGet(() -> lastOptimizer().orElseThrow());
        String key = other.isPresent() ? "model_path" : "compiled_model_path";
        return files.model(owner.parameters(), key, sent).map(path -> new CompiledModel(path, framework, sent));
    }

    private Optional<Path> samples(FileFinder files) {
        Optional<Block> dataset = file.block("dataset");
        if (dataset.isPresent()
                && dataset.get().parameters().get("samples_path").isPresent()) {
            return files.named(dataset.get().parameters(), "samples_path", "the samples");
        }
        if (dataset.isEmpty() && !file.isFaulty("dataset")) {
            findings.add(Finding.error(file.position() + ": the block 'dataset' is missing; give recorded samples with"
                    + " --samples FILE, or in a dataset of type SamplesDataset"));
        }
        dataset.filter(block -> !block.type().equals("SamplesDataset"))
                .ifPresent(block -> findings.add(Finding.error(block.position() + ": the samples of " + block.type()
                        + " cannot be made here, because Kenning's datasets are made by its Python classes; give recorded"
                        + " samples with --samples FILE")));
        return Optional.empty();
    }
}
