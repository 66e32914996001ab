package dev.kenning.testbench.scenario.run;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.CostMeter;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.ExpectationFailedError;
import dev.kenning.testbench.host.Inference;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.LogLine;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.RequestRefusedException;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.SessionOptions;
import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.profile.Counting;
import dev.kenning.testbench.profile.Profile;
import dev.kenning.testbench.profile.Profiling;
import dev.kenning.testbench.protocol.RuntimeImage;
import dev.kenning.testbench.protocol.Statistics;
import dev.kenning.testbench.scenario.resolve.Scenario;
import dev.kenning.testbench.scenario.resolve.Workload;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Runs a scenario as Kenning's host does: session, IO specification, model, every sample, statistics. */
public final class ScenarioRun {

    private static final double OUTPUT_STEPS_ALLOWED = 2;

    /** Hears how a run goes on. */
    public interface Listener {

        /** The board is powered and its firmware flashed. */
        default void started(int samples) {}

        /** The device logged a line. */
        default void logged(LogLine line) {}

        /** Something is as it need not be, and the run goes on. */
        default void noted(String note) {}

        /** A sample has been run. */
        default void inferred(SampleResult result) {}
    }

    private final Scenario scenario;
    private final Workload workload;
    private final double tolerance;
    private boolean profiled;
    private Optional<String> tracingUart = Optional.empty();
    private Optional<Profile> calls = Optional.empty();
    private UnaryOperator<SessionOptions> sessionOptions = UnaryOperator.identity();

    /**
     * Reads the files that a scenario names.
     *
     * @param tolerance how far an output may be from its expected value
     * @throws BadInputException if a file is malformed, or the samples do not fit the model
     */
    public ScenarioRun(Scenario scenario, double tolerance) {
        this.scenario = scenario;
        workload = Workload.of(scenario);
        this.tolerance = Math.max(tolerance, workload.outputStep() * OUTPUT_STEPS_ALLOWED);
    }

    /** Has the run take what comes on a UART for a trace. */
    public ScenarioRun tracedOn(String uart) {
        tracingUart = Optional.of(uart);
        return this;
    }

    /** Has the run profile its inferences for the measurements, unless the scenario disables that; this takes time. */
    public ScenarioRun profiled() {
        profiled = true;
        return this;
    }

    /** Has the run open its session with more options than suit the device. */
    public ScenarioRun withSession(UnaryOperator<SessionOptions> more) {
        sessionOptions = more;
        return this;
    }

    /**
     * Runs the scenario on an engine.
     *
     * @throws BadInputException if the device refuses the IO specification or the model
     * @throws EngineException if the engine or the firmware fails
     * @throws dev.kenning.testbench.host.KenningException if the device stops talking
     */
    public ScenarioResult on(Engine engine, Listener listener) {
        try (Bench bench = engine.powerOn(setup(engine))) {
            TraceCapture trace = new TraceCapture(bench, listener::noted);
            tracingUart.ifPresent(trace::listenTo);
            bench.stubs()
                    .forEach(stub ->
                            listener.noted("the engine " + engine.name() + " does not have " + stub + ": it reads 0"));
            listener.started(workload.samples().size());
            try (KenningSession session = open(bench, listener);
                    InferenceProfile profile = profile(bench)) {
                trace.listenTo(session);
                load(session);
                List<SampleResult> results = new ArrayList<>(workload.samples().size());
                for (int i = 0; i < workload.samples().size(); i++) {
                    SampleResult result = run(i, bench, session, profile);
                    results.add(result);
                    listener.inferred(result);
                }
                Statistics statistics = statistics(session, listener);
                return new ScenarioResult(
                        scenario,
                        workload.classNames(),
                        workload.model().size(),
                        workload.modelVersion(),
                        results,
                        statistics,
                        bench.counting(),
                        bench.opcodes(),
                        bench.executedInstructions(),
                        bench.virtualTime(),
                        profile.series(),
                        SessionRecord.of(bench, session),
                        trace.bytes(scenario.firmware()),
                        bench.stubs(),
                        calls);
            }
        }
    }

    /** What is an expectation in a test is a condition of a run. */
    private KenningSession open(Bench bench, Listener listener) {
        try {
            return scenario.opening().on(bench, listener::logged, sessionOptions);
        } catch (ExpectationFailedError e) {
            throw new EngineException(String.valueOf(e.getMessage()), e);
        }
    }

