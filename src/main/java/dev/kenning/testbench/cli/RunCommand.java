package dev.kenning.testbench.cli;

import dev.kenning.testbench.board.BadInputException;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.Engines;
import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.engine.live.LiveEngine;
import dev.kenning.testbench.engine.live.LivePorts;
import dev.kenning.testbench.metrics.Measurements;
import dev.kenning.testbench.profile.Counting;
import dev.kenning.testbench.scenario.file.Finding;
import dev.kenning.testbench.scenario.file.ScenarioFile;
import dev.kenning.testbench.scenario.resolve.Preflight;
import dev.kenning.testbench.scenario.resolve.Resolution;
import dev.kenning.testbench.scenario.resolve.RuntimeOrder;
import dev.kenning.testbench.scenario.resolve.Scenario;
import dev.kenning.testbench.scenario.resolve.ScenarioInputs;
import dev.kenning.testbench.scenario.run.SampleResult;
import dev.kenning.testbench.scenario.run.ScenarioResult;
import dev.kenning.testbench.scenario.run.ScenarioRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a scenario and prints what it gave. */
@Command(
        name = "run",
        description = "Run a Kenning scenario on a simulated board.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 done; 1 done, but outputs or accuracy miss what is expected;",
            "2 bad input or usage; 3 the engine or the device failed."
        })
final class RunCommand implements Callable<Integer> {

    private static final int MISMATCHES_SHOWN = 10;

    private final Console console;

    @Parameters(paramLabel = "SCENARIO", description = "Scenario file, YAML or JSON.")
    private Path scenarioFile = Path.of("");

