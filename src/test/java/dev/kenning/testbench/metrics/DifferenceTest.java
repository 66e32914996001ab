package dev.kenning.testbench.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    @Test
    void findsNoneBetweenEqualTrees() {
        assertThat(Difference.between(
                        Map.of("a", List.of(1, Map.of("b", 2.0))), Map.of("a", List.of(1, Map.of("b", 2.0)))))
                .isEmpty();
    }

    @Test
    void namesThePlaceWithKeysAndIndices() {
        assertThat(Difference.between(
                        Map.of("executed", Map.of("cpu", List.of(1, 2, 3))),
                        Map.of("executed", Map.of("cpu", List.of(1, 2, 4)))))
                .contains(new Difference("executed.cpu[2]", "3", "4"));
    }

    @Test
    void seesWhatOnlyOneHas() {
        assertThat(Difference.between(Map.of("a", List.of(1)), Map.of("a", List.of(1, 2))))
                .contains(new Difference("a[1]", "nothing", "2"));
        assertThat(Difference.between(Map.of("a", 1), Map.of())).contains(new Difference("a", "1", "nothing"));
    }

    @Test
    void cutsLongValues() {
        assertThat(Difference.between(Map.of("a", "x".repeat(1000)), Map.of("a", "y")))
                .hasValueSatisfying(
                        found -> assertThat(found.first()).hasSize(203).endsWith("..."));
    }
}
