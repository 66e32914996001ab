package dev.kenning.testbench.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@code firmware/native/tests}: kernels on random shapes against their definition, softmax against gemmlowp. */
class KernelsTest {

    private static final String SOFTMAX = "src/test/resources/reference/gemmlowp-softmax.tsv";

    /** The vector kernels with their inner loops in C; {@code VectorKernelsOnQemuIT} runs the real ones. */
    @ParameterizedTest
    @ValueSource(strings = {"kernels-test", "vector-kernels-test"})
    void computeWhatTheirDefinitionsSay(String program) {
        String seed = Integer.toString(new Random().nextInt(Integer.MAX_VALUE));

        List<String> lines = NativeFirmware.run(program, List.of(), seed, SOFTMAX);

        assertThat(lines)
                .as("results with seed %s", seed)
                .contains("PASS SOFTMAX int8 against gemmlowp, 600 lines")
                .hasSize(8)
                .allMatch(line -> line.startsWith("PASS "));
    }
}
