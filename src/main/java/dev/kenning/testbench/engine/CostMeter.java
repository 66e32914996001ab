package dev.kenning.testbench.engine;

import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.profile.OpcodeCounts;
import dev.kenning.testbench.profile.ProfilerHeader;
import dev.kenning.testbench.profile.Profiling;
import dev.kenning.testbench.profile.TrafficCounter;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Measures what a bench does between two moments. */
public final class CostMeter {

    private final Bench bench;
    private final long instructions;
    private final Duration time;
    private final OpcodeCounts opcodes;
    private final Optional<Profiling> profiling;
    private @Nullable TrafficCounter traffic;

    private CostMeter(Bench bench, boolean withTraffic) {
        this.bench = bench;
        instructions = bench.executedInstructions();
        time = bench.virtualTime();
        opcodes = allCores(bench);
        profiling = withTraffic ? bench.profile(this::count) : Optional.empty();
    }

    private TrafficCounter count(ProfilerHeader header) {
        TrafficCounter counter = new TrafficCounter(header);
        traffic = counter;
        return counter;
    }

    /** Notes the present moment; the cost will have no traffic. */
    public static CostMeter start(Bench bench) {
        return new CostMeter(bench, false);
    }

    /** Notes the present moment and counts traffic from now on, where the engine can, which slows the simulation. */
    public static CostMeter startWithTraffic(Bench bench) {
        return new CostMeter(bench, true);
    }

    /** Returns the cost since {@link #start}. */
    public Cost stop() {
        profiling.ifPresent(Profiling::close);
        return new Cost(
                new Cost.Origin(bench.board().name(), bench.engine(), bench.counting()),
                bench.executedInstructions() - instructions,
                bench.virtualTime().minus(time),
                allCores(bench).minus(opcodes),
                Optional.ofNullable(traffic).map(TrafficCounter::traffic));
    }

    private static OpcodeCounts allCores(Bench bench) {
        return bench.opcodes().values().stream().reduce(OpcodeCounts.NONE, OpcodeCounts::plus);
    }
}
