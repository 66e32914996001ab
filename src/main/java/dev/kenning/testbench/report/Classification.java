package dev.kenning.testbench.report;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** How often a network is right. Immutable. */
final class Classification {

    /** Keeps the mean of a class that never occurs at 0 instead of 0/0, as Kenning does. */
    private static final double EPSILON = 1e-8;

    private final List<String> classes;
    private final long[][] matrix;
    private final OptionalLong topFive;
    private final long total;

    /**
     * Takes counts over.
     *
     * @param classes the names of the classes, as many as the matrix has rows
     * @param matrix predictions by truth (row) and prediction (column)
     * @param topFive how often the truth was among the five best guesses, if it was counted
     * @param total the number of predictions; those of the matrix if nobody says
     */
    Classification(List<String> classes, long[][] matrix, OptionalLong topFive, OptionalLong total) {
        this.classes = List.copyOf(classes);
        this.matrix = matrix;
        this.topFive = topFive;
        this.total = total.orElseGet(this::counted);
    }

    /** Of one class. */
    record OfClass(String name, long truths, long predictions, double precision, double sensitivity) {

        double f1() {
            return precision + sensitivity == 0 ? 0 : 2 * precision * sensitivity / (precision + sensitivity);
        }
    }

    List<String> classes() {
        return classes;
    }

    long count(int truth, int prediction) {
        return matrix[truth][prediction];
    }

    /** Returns all counts in ascending order. */
    long[] sortedCounts() {
        return Arrays.stream(matrix).flatMapToLong(Arrays::stream).sorted().toArray();
    }

    int size() {
        return matrix.length;
    }

    long correct() {
        return IntStream.range(0, size()).mapToLong(i -> matrix[i][i]).sum();
    }

    long counted() {
        return Arrays.stream(matrix).flatMapToLong(Arrays::stream).sum();
    }

    /** Returns the share of right predictions; nothing if there were none at all. */
    OptionalDouble accuracy() {
        long counted = counted();
        return counted == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) correct() / counted);
    }

    double meanPrecision() {
        return ofClasses().stream().mapToDouble(OfClass::precision).average().orElse(0);
    }

    double meanSensitivity() {
        return ofClasses().stream().mapToDouble(OfClass::sensitivity).average().orElse(0);
    }

    /** Returns the geometric mean of the sensitivities. */
    double gMean() {
        double product = ofClasses().stream().mapToDouble(OfClass::sensitivity).reduce(1, (a, b) -> a * b);
        return size() == 0 ? 0 : Math.pow(product, 1.0 / size());
    }

    /** Returns the mean of the classes' F1, weighted by how often each occurs. */
    double weightedF1() {
        long counted = Math.max(1, counted());
        return ofClasses().stream()
                .mapToDouble(c -> c.f1() * c.truths() / counted)
                .sum();
    }

    double meanF1() {
        return ofClasses().stream().mapToDouble(OfClass::f1).average().orElse(0);
    }

    OptionalDouble topFiveAccuracy() {
        return topFive.isPresent() && total > 0
                ? OptionalDouble.of((double) topFive.getAsLong() / total)
                : OptionalDouble.empty();
    }

    List<OfClass> ofClasses() {
        return IntStream.range(0, size()).mapToObj(this::ofClass).toList();
    }

    OfClass ofClass(int i) {
        long truths = Arrays.stream(matrix[i]).sum();
        long predictions = Arrays.stream(matrix).mapToLong(row -> row[i]).sum();
        return new OfClass(
                classes.get(i),
                truths,
                predictions,
                matrix[i][i] / (predictions + EPSILON),
                matrix[i][i] / (truths + EPSILON));
    }
}
