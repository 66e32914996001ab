package dev.kenning.testbench.campaign;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.BenchSnapshot;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.ExpectationFailedError;
import dev.kenning.testbench.engine.FaultTarget;
import dev.kenning.testbench.engine.Injection;
import dev.kenning.testbench.fault.BoardFault;
import dev.kenning.testbench.fault.Place;
import dev.kenning.testbench.host.DeviceLostException;
import dev.kenning.testbench.host.Inference;
import dev.kenning.testbench.host.KenningException;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.RequestRefusedException;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.SessionOptions;
import dev.kenning.testbench.profile.FunctionCost;
import dev.kenning.testbench.profile.LayerCall;
import dev.kenning.testbench.profile.Profile;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.scenario.resolve.Scenario;
import dev.kenning.testbench.scenario.resolve.Workload;
import dev.kenning.testbench.state.Snapshot;
import dev.kenning.testbench.text.BadInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * Runs a scenario's inferences again and again from one moment, each disturbed in its own way.
 *
 * <p>The board boots and takes its model once; from then on its state is brought back. What an injection does follows from seed and
 * index alone, so that each can be repeated by itself. Not thread-safe.
 */
public final class Campaign implements AutoCloseable {

    /** How many times the undisturbed time an answer may take. */
    private static final int PATIENCE = 10;

    private static final Duration LEAST_PATIENCE = Duration.ofMillis(10);
    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;
    private static final List<String> SESSION =
            List.of("dev.kenning.testbench.host.", "dev.kenning.testbench.protocol.");

    /** A register that holds nothing when a function begins: of Cortex-M and of RISC-V. */
    private static final List<String> SCRATCH = List.of("r12", "x5");

    private final CampaignPlan plan;
    private final Workload workload;
    private final Bench bench;
    private final KenningSession session;
    private final BenchSnapshot ready;
    private final Snapshot sessionReady;
    private final List<Undisturbed> undisturbed = new ArrayList<>();
    private final String core;
    private final List<Region> regions;
    private final Layers layers;

