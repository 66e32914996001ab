package dev.kenning.testbench.cli;

import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.engine.live.LivePorts;
import dev.kenning.testbench.host.Cancellation;
import dev.kenning.testbench.host.SessionCancelledException;
import dev.kenning.testbench.host.SessionOptions;
import dev.kenning.testbench.metrics.Measurements;
import dev.kenning.testbench.scenario.file.Finding;
import dev.kenning.testbench.scenario.file.ScenarioFile;
import dev.kenning.testbench.scenario.resolve.Preflight;
import dev.kenning.testbench.scenario.resolve.Resolution;
import dev.kenning.testbench.scenario.resolve.RuntimeOrder;
import dev.kenning.testbench.scenario.resolve.Scenario;
import dev.kenning.testbench.scenario.resolve.ScenarioInputs;
import dev.kenning.testbench.scenario.run.ScenarioResult;
import dev.kenning.testbench.scenario.run.ScenarioRun;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
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

    private static final String JSON = ".json";

    /** The options that decide what is measured. */
    private static final Set<String> MEASURED_BY = Set.of("--engine", "--samples", "--tolerance", "--min-accuracy");

    /** How long the end of a session may take: silence on the line, and PING. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Console console;

    @Parameters(paramLabel = "SCENARIO", arity = "1..*", description = "Scenario files, YAML or JSON.")
    private List<Path> scenarioFiles = List.of();

    @Option(
            names = "--measurements",
            paramLabel = "FILE",
            description =
                    "Write measurements as JSON; of several runs each gets its own file, named after scenario and engine.")
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
            names = "--baseline",
            paramLabel = "FILE",
            description = "Measurements of an earlier run; the verdict tells what has changed since.")
    private @Nullable Path baseline;

    @Option(
            names = "--max-regression",
            paramLabel = "PERCENT",
            description =
                    "By how many percent instructions per inference, or times where nothing counts, may exceed the baseline.")
    private @Nullable Double maxRegression;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description = "Run each scenario so many times on each engine, from power-on (default: ${DEFAULT-VALUE}).")
    private int repeat = 1;

    @Option(
            names = "--require-identical",
            description =
                    "Fail unless every repetition measures the same, byte for byte, and show the first difference.")
    private boolean requireIdentical;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Engines to run it on, one after the other (default: what testbench.engines says, else embedded).")
    private List<String> engines = List.of();

    @Mixin
    private LiveOptions live = new LiveOptions();

    @Option(
            names = "--take-over",
            description = "Take over a board that still holds another session, such as that of a run that was killed.")
    private boolean takeOver;

    @Mixin
    private ScenarioOptions inputs = new ScenarioOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Option(
            names = "--trace-uart",
            paramLabel = "NAME",
            description =
                    "UART on which the firmware traces (zephyr,tracing-uart); traces in messages of the protocol and in"
                            + " memory are found without.")
    private @Nullable String traceUart;

    @Spec
    private @Nullable CommandSpec spec;

    private final Repetition repetition = new Repetition();

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        requireSane();
        List<Planned> planned = new ArrayList<>();
        for (Path file : scenarioFiles) {
            for (Planned once : plan(file)) {
                planned.addAll(once.times(repeat));
            }
        }
        List<Path> written = new ArrayList<>();
        List<RunOutcome> outcomes = new ArrayList<>();
        try {
            for (Planned run : planned) {
                Optional<Path> file = measurementsFile().map(name -> planned.size() == 1 ? name : run.named(name));
                file.ifPresent(RunCommand::requireWritable);
                outcomes.add(outcome(run, file, outcomes));
                file.ifPresent(written::add);
            }
        } catch (SessionCancelledException told) {
            return ExitStatus.FAILED;
        }
        results.tell(console, outcomes);
        report.write(written).forEach(file -> console.err().println("wrote " + file));
        return outcomes.stream().allMatch(RunOutcome::passed) ? ExitStatus.DONE : ExitStatus.EXPECTATIONS_MISSED;
    }

    /** A CI system is told of a run that broke off, too, and of those before it. */
    private RunOutcome outcome(Planned run, Optional<Path> file, List<RunOutcome> before) throws IOException {
        Instant started = Instant.now();
        try {
            return run(run.scenario(), run.engine(), started, file);
        } catch (RuntimeException e) {
            List<RunOutcome> all = new ArrayList<>(before);
            all.add(new RunOutcome.Broken(
                    run.scenario(), ExecutionFailure.message(e), run.engine().name(), since(started)));
            try {
                results.tell(console, all);
            } catch (BadInputException untold) {
                e.addSuppressed(untold);
            }
            throw e;
        }
    }

    private static Duration since(Instant started) {
        return Duration.between(started, Instant.now());
    }

    /** A scenario, an engine to run it on, and which repetition it is, from 1; 0 if there is but one. */
    private record Planned(Scenario scenario, Engine engine, int repetition) {

        private List<Planned> times(int count) {
            return count == 1
                    ? List.of(this)
                    : IntStream.rangeClosed(1, count)
                            .mapToObj(number -> new Planned(scenario, engine, number))
                            .toList();
        }

        /** Returns a file's name with scenario and engine in it, so that each run has a file of its own. */
        private Path named(Path file) {
            String name = String.valueOf(file.getFileName());
            String stem = name.endsWith(JSON) ? name.substring(0, name.length() - JSON.length()) : name;
            String own = String.valueOf(scenario.file().getFileName()).replaceFirst("\\.[^.]*$", "");
            String number = repetition == 0 ? "" : "-" + repetition;
            return file.resolveSibling(stem + "-" + own + "-" + engine.name() + number + JSON);
        }
    }

    private List<Planned> plan(Path file) {
        Resolution resolution = Resolution.of(built(ScenarioFile.read(file)), inputs.get());
        Optional<Scenario> resolved = resolution.scenario();
        List<Engine> selected = resolved.map(this::engines).orElse(List.of());
        boolean simulates =
                selected.isEmpty() ? resolution.simulated() : selected.stream().anyMatch(Engine::simulates);
        requireReady(Preflight.of(resolution, simulates));
        Scenario scenario = resolution.require();
        scenario.firmware()
                .ifPresent(firmware -> selected.stream()
                        .flatMap(engine -> engine.doubts(firmware).stream())
                        .map(Finding::warning)
                        .forEach(console.err()::println));
        return selected.stream().map(engine -> new Planned(scenario, engine, 0)).toList();
    }

    /** A report is made of measurements, so they are kept beside it if nobody says where. */
    private Optional<Path> measurementsFile() {
        return Optional.ofNullable(measurements).or(report::measurementsBeside);
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

    private RunOutcome run(Scenario scenario, Engine engine, Instant started, Optional<Path> file) throws IOException {
        console.err()
                .println("board " + scenario.board().name() + " on engine " + engine.name() + ", firmware "
                        + (engine.flashes() ? firmwareName(scenario) : "as it is"));
        boolean isMeasured = file.isPresent() || requireIdentical;
        if (engine.simulates()) {
            return concluded(result(scenario, engine, isMeasured, this::asAsked), engine, started, file);
        }
        Cancellation cancellation = new Cancellation();
        StopHook stop = StopHook.doing(cancellation::request, PATIENCE);
        try {
            UnaryOperator<SessionOptions> session = options -> asAsked(options).cancelledBy(cancellation);
            return concluded(result(scenario, engine, isMeasured, session), engine, started, file);
        } catch (SessionCancelledException e) {
            // Nobody can say so later: the process ends with the hook.
            console.complain("testbench: " + ExecutionFailure.message(e));
            throw e;
        } finally {
            stop.close();
        }
    }

    private SessionOptions asAsked(SessionOptions options) {
        return options.withTakeOver(takeOver);
    }

    private RunOutcome concluded(ScenarioResult result, Engine engine, Instant started, Optional<Path> file)
            throws IOException {
        Scenario scenario = result.scenario();
        Optional<RunMeasurements> measured = file.isPresent() || requireIdentical
                ? Optional.of(RunMeasurements.of(result, engine))
                : Optional.empty();
        RunVerdict verdict = repeated(verdict(result), scenario, engine, measured);
        RunOutcome.Done outcome = new RunOutcome.Done(
                result, verdict, engine.name(), since(started), measured.map(RunMeasurements::fingerprint));
        results.printed(console, outcome);
        scenario.observation()
                .profilerDump()
                .filter(dump -> !Files.exists(dump))
                .ifPresent(dump -> console.err()
                        .println("testbench: " + dump + " was not written: the engine " + engine.name()
                                + " records no profile, or the scenario disables it"));
        if (file.isPresent()) {
            write(
                    measured.orElseThrow().with(verdict),
                    scenario,
                    engine,
                    result.record().simulator(),
                    started,
                    file.get());
            TraceFiles.beside(file.get())
                    .write(result)
                    .forEach(name -> console.err().println("wrote " + name));
        }
        verdict.missed().forEach(reason -> console.complain("testbench: " + reason));
        return outcome;
    }

    /** A repetition that measures anything else than the first one misses what is expected of it. */
    private RunVerdict repeated(
            RunVerdict verdict, Scenario scenario, Engine engine, Optional<RunMeasurements> measured) {
        String name = scenario.file() + " on " + engine.name();
        return measured.filter(any -> requireIdentical)
                .flatMap(values -> repetition.differs(name, values.reproducible()))
                .map(verdict::missing)
                .orElse(verdict);
    }

    private static String firmwareName(Scenario scenario) {
        return scenario.firmware().map(file -> file.getFileName().toString()).orElse("not named");
    }

    /** A scenario that is not simulated, and a port, ask for a board that runs already. */
    private List<Engine> engines(Scenario scenario) {
        Optional<LivePorts> ports = live.ports(scenario);
        List<String> names = engines.isEmpty() && live.isMapped()
                ? List.of("hardware")
                : engines.isEmpty() && (ports.isPresent() || !scenario.simulated()) ? List.of("attached") : engines;
        List<Engine> selected = names.isEmpty()
                ? Engines.selected(Settings.ofProcess())
                : names.stream().map(Engines::named).toList();
        return selected.stream()
                .map(engine -> live.reaching(engine, ports, scenario, console))
                .toList();
    }

    private void requireSane() {
        if (!(tolerance >= 0)) {
            throw new BadInputException("--tolerance must be >= 0, is " + tolerance);
        }
        if (minAccuracy != null && !(minAccuracy >= 0 && minAccuracy <= 1)) {
            throw new BadInputException("--min-accuracy must be from 0 to 1, is " + minAccuracy);
        }
        if (maxRegression != null && (baseline == null || !(maxRegression >= 0))) {
            throw new BadInputException("--max-regression must be >= 0 and needs --baseline, is " + maxRegression);
        }
        if (baseline != null) {
            Regression known = Regression.against(baseline, maxRegression);
            console.err().println("comparing with the baseline " + known.file());
        }
        if (repeat < 1) {
            throw new BadInputException("--repeat must be >= 1, is " + repeat);
        }
        if (requireIdentical && repeat == 1) {
            throw new BadInputException("--require-identical compares repetitions: say how many with --repeat N");
        }
        report.requireSane();
        results.requireSane(console);
        measurementsFile().ifPresent(RunCommand::requireWritable);
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

    private ScenarioResult result(
            Scenario scenario, Engine engine, boolean measured, UnaryOperator<SessionOptions> session) {
        ScenarioRun run = new ScenarioRun(scenario, tolerance).withSession(session);
        if (measured) {
            run = run.profiled();
        }
        if (traceUart != null) {
            run = run.tracedOn(traceUart);
        }
        try (ProgressListener listener = new ProgressListener(console)) {
            return run.on(engine, listener);
        }
    }

    private void write(
            Measurements all,
            Scenario scenario,
            Engine engine,
            Optional<String> simulator,
            Instant started,
            Path file) {
        all.put("cfg_path", scenario.file().toString())
                .put("command", command(scenario.file()))
                .putHost("command", List.copyOf(arguments()))
                .putHost("compiled_model_path", scenario.model().toString())
                .putHost("samples_path", scenario.samples().toString())
                .putHost("runtime_binary_path", firmwareRun(scenario, engine))
                .putHost("started", started.toString())
                .putHost("seconds", (System.currentTimeMillis() - started.toEpochMilli()) / 1000.0)
                .putHost("java", Runtime.version().toString())
                .putHost("version", Version.text())
                .putHost("engine", engine.name());
        simulator.ifPresent(version -> all.putHost("simulator", version));
        try {
            all.write(file);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** A board that runs already has whatever was flashed into it. */
    private static String firmwareRun(Scenario scenario, Engine engine) {
        return scenario.firmware()
                .filter(file -> engine.flashes())
                .map(Path::toString)
                .orElse("");
    }

    /** Returns the command as Kenning writes one: a line for each option, without those that say where results go. */
    private List<String> command(Path scenario) {
        List<String> lines = new ArrayList<>(List.of("testbench run", "    " + scenario));
        if (spec != null) {
            spec.commandLine().getParseResult().matchedOptions().stream()
                    .filter(option -> MEASURED_BY.contains(option.longestName()))
                    .map(option ->
                            "    " + option.longestName() + " " + String.join(",", option.originalStringValues()))
                    .forEach(lines::add);
        }
        int last = lines.size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(i -> lines.get(i) + (i == last ? "" : " \\"))
                .toList();
    }

    private List<String> arguments() {
        return spec == null
                ? List.of()
                : spec.root().commandLine().getParseResult().originalArgs();
    }

    private RunVerdict verdict(ScenarioResult result) {
        if (minAccuracy != null && result.accuracy().isEmpty()) {
            throw new BadInputException("--min-accuracy was given, but no sample has a label");
        }
        RunVerdict verdict =
                RunVerdict.of(result, minAccuracy == null ? OptionalDouble.empty() : OptionalDouble.of(minAccuracy));
        return baseline == null
                ? verdict
                : Regression.against(baseline, maxRegression).judge(result, verdict);
    }
}
