package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepetitionTest {

    private final Repetition repetition = new Repetition();

    private static Map<String, Object> measured(int instructions) {
        return Map.of("inference_executed_instructions", List.of(7, instructions));
    }

    @Test
    void holdsRunsOfOneNameAgainstTheFirst() {
        assertThat(repetition.differs("a", measured(1))).isEmpty();
        assertThat(repetition.differs("a", measured(1))).isEmpty();
        assertThat(repetition.differs("b", measured(2)))
                .as("the first of another name")
                .isEmpty();

        assertThat(repetition.differs("a", measured(2)))
                .contains("run 3 of a is not the same as the first: inference_executed_instructions[1] is 2 and was 1");
    }
}
