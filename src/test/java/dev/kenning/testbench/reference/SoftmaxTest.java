package dev.kenning.testbench.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Holds the int8 softmax against gemmlowp, bit for bit, and against mathematics. */
class SoftmaxTest {

    @Test
    void givesWhatGemmlowpGives() throws IOException {
        List<String> vectors = vectors();
        assertThat(vectors).as("recorded vectors").hasSize(600);
        for (String vector : vectors) {
            String[] columns = vector.split("\t", -1);
            assertThat(Softmax.computeInt8(integers(columns[1]), Float.parseFloat(columns[0])))
                    .as("softmax of %s at scale %s", columns[1], columns[0])
                    .containsExactly(integers(columns[2]));
        }
    }

    @Test
    void staysWithinAStepOfRealSoftmax() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            double scale = 0.001 + random.nextDouble() * 0.3;
            int[] logits = random.ints(2 + random.nextInt(8), -128, 128).toArray();
            double[] actual = Arrays.stream(Softmax.computeInt8(logits, scale))
                    .asDoubleStream()
                    .toArray();
            assertThat(actual)
                    .as("softmax of %s at scale %s (seed %d)", Arrays.toString(logits), scale, seed)
                    .containsExactly(quantisedSoftmax(logits, scale), within(0.6));
        }
    }

    private static double[] quantisedSoftmax(int[] logits, double scale) {
        double[] exps = Arrays.stream(logits)
                .mapToDouble(logit -> Math.exp(scale * logit))
                .toArray();
        double sum = Arrays.stream(exps).sum();
        return Arrays.stream(exps)
                .map(exp -> Math.min(exp / sum * 256 - 128, 127))
                .toArray();
    }

    private static List<String> vectors() throws IOException {
        try (InputStream stream = Objects.requireNonNull(
                        SoftmaxTest.class.getResourceAsStream("/reference/gemmlowp-softmax.tsv"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }

    private static int[] integers(String list) {
        return Arrays.stream(list.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    }
}
