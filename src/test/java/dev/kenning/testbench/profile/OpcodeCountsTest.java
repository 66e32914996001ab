package dev.kenning.testbench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OpcodeCountsTest {

    @Test
    void leavesOutWhatWasNeverExecuted() {
        assertThat(OpcodeCounts.of(Map.of("add", 2L, "sub", 0L)).asMap()).containsOnlyKeys("add");
    }

    @Test
    void tellsWhatWasExecutedSinceAnEarlierPoint() {
        OpcodeCounts earlier = OpcodeCounts.of(Map.of("add", 2L, "mul", 5L));
        OpcodeCounts later = OpcodeCounts.of(Map.of("add", 7L, "mul", 5L, "ldr", 1L));

        assertThat(later.minus(earlier)).isEqualTo(OpcodeCounts.of(Map.of("add", 5L, "ldr", 1L)));
    }

    @Test
    void ordersTheMostFrequentFirstAndTiesByName() {
        OpcodeCounts counts = OpcodeCounts.of(Map.of("str", 3L, "ldr", 3L, "add", 1L, "b", 9L));

        assertThat(counts.top(3).keySet()).containsExactly("b", "ldr", "str");
    }
}
