package dev.kenning.testbench.engine;

import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.profile.OpcodeCounts;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Measures what a bench does between two moments. */
public final class CostMeter {

    private final Bench bench;
    private final long instructions;
    private final Duration time;
    private final OpcodeCounts opcodes;

    private CostMeter(Bench bench) {
        this.bench = bench;
        instructions = bench.executedInstructions();
        time = bench.virtualTime();
        opcodes = allCores(bench);
    }

    /** Notes the present moment. */
    public static CostMeter start(Bench bench) {
        return new CostMeter(bench);
    }

    /** Returns the cost since {@link #start}. */
    public Cost stop() {
        return new Cost(
                bench.executedInstructions() - instructions,
                bench.virtualTime().minus(time),
                allCores(bench).minus(opcodes));
    }

    private static OpcodeCounts allCores(Bench bench) {
        Map<String, Long> sum = new TreeMap<>();
        for (OpcodeCounts core : bench.opcodes().values()) {
            core.asMap().forEach((mnemonic, count) -> sum.merge(mnemonic, count, Long::sum));
        }
        return OpcodeCounts.of(sum);
    }
}
