package dev.kenning.testbench.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.text.BadInputException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {

    private static final List<String> TESTS = IntStream.range(0, 500)
            .mapToObj(i -> "[engine:junit-jupiter]/[class:ATest" + i / 7 + "]/[method:test" + i + "()]")
            .toList();

    private static Optional<Shard> shard(String setting, Map<String, String> environment) {
        Settings none = Settings.ofProcess();
        return Shard.of(
                none.orElse(name -> name.equals(Shard.SETTING) ? Optional.of(setting) : Optional.empty()),
                name -> environment.getOrDefault(name, ""));
    }

    /** For every division up to 64: each test in exactly one shard, whoever asks. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachTestIsInExactlyOneShardOfEveryDivision(boolean timesAreKnown) {
        Map<String, Double> times = new TreeMap<>();
        if (timesAreKnown) {
            TESTS.stream().limit(400).forEach(test -> times.put(test, test.length() % 13 * 0.5));
        }
        for (int count = 1; count <= 64; count++) {
            ShardPlan plan = ShardPlan.of(count, times);
            ShardPlan elsewhere = ShardPlan.of(count, new HashMap<>(times));
            for (String test : TESTS) {
                assertThat(plan.shardOf(test))
                        .as("%s of %d", test, count)
                        .isBetween(1, count)
                        .isEqualTo(elsewhere.shardOf(test));
            }
        }
    }

    @Test
    void noShardHasMuchMoreToDoThanAnother() {
        Map<String, Double> times = new HashMap<>();
        for (int i = 0; i < TESTS.size(); i++) {
            times.put(TESTS.get(i), i % 10 == 0 ? 20.0 : 1.0);
        }
        for (int count : new int[] {2, 3, 7, 16}) {
            ShardPlan plan = ShardPlan.of(count, times);
            double[] work = new double[count];
            times.forEach((test, seconds) -> work[plan.shardOf(test) - 1] += seconds);

            double longest = Arrays.stream(work).max().orElseThrow();
            double shortest = Arrays.stream(work).min().orElseThrow();
            assertThat(longest - shortest)
                    .as("%d shards: %s", count, Arrays.toString(work))
                    .isLessThanOrEqualTo(20);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1/1, '', 1/1",
        "2/8, '', 2/8",
        "auto, 'CI_NODE_INDEX=3 CI_NODE_TOTAL=5', 3/5",
        "auto, 'BUILDKITE_PARALLEL_JOB=0 BUILDKITE_PARALLEL_JOB_COUNT=4', 1/4",
        "auto, 'JOB_COMPLETION_INDEX=9 TESTBENCH_SHARD_COUNT=10', 10/10",
    })
    void isWhatTheSettingOrTheSystemSays(String setting, String environment, String expected) {
        assertThat(shard(setting, variables(environment))).map(Shard::toString).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0/8, '', 'must be i/n with i from 1 to n'",
        "9/8, '', 'must be i/n with i from 1 to n'",
        "3, '', 'must be i/n with i from 1 to n'",
        "1/0, '', 'must be i/n with i from 1 to n'",
        "auto, '', 'finds none of CI_NODE_INDEX'",
        "auto, 'JOB_COMPLETION_INDEX=0', 'are no shard; set both'",
        "auto, 'CI_NODE_INDEX=0 CI_NODE_TOTAL=5', 'are no shard; set both'",
        "auto, 'BUILDKITE_PARALLEL_JOB=4 BUILDKITE_PARALLEL_JOB_COUNT=4', 'are no shard; set both'",
    })
    void refusesWhatIsNoShard(String setting, String environment, String message) {
        assertThatThrownBy(() -> shard(setting, variables(environment)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(message);
    }

    private static Map<String, String> variables(String text) {
        Map<String, String> variables = new HashMap<>();
        for (String word : text.isEmpty() ? new String[0] : text.split(" ")) {
            variables.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
        }
        return variables;
    }

    @Test
    void tellsByWhatTestsAreDivided() {
        ShardPlan byIds = ShardPlan.of(2, Map.of());
        ShardPlan byTimes = ShardPlan.of(2, Map.of("a", 1.0));

        assertThat(byIds.division()).isEqualTo("by ids");
        assertThat(byTimes.division())
                .startsWith("by times ")
                .isEqualTo(ShardPlan.of(2, Map.of("a", 1.0)).division())
                .isNotEqualTo(ShardPlan.of(2, Map.of("a", 2.0)).division());
    }
}
