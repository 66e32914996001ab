package dev.kenning.testbench.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Counts predictions by truth (row) and prediction (column). Not thread-safe. */
public final class ConfusionMatrix {

    private final long[][] counts;

    /** Creates an empty matrix. */
    public ConfusionMatrix(int classes) {
        counts = new long[classes][classes];
    }

    /** Counts one prediction. */
    public void add(int truth, int prediction) {
        counts[truth][prediction]++;
    }

    /** Returns how many predictions were counted. */
    public long total() {
        return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
    }

    /** Returns how many predictions were right. */
    public long correct() {
        return IntStream.range(0, counts.length).mapToLong(i -> counts[i][i]).sum();
    }

    /** Returns the share of right predictions, from 0 to 1; not a number if there were none. */
    public double accuracy() {
        return (double) correct() / total();
    }

    /** Returns the rows. */
    public List<List<Long>> rows() {
        return Arrays.stream(counts)
                .map(row -> Arrays.stream(row).boxed().toList())
                .toList();
    }
}
