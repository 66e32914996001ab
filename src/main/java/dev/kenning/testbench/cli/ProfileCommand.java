package dev.kenning.testbench.cli;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.FirmwareBundle;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.Terminal;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.host.DemoAppConsole;
import dev.kenning.testbench.model.TfliteFile;
import dev.kenning.testbench.profile.CallCost;
import dev.kenning.testbench.profile.CollapsedStacks;
import dev.kenning.testbench.profile.FunctionCost;
import dev.kenning.testbench.profile.Profile;
import dev.kenning.testbench.profile.ProfileExport;
import dev.kenning.testbench.scenario.resolve.Scenario;
import dev.kenning.testbench.scenario.run.ScenarioResult;
import dev.kenning.testbench.scenario.run.ScenarioRun;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Shows where the instructions of an inference go: operator by operator, and function by function. */
@Command(
        name = "profile",
        description =
                "Show where the instructions of an inference go, by operator and by function, without instrumentation.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "With a build folder, or an ELF and its --board: what it executes from power-on, for --for seconds, or until demo_app ends.",
            "With a model: shapes and multiplications of its operators.",
            "Exit status: 0 done; 2 bad input or usage; 3 the engine or the device failed."
        })
final class ProfileCommand implements Callable<Integer> {

    private static final int FUNCTIONS = 15;
    private static final byte[] ELF = {0x7F, 'E', 'L', 'F'};
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int NANO_DIGITS = 9;
    private static final Path NO_MODEL = Path.of("");
    private static final double TOLERANCE = Double.MAX_VALUE;

    private final Console console;