    /** A device that has none, or refuses to tell, has done everything else by then. */
    private static Statistics statistics(KenningSession session, Listener listener) {
        Statistics none = new Statistics(List.of());
        try {
            Statistics statistics = session.statistics();
            if (statistics.equals(none)) {
                listener.noted("the device has no statistics");
            }
            return statistics;
        } catch (RequestRefusedException e) {
            listener.noted("there are no statistics: " + e.getMessage());
            return none;
        }
    }

    private BenchSetup setup(Engine engine) {
        if (!engine.flashes()) {
            return BenchSetup.unflashed(scenario.board());
        }
        Path firmware = scenario.firmware()
                .orElseThrow(() -> new BadInputException(scenario.file() + ": the engine " + engine.name()
                        + " needs a firmware to flash; set runtime_binary_path or zephyr_build_path"));
        BenchSetup setup = BenchSetup.of(scenario.board(), firmware).with(scenario.settings());
        return scenario.script().map(setup::on).orElse(setup);
    }

    private InferenceProfile profile(Bench bench) {
        Scenario.Observation observation = scenario.observation();
        Optional<Duration> step = observation.profilerStep();
        return new InferenceProfile(
                bench,
                step.filter(length -> profiled),
                observation.profilerDump().filter(file -> step.isPresent()));
    }

    private void load(KenningSession session) {
        Model model = workload.model();
        scenario.runtime().ifPresent(file -> loadRuntime(session, file));
        try {
            fromUser(() -> {
                session.upload(model.ioSpec());
                return model;
            });
            session.uploadModel(scenario.model().sent() ? model.bytes() : new byte[0]);
        } catch (RequestRefusedException e) {
            throw new BadInputException(
                    "the device does not take the model " + scenario.model() + ": " + e.getMessage(), e);
        }
    }

    /** A device whose firmware has no runtime takes one before anything else (LLEXT). */
    private static void loadRuntime(KenningSession session, Path file) {
        try {
            session.upload(new RuntimeImage(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new BadInputException("the runtime " + file + " cannot be read: " + e.getMessage(), e);
        } catch (RequestRefusedException e) {
            throw new BadInputException("the device does not load the runtime " + file + ": " + e.getMessage(), e);
        }
    }

    private SampleResult run(int index, Bench bench, KenningSession session, InferenceProfile profile) {
        Sample sample = workload.samples().get(index);
        Duration taken = bench.virtualTime();
        byte[] input = session.encode(sample);
        SampleResult.Span encoding = since(taken, bench);
        session.uploadInput(input);
        Duration start = bench.virtualTime();
        CostMeter meter = CostMeter.start(bench);
        Profiling recording = profile.record();
        Duration roundTrip = process(index, bench, session);
        recording.close();
        Cost cost = meter.stop();
        byte[] output = session.output();
        Duration fetched = bench.virtualTime();
        Inference inference = session.decode(sample, output, roundTrip);
        List<Double> outputs = boxed(inference.output());
        return new SampleResult(
                index + 1,
                inference.predictedClass(),
                inference.label().orElseGet(() -> String.valueOf(inference.predictedClass())),
                sample.hasLabel() ? Optional.of(sample.label()) : Optional.empty(),
                outputs,
                sample.hasExpected()
                        ? SampleResult.Mismatch.between(outputs, boxed(sample.expected()), tolerance)
                        : Optional.empty(),
                encoding,
                start,
                cost,
                since(fetched, bench));
    }

    /** A simulated machine stands while the host thinks. */
    private static SampleResult.Span since(Duration start, Bench bench) {
        return new SampleResult.Span(start, bench.counting() == Counting.NONE ? bench.virtualTime() : start);
    }

    /** The first inference shows where instructions go: each takes the same way. */
    private Duration process(int index, Bench bench, KenningSession session) {
        if (index > 0 || !profiled || !bench.followsCalls()) {
            return session.process();
        }
        List<Duration> roundTrip = new ArrayList<>(1);
        calls = Optional.of(bench.profile(() -> roundTrip.add(session.process())));
        return roundTrip.get(0);
    }

    private static <T> T fromUser(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
