package dev.kenning.testbench.host;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds one input for a model and, if they are known, its output and class. Immutable. */
public final class Sample {

    private final String name;
    private final double[] input;
    private final List<Integer> shape;
    private final double @Nullable [] expected;
    private final Optional<String> label;
    private final List<String> classes;

    Sample(
            String name,
            double[] input,
            List<Integer> shape,
            double @Nullable [] expected,
            Optional<String> label,
            List<String> classes) {
        this.name = name;
        this.input = input.clone();
        this.shape = List.copyOf(shape);
        this.expected = expected == null ? null : expected.clone();
        this.label = label;
        this.classes = List.copyOf(classes);
    }

    /** Makes a sample of which only the input is known. */
    public static Sample of(double... input) {
        return new Sample("sample", input, List.of(input.length), null, Optional.empty(), List.of());
    }

    /** Returns what messages call this sample, such as {@code samples[3] of gestures-samples.json}. */
    public String name() {
        return name;
    }

    /** Returns the input, flattened row by row. */
    public double[] input() {
        return input.clone();
    }

    /** Returns the shape the input was written in. */
    public List<Integer> shape() {
        return shape;
    }

    /** Returns whether the output is known. */
    public boolean hasExpected() {
        return expected != null;
    }

    /**
     * Returns the output a model should give, flattened.
     *
     * @throws NoSuchElementException if it is not known
     */
    public double[] expected() {
        if (expected == null) {
            throw new NoSuchElementException(name + " has no key \"expected\"");
        }
        return expected.clone();
    }

    /** Returns whether the class is known. */
    public boolean hasLabel() {
        return label.isPresent();
    }

    /**
     * Returns the class this sample belongs to.
     *
     * @throws NoSuchElementException if it is not known
     */
    public String label() {
        return label.orElseThrow(() -> new NoSuchElementException(name + " has no key \"label\""));
    }

    /** Returns the names of all classes, in the order of a classifier's output; may be empty. */
    public List<String> classes() {
        return classes;
    }

    @Override
    public String toString() {
        return name + label.map(text -> " (" + text + ")").orElse("");
    }
}
