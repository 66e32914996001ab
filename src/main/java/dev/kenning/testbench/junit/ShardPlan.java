package dev.kenning.testbench.junit;

import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.report.TestTimes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static final String BY_IDS = "by ids";

    /** The setting that names the times of an earlier run. */
    static final String TIMES = "testbench.times";

    private final int count;
    private final Map<String, Integer> dealt;
    private final String division;

    private ShardPlan(int count, Map<String, Integer> dealt, String division) {
        this.count = count;
        this.dealt = dealt;
        this.division = division;
    }

    /** Makes the plan of a shard, by the file of times that the settings name, if it is there. */
    static ShardPlan of(Shard shard, Settings settings) {
        return of(
                shard.count(),
                settings.get(TIMES)
                        .map(Path::of)
                        .filter(Files::exists)
                        .map(TestTimes::read)
                        .orElse(Map.of()));
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
        return new ShardPlan(count, dealt, dealt.isEmpty() ? BY_IDS : "by times " + checksum(longestFirst.toString()));
    }

    /** Says by what tests are divided; shards that say the same are parts of one division. */
    String division() {
        return division;
    }

    /** Returns the shard of a test, from 1. */
    int shardOf(String id) {
        Integer known = dealt.get(id);
        if (known != null) {
            return known;
        }
        return (int) (checksum(id) % count) + 1;
    }

    private static long checksum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }
}