    @Option(names = "--measurements", paramLabel = "FILE", description = "Write measurements as JSON.")
    private @Nullable Path measurements;

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            defaultValue = "1e-4",
            description = "How far an output may be from its expected value (default: ${DEFAULT-VALUE}; for quantised"
                    + " outputs at least twice their scale).")
    private double tolerance;

    @Option(names = "--min-accuracy", paramLabel = "X", description = "Least share of right predictions, from 0 to 1.")
    private @Nullable Double minAccuracy;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Engines to run it on, one after the other (default: what testbench.engines says, else embedded).")
    private List<String> engines = List.of();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where the board of the engine attached or hardware is: tcp:HOST:PORT, pty:PATH or a device.")
    private @Nullable String port;

    @Mixin
    private ScenarioOptions inputs = new ScenarioOptions();

    @Spec
    private @Nullable CommandSpec spec;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        requireSane();
        Resolution resolution = Resolution.of(built(ScenarioFile.read(scenarioFile)), inputs.get());
        Optional<Scenario> resolved = resolution.scenario();
        List<Engine> selected = resolved.map(this::engines).orElse(List.of());
        boolean simulates =
                selected.isEmpty() ? resolution.simulated() : selected.stream().anyMatch(Engine::simulates);
        requireReady(Preflight.of(resolution, simulates));
        Scenario scenario = resolution.require();
        int status = ExitStatus.DONE;
        for (Engine engine : selected) {
            status = Math.max(status, run(scenario, engine));
        }
        return status;
    }

    /** Has the firmware built if the scenario wants that, once nothing else stands against the run. */
    private ScenarioFile built(ScenarioFile file) {
        ScenarioInputs given = inputs.get();
        if (!file.isSound()) {
            return file;
        }
        Optional<RuntimeOrder> order = RuntimeOrder.of(file, given.resources());
        if (order.isEmpty()) {
            return file;
        }
        requireNoError(Preflight.of(Resolution.of(file, given)));
        return order.get().fulfil(console.err()::println);
    }

    /** Says in one report all that is wrong, before anything is started. */
    private void requireReady(List<Finding> findings) {
        findings.stream().filter(finding -> !finding.isError()).forEach(console.err()::println);
        requireNoError(findings);
    }

    private static void requireNoError(List<Finding> findings) {
        List<String> errors =
                findings.stream().filter(Finding::isError).map(Finding::message).toList();
        if (!errors.isEmpty()) {
            throw new BadInputException(String.join("\n", errors));
        }
    }

    private int run(Scenario scenario, Engine engine) throws IOException {
        Instant started = Instant.now();
        console.err()
                .println("board " + scenario.board().name() + " on engine " + engine.name() + ", firmware "
                        + (engine.simulates() ? firmwareName(scenario) : "as it is"));
        ScenarioResult result = result(scenario, engine);
        print(result);
        scenario.observation()
                .profilerDump()
                .filter(file -> !Files.exists(file))
                .ifPresent(file -> console.err()
                        .println("testbench: " + file + " was not written: the engine " + engine.name()
                                + " records no profile, or the scenario disables it"));
        if (measurements != null) {
            write(result, engine, started, measurements);
        }
        return verdict(result);
    }

    private static String firmwareName(Scenario scenario) {
        return scenario.firmware().map(file -> file.getFileName().toString()).orElse("not named");
    }

    /** A scenario that is not simulated, and a port, ask for a board that runs already. */
    private List<Engine> engines(Scenario scenario) {
        Optional<LivePorts> ports = Optional.ofNullable(port)
                .map(kcomms -> new LivePorts(kcomms, Optional.empty(), OptionalInt.empty()))
                .or(scenario::ports);
        List<String> names =
                engines.isEmpty() && (ports.isPresent() || !scenario.simulated()) ? List.of("attached") : engines;
        List<Engine> selected = names.isEmpty()
                ? Engines.selected(Settings.ofProcess())
                : names.stream().map(Engines::named).toList();
        if (measurements != null && selected.size() > 1) {
            throw new BadInputException("--measurements is for one engine, but there are " + selected.size());
        }
        return selected.stream().map(engine -> reaching(engine, ports)).toList();
    }

    private static Engine reaching(Engine engine, Optional<LivePorts> ports) {
        return engine instanceof LiveEngine live && ports.isPresent() ? live.on(ports.get()) : engine;
    }

    private void requireSane() {
        if (!(tolerance >= 0)) {
            throw new BadInputException("--tolerance must be >= 0, is " + tolerance);
        }
        if (minAccuracy != null && !(minAccuracy >= 0 && minAccuracy <= 1)) {
            throw new BadInputException("--min-accuracy must be from 0 to 1, is " + minAccuracy);
        }
        if (measurements != null) {
            requireWritable(measurements);
        }
    }

    /** Tries the file before a run that may take long; what is no plain file, such as a pipe, is left alone. */
    private static void requireWritable(Path file) {
        if (Files.isDirectory(file)) {
            throw new BadInputException("--measurements " + file + " is a folder, name a file");
        }
        boolean isThere = Files.exists(file);
        if (isThere && !Files.isRegularFile(file)) {
            return;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
            if (!isThere) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static BadInputException unwritable(Path file, IOException failure) {
        return new BadInputException(
                "cannot write the measurements to " + file + ": the file cannot be created or written", failure);
    }

    private ScenarioResult result(Scenario scenario, Engine engine) {
        ScenarioRun run = new ScenarioRun(scenario, tolerance);
        if (measurements != null) {
            run = run.profiled();
        }
        try (ProgressListener listener = new ProgressListener(console)) {
            return run.on(engine, listener);
        }
    }

    private void print(ScenarioResult result) {
        boolean counts = result.counting() != Counting.NONE;
        TextTable table = new TextTable(
                ">#", "PREDICTED", "LABEL", "OUTPUTS", ">INSTRUCTIONS", counts ? ">VIRTUAL TIME" : ">HOST TIME");
        for (SampleResult sample : result.samples()) {
            table.add(
                    String.valueOf(sample.number()),
                    sample.prediction(),
                    sample.label().orElse("-") + (sample.isRight() ? "" : "  <- wrong"),
                    outputs(sample.outputs()),
                    counts ? grouped(sample.cost().executedInstructions()) : "-",
                    milliseconds(sample.cost().virtualTime().toNanos()));
        }
        table.lines().forEach(console.out()::println);
        console.out().println();
        console.out().println(summary(result));
    }

    private static String summary(ScenarioResult result) {
        String accuracy =
                accuracyText(result).map(text -> "accuracy " + text + ", ").orElse("");
        String memory = result.statistics().value("peak_allocated").isPresent()
                ? ", peak "
                        + grouped(result.statistics().value("peak_allocated").orElseThrow()) + " bytes on the device"
                : "";
        String time = milliseconds(result.virtualTime().toNanos());
        return result.counting() == Counting.NONE
                ? accuracy + "whole session " + time + " of host time" + memory
                : accuracy + grouped(perInference(result)) + " instructions per inference; whole session "
                        + grouped(result.executedInstructions()) + " instructions, " + time + " of virtual time"
                        + memory;
    }

    private static long perInference(ScenarioResult result) {
        long instructions = result.samples().stream()
                .mapToLong(sample -> sample.cost().executedInstructions())
                .sum();
        int count = result.samples().size();
        return count == 0 ? 0 : instructions / count;
    }

    private static Optional<String> accuracyText(ScenarioResult result) {
        OptionalDouble accuracy = result.accuracy();
        if (accuracy.isEmpty()) {
            return Optional.empty();
        }
        long labelled =
                result.samples().stream().filter(s -> s.label().isPresent()).count();
        long right = result.samples().stream()
                .filter(s -> s.label().isPresent() && s.isRight())
                .count();
        return Optional.of(
                String.format(Locale.ROOT, "%.1f %% (%d of %d)", 100 * accuracy.getAsDouble(), right, labelled));
    }

    private void write(ScenarioResult result, Engine engine, Instant started, Path file) throws IOException {
        Measurements all = result.measurements()
                .putHost("command", List.copyOf(arguments()))
                .putHost("cfg_path", result.scenario().file().toString())
                .putHost("compiled_model_path", result.scenario().model().toString())
                .putHost("samples_path", result.scenario().samples().toString())
                .putHost(
                        "runtime_binary_path",
                        result.scenario().firmware().map(Path::toString).orElse(""))
                .putHost("started", started.toString())
                .putHost("seconds", (System.currentTimeMillis() - started.toEpochMilli()) / 1000.0)
                .putHost("java", Runtime.version().toString())
                .putHost("engine", engine.name());
        try {
            all.write(file);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private List<String> arguments() {
        return spec == null
                ? List.of()
                : spec.root().commandLine().getParseResult().originalArgs();
    }

    private int verdict(ScenarioResult result) {
        int status = ExitStatus.DONE;
        List<SampleResult> mismatches = result.mismatches();
        for (SampleResult sample : mismatches.subList(0, Math.min(MISMATCHES_SHOWN, mismatches.size()))) {
            SampleResult.Mismatch worst = sample.mismatch().orElseThrow();
            console.err()
                    .printf(
                            Locale.ROOT,
                            "testbench: sample %d: output [%d] is %s, expected %s, off by %.3g where %.3g is allowed%n",
                            sample.number(),
                            worst.index(),
                            worst.actual(),
                            worst.expected(),
                            Math.abs(worst.actual() - worst.expected()),
                            worst.tolerance());
            status = ExitStatus.EXPECTATIONS_MISSED;
        }
        if (mismatches.size() > MISMATCHES_SHOWN) {
            console.err().println("testbench: and " + (mismatches.size() - MISMATCHES_SHOWN) + " more samples");
        }
        if (minAccuracy != null) {
            OptionalDouble accuracy = result.accuracy();
            if (accuracy.isEmpty()) {
                throw new BadInputException("--min-accuracy was given, but no sample has a label");
            }
            if (accuracy.getAsDouble() < minAccuracy) {
                console.err()
                        .printf(
                                Locale.ROOT,
                                "testbench: accuracy %.4f is under --min-accuracy %s%n",
                                accuracy.getAsDouble(),
                                minAccuracy);
                status = ExitStatus.EXPECTATIONS_MISSED;
            }
        }
        return status;
    }

    private static String outputs(List<Double> outputs) {
        int shown = Math.min(outputs.size(), 6);
        StringBuilder text = new StringBuilder();
        for (Double output : outputs.subList(0, shown)) {
            text.append(text.isEmpty() ? "" : " ").append(String.format(Locale.ROOT, "%.6f", output));
        }
        return outputs.size() > shown ? text + " ... (" + outputs.size() + ")" : text.toString();
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String milliseconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f ms", nanos / 1e6);
    }
}