    @Parameters(
            paramLabel = "SCENARIO|BUILD",
            description =
                    "Scenario file, folder of a build, ELF, model (.tflite), or what Renode recorded (.collapsed).")
    private Path subject = Path.of("");

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = Engines.DEFAULT,
            description =
                    "Engine that follows the calls (default: ${DEFAULT-VALUE}); renode counts instructions alone.")
    private String engine = Engines.DEFAULT;

    @Option(names = "--board", paramLabel = "NAME", description = "Board of an ELF, or of a folder that does not tell.")
    private @Nullable String boardName;

    @Option(
            names = "--for",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "How much virtual time to follow a build or an ELF for (default: ${DEFAULT-VALUE}).")
    private BigDecimal seconds = BigDecimal.ONE;

    @Option(
            names = "--collapsed",
            paramLabel = "FILE",
            description = "Write collapsed stacks, as Renode and flame graph programs have them.")
    private @Nullable Path collapsed;

    @Option(names = "--speedscope", paramLabel = "FILE", description = "Write a file for speedscope.app.")
    private @Nullable Path speedscope;

    @Option(
            names = "--trace-events",
            paramLabel = "FILE",
            description = "Write Trace Event Format for Perfetto; a microsecond stands for an instruction.")
    private @Nullable Path traceEvents;

    @Mixin
    private ScenarioOptions inputs = new ScenarioOptions();

    ProfileCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Optional<TfliteFile> network = LayerCosts.network(subject);
        if (network.isPresent()) {
            describe(network.get());
            return ExitStatus.DONE;
        }
        if (CollapsedStacks.isNamedSo(subject)) {
            Profile recorded = CollapsedStacks.read(subject);
            describe(recorded, LayerCosts.of(recorded, NO_MODEL), " instructions in all");
            write(recorded);
            return ExitStatus.DONE;
        }
        Optional<FirmwareBundle> program = program();
        if (program.isPresent()) {
            profileProgram(program.get());
        } else {
            profileScenario();
        }
        return ExitStatus.DONE;
    }

    private Optional<FirmwareBundle> program() throws IOException {
        TargetProgram target = new TargetProgram(Optional.ofNullable(boardName), Optional.empty());
        if (Files.isDirectory(subject)) {
            return Optional.of(target.named(subject.toString()));
        }
        return isElf(subject) ? Optional.of(target.file(subject)) : Optional.empty();
    }

    private static boolean isElf(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(ELF.length), ELF);
        }
    }

    /** A program that nobody asks for inferences is followed as it is. */
    private void profileProgram(FirmwareBundle program) throws IOException {
        if (seconds.signum() <= 0) {
            throw new BadInputException("--for must be > 0, is " + seconds);
        }
        program.notes().forEach(note -> console.err().println("note: " + note));
        console.err()
                .println("board " + program.board().name() + " on engine " + engine + ", firmware "
                        + program.firmware());
        try (Bench bench = Engines.named(engine).powerOn(BenchSetup.of(program))) {
            requireFollowing(bench.followsCalls());
            BooleanSupplier hasEnded = demoAppHasEnded(program.board(), bench);
            Duration limit =
                    Duration.ofNanos(seconds.movePointRight(NANO_DIGITS).longValue());
            Profile profile = bench.profile(() -> {
                boolean unused = bench.runUntil(hasEnded, limit);
            });
            describe(
                    profile,
                    LayerCosts.of(profile, NO_MODEL),
                    String.format(
                            Locale.ROOT,
                            " instructions from power-on to %.6f s of virtual time",
                            bench.virtualTime().toNanos() / NANOS_PER_SECOND));
            write(profile);
        }
    }

    private static BooleanSupplier demoAppHasEnded(Board board, Bench bench) {
        if (board.printsIntoLog()) {
            return () -> false;
        }
        Terminal terminal = bench.terminal(board.console());
        return () -> {
            DemoAppConsole demo = new DemoAppConsole();
            terminal.lines().forEach(line -> demo.accept(line.text()));
            return demo.hasEnded() && !demo.hasFailed();
        };
    }

    private void requireFollowing(boolean follows) {
        if (!follows) {
            throw new BadInputException("the engine " + engine
                    + " cannot follow calls; embedded can, and renode and container record instructions by path");
        }
    }

    private void profileScenario() throws IOException {
        Scenario scenario = Scenario.read(subject, inputs.get());
        Engine chosen = Engines.named(engine);
        requireFollowing(chosen.simulates());
        ScenarioResult result =
                new ScenarioRun(scenario, TOLERANCE).profiled().on(chosen, new ScenarioRun.Listener() {});
        Profile profile = result.calls()
                .orElseThrow(
                        () -> new BadInputException(subject + ": no sample was run, so that there is nothing to show"));
        describe(
                profile,
                LayerCosts.of(profile, scenario.model().file()),
                " instructions from the question to the answer");
        arena(result);
        write(profile);
    }

    /** What the runtime allocated at most for tensors and its own data; the device tells it. */
    private void arena(ScenarioResult result) {
        result.statistics()
                .value("peak_allocated")
                .ifPresentOrElse(
                        peak -> console.out()
                                .println(grouped(peak) + " bytes of arena at the peak, as the device says"),
                        () -> console.out().println("the device does not say how much of its arena it uses"));
    }

    private void describe(TfliteFile model) {
        TextTable table = new TextTable(">#", "OPERATOR", "INPUT", "OUTPUT", ">MACS");
        model.operators()
                .forEach(operator -> table.add(
                        String.valueOf(operator.index()),
                        operator.name(),
                        operator.inputs().isEmpty()
                                ? ""
                                : operator.inputs().get(0).shape().toString(),
                        operator.outputs().isEmpty()
                                ? ""
                                : operator.outputs().get(0).shape().toString(),
                        operator.macs() == 0 ? "-" : grouped(operator.macs())));
        table.lines().forEach(console.out()::println);
        console.out().println();
        console.out().println(grouped(model.macs()) + " multiplications with addition per inference");
    }

    private void describe(Profile profile, List<LayerCosts.Layer> layers, String what) {
        long all = profile.instructions();
        if (layers.isEmpty()) {
            console.out().println("no operators: the program runs no graph of a runtime that is known here");
        } else {
            TextTable table = new TextTable(
                    ">#", "OPERATOR", "OUTPUT", "KERNEL", ">INSTRUCTIONS", ">SHARE", ">MACS", ">MACS/INSTR");
            for (int i = 0; i < layers.size(); i++) {
                LayerCosts.Layer layer = layers.get(i);
                table.add(
                        String.valueOf(i),
                        layer.operator(),
                        layer.shape(),
                        layer.kernel(),
                        grouped(layer.instructions()),
                        percent(layer.instructions(), all),
                        layer.macs() == 0 ? "-" : grouped(layer.macs()),
                        layer.macs() == 0
                                ? "-"
                                : String.format(Locale.ROOT, "%.3f", (double) layer.macs() / layer.instructions()));
            }
            table.lines().forEach(console.out()::println);
        }
        console.out().println();
        functions(profile).lines().forEach(console.out()::println);
        console.out().println();
        console.out().println(grouped(all) + what);
        if (profile.countsAccesses()) {
            CallCost cost = profile.cost();
            console.out()
                    .println(grouped(cost.memory().reads()) + " loads, "
                            + grouped(cost.memory().writes()) + " stores, "
                            + grouped(cost.peripherals().total()) + " peripheral accesses, "
                            + grouped(cost.cycles()) + " cycles of virtual time");
        }
    }

    /** Accesses are of the function itself, as the instructions that it is listed by. */
    private static TextTable functions(Profile profile) {
        List<String> columns =
                new ArrayList<>(List.of("FUNCTION", ">CALLS", ">OWN INSTRUCTIONS", ">SHARE", ">WITH CALLEES"));
        if (profile.countsAccesses()) {
            columns.addAll(List.of(">OWN LOADS", ">OWN STORES", ">OWN I/O", ">STACK"));
        }
        TextTable table = new TextTable(columns.toArray(String[]::new));
        for (FunctionCost cost : profile.top(FUNCTIONS)) {
            List<String> row = new ArrayList<>(List.of(
                    cost.name(),
                    grouped(cost.calls()),
                    grouped(cost.exclusive()),
                    percent(cost.exclusive(), profile.instructions()),
                    grouped(cost.inclusive())));
            if (profile.countsAccesses()) {
                CallCost own = cost.exclusiveCost();
                row.add(grouped(own.memory().reads()));
                row.add(grouped(own.memory().writes()));
                row.add(grouped(own.peripherals().total()));
                row.add(grouped(cost.stackBytes()));
            }
            table.add(row.toArray(String[]::new));
        }
        return table;
    }

    private void write(Profile profile) throws IOException {
        ProfileExport export = new ProfileExport(profile);
        JsonMapper json = new JsonMapper();
        if (collapsed != null) {
            write(collapsed, export.collapsed());
        }
        if (speedscope != null) {
            write(speedscope, json.writeValueAsString(export.speedscope(subject.toString())));
        }
        if (traceEvents != null) {
            write(traceEvents, json.writeValueAsString(export.traceEvents()));
        }
    }

    private void write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Files.writeString(file, text);
        console.err().println("wrote " + file);
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String percent(long part, long all) {
        return all == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / all);
    }
}