    /**
     * Boots the board, loads the model and runs every sample undisturbed.
     *
     * @throws BadInputException if the scenario cannot be disturbed as planned
     * @throws EngineException if engine or firmware fail undisturbed, or the engine cannot disturb
     */
    public Campaign(Scenario scenario, Engine engine, CampaignPlan plan) {
        this.plan = plan;
        workload = Workload.of(scenario);
        if (workload.samples().isEmpty()) {
            throw new BadInputException(scenario.file() + ": there is no sample whose inference could be disturbed");
        }
        bench = engine.powerOn(setup(scenario, engine));
        BenchSnapshot powerOn = bench.snapshot();
        Duration usual = usualTime(scenario);
        bench.restore(powerOn);
        Duration patience = max(usual.multipliedBy(PATIENCE), LEAST_PATIENCE);
        session = open(scenario, options -> options.withTimeout(patience).withTimeout(MessageType.PROCESS, patience));
        load(scenario, session);
        // A program that has gone wild may read from nowhere millions of times.
        bench.monitor().execute("logLevel 3");
        ready = bench.snapshot();
        sessionReady = Snapshot.of(SESSION, List.of(session));
        core = bench.faultTargets().stream()
                .map(FaultTarget::core)
                .findFirst()
                .orElseThrow(() ->
                        new EngineException("the engine " + engine.name() + " cannot disturb a board from within"));
        regions = Region.select(Region.of(bench, workload.model().bytes()), plan.regions());
        workload.samples().forEach(sample -> undisturbed.add(undisturbed(sample)));
        layers = layers();
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static BenchSetup setup(Scenario scenario, Engine engine) {
        BenchSetup setup = BenchSetup.of(
                        scenario.board(),
                        scenario.firmware()
                                .orElseThrow(() -> new BadInputException(scenario.file() + ": the engine "
                                        + engine.name()
                                        + " needs a firmware to flash; set runtime_binary_path or zephyr_build_path")))
                .with(scenario.settings());
        return scenario.script().map(setup::on).orElse(setup);
    }

    private KenningSession open(Scenario scenario, UnaryOperator<SessionOptions> more) {
        try {
            return scenario.opening().on(bench, line -> {}, more);
        } catch (ExpectationFailedError e) {
            throw new EngineException(String.valueOf(e.getMessage()), e);
        }
    }

    private void load(Scenario scenario, KenningSession to) {
        if (scenario.runtime().isPresent()) {
            throw new BadInputException(
                    scenario.file() + ": a campaign cannot load a runtime (LLEXT); build it into the firmware");
        }
        to.upload(workload.model().ioSpec());
        to.uploadModel(scenario.model().sent() ? workload.model().bytes() : new byte[0]);
    }

    /** Returns how long the slowest of the requests of an inference takes at most. */
    private Duration usualTime(Scenario scenario) {
        KenningSession first = open(scenario, UnaryOperator.identity());
        load(scenario, first);
        Duration longest = Duration.ZERO;
        for (Sample sample : workload.samples()) {
            Duration before = bench.virtualTime();
            first.infer(sample);
            longest = max(longest, bench.virtualTime().minus(before));
        }
        return longest;
    }

    private void goBack() {
        bench.restore(ready);
        sessionReady.restore();
    }

    private Undisturbed undisturbed(Sample sample) {
        goBack();
        long begin = bench.cpu(core).executedInstructions();
        Inference inference = session.infer(sample);
        return new Undisturbed(sample, inference, begin, bench.cpu(core).executedInstructions());
    }

    /** Every sample takes the same way through a network, so the first one shows where its operators are. */
    private Layers layers() {
        goBack();
        Sample sample = workload.samples().get(0);
        long begin = bench.cpu(core).executedInstructions();
        Profile profile = bench.profile(() -> session.infer(sample));
        List<LayerCall> calls = profile.layers();
        if (calls.isEmpty()) {
            return Layers.unknown();
        }
        String graph = calls.get(0).graph();
        long total = profile.function(graph).map(FunctionCost::inclusive).orElse(0L);
        goBack();
        List<String> registers =
                bench.faultTargets().stream().map(target -> target.name()).toList();
        String scratch =
                SCRATCH.stream().filter(registers::contains).findFirst().orElseThrow();
        BoardFault mark = BoardFault.of(
                        new BoardFault.AtCode(Place.of(graph), 1), new BoardFault.FlipRegister(scratch, 0))
                .on(core);
        try (Injection marked = bench.inject(mark)) {
            session.infer(sample);
            return Layers.of(calls, marked.occurrences().get(0).instructions() - begin, total);
        }
    }

    /** Returns the names of the regions that are disturbed, in turn. */
    public List<String> regions() {
        return regions.stream().map(Region::name).toList();
    }

    /** Returns how many bits a region has. */
    public long bitsOf(String region) {
        return regions.stream()
                .filter(it -> it.name().equals(region))
                .mapToLong(Region::bits)
                .sum();
    }

    /** Returns the operators of the network in the order in which they run; none if nobody knows them. */
    public List<String> layerNames() {
        return layers.names();
    }

    /** Returns how many samples take part. */
    public int samples() {
        return undisturbed.size();
    }

    /** Returns how many of the undisturbed inferences are right. */
    public Share undisturbedAccuracy() {
        return new Share(
                undisturbed.stream()
                        .filter(it -> isRight(it, it.predictedClass()))
                        .count(),
                undisturbed.size());
    }

    private boolean isRight(Undisturbed expected, int predictedClass) {
        return expected.sample().hasLabel()
                ? predictedClass >= 0
                        && predictedClass < workload.classNames().size()
                        && workload.classNames()
                                .get(predictedClass)
                                .equals(expected.sample().label())
                : predictedClass == expected.predictedClass();
    }

    /**
     * Does what an index stands for.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public InjectionResult inject(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("injections are counted from 0, not from " + index);
        }
        SplittableRandom random = new SplittableRandom(plan.seed() + GOLDEN_GAMMA * (index + 1L));
        Region region = regions.get(index % regions.size());
        int flips = plan.flips().get(index / regions.size() % plan.flips().size());
        int number = random.nextInt(undisturbed.size());
        Undisturbed expected = undisturbed.get(number);
        long at = random.nextLong(expected.begin(), expected.end());
        List<BoardFault> faults = new ArrayList<>();
        for (int i = 0; i < flips; i++) {
            faults.add(BoardFault.of(new BoardFault.AtInstruction(at), region.flip(random))
                    .on(core));
        }
        goBack();
        try (Injection injection = bench.inject(faults.toArray(BoardFault[]::new))) {
            Verdict verdict = infer(expected);
            return new InjectionResult(
                    index,
                    number + 1,
                    region.name(),
                    faults,
                    injection.occurrences(),
                    layers.at(at - expected.begin()),
                    verdict.outcome(),
                    verdict.right(),
                    verdict.detail());
        }
    }

    private record Verdict(Outcome outcome, boolean right, String detail) {}

    private Verdict infer(Undisturbed expected) {
        try {
            return judge(expected, session.infer(expected.sample()));
        } catch (RequestRefusedException e) {
            return new Verdict(Outcome.DETECTED, false, firstLine(e));
        } catch (DeviceLostException e) {
            Outcome outcome = bench.isHandlingFault() ? Outcome.CRASH : Outcome.HANG;
            return new Verdict(outcome, false, firstLine(e));
        } catch (KenningException e) {
            return new Verdict(Outcome.WRONG_OUTPUT, false, firstLine(e));
        } catch (EngineException e) {
            return new Verdict(Outcome.CRASH, false, firstLine(e));
        }
    }

    private Verdict judge(Undisturbed expected, Inference inference) {
        boolean right = isRight(expected, inference.predictedClass());
        if (expected.isSame(inference)) {
            return new Verdict(Outcome.MASKED, right, "");
        }
        String outputs = Arrays.toString(inference.output());
        return inference.predictedClass() == expected.predictedClass()
                ? new Verdict(Outcome.WRONG_OUTPUT, right, outputs)
                : new Verdict(Outcome.WRONG_CLASS, right, outputs);
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        bench.close();
    }
}
