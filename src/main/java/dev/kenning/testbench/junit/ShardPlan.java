package dev.kenning.testbench.junit;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Divides tests among shards: by their ids alone, so that every machine comes to the same division without asking another. Tests whose
 * times are known are dealt out longest first, each to the shard with the least to do; any other goes where the checksum of its id says.
 */
final class ShardPlan {

    private final int count;
    private final Map<String, Integer> dealt;

    private ShardPlan(int count, Map<String, Integer> dealt) {
        this.count = count;
        this.dealt = dealt;
    }

    /**
     * Makes a plan.
     *
     * @param times seconds by id, of an earlier run
     */
    static ShardPlan of(int count, Map<String, Double> times) {
        double[] work = new double[count];
        Map<String, Integer> dealt = new HashMap<>();
        List<Map.Entry<String, Double>> longestFirst = times.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Double>>comparingDouble(Map.Entry::getValue)
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .toList();
        for (Map.Entry<String, Double> test : longestFirst) {
            int least = 0;
            for (int shard = 1; shard < count; shard++) {
                least = work[shard] < work[least] ? shard : least;
            }
            // Tests that take no time are many, too.
            work[least] += Math.max(test.getValue(), 1e-3);
            dealt.put(test.getKey(), least + 1);
        }
        return new ShardPlan(count, dealt);
    }

    /** Returns the shard of a test, from 1. */
    int shardOf(String id) {
        Integer known = dealt.get(id);
        if (known != null) {
            return known;
        }
        CRC32 sum = new CRC32();
        sum.update(id.getBytes(StandardCharsets.UTF_8));
        return (int) (sum.getValue() % count) + 1;
    }
}
