package dev.kenning.testbench.assertions;

import dev.kenning.testbench.host.Inference;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.data.Offset;

/** Asserts on what a device made of a sample. */
public class InferenceAssert extends AbstractAssert<InferenceAssert, Inference> {

    /** Creates assertions on it; see {@link TestbenchAssertions}. */
    public InferenceAssert(Inference actual) {
        super(actual, InferenceAssert.class);
    }

    /** Verifies that the class of this name is predicted. */
    public InferenceAssert hasClass(String expected) {
        isNotNull();
        String predicted = actual.label().orElse("class " + actual.predictedClass() + ", which has no name");
        if (!predicted.equals(expected)) {
            throw failure(
                    "%nExpecting inference to predict:%n  %s%nbut it predicts:%n  %s%nfrom the outputs:%n  %s%n",
                    expected, predicted, named(actual));
        }
        return this;
    }

    /** Verifies that the class with this index is predicted. */
    public InferenceAssert hasClass(int expected) {
        isNotNull();
        if (actual.predictedClass() != expected) {
            throw failure(
                    "%nExpecting inference to predict class:%n  %d%nbut it predicts:%n  %d%nfrom the outputs:%n  %s%n",
                    expected, actual.predictedClass(), named(actual));
        }
        return this;
    }

    /** Verifies that every output is as close to its expected value as the offset says. */
    public InferenceAssert isCloseTo(double[] expected, Offset<? extends Number> offset) {
        isNotNull();
        double[] outputs = actual.output();
        if (outputs.length != expected.length) {
            throw failure(
                    "%nExpecting inference to have:%n  %d outputs%nbut it has:%n  %d outputs%n",
                    expected.length, outputs.length);
        }
        double allowed = offset.value.doubleValue();
        int worst = -1;
        double worstError = 0;
        int off = 0;
        for (int i = 0; i < outputs.length; i++) {
            double error = Math.abs(outputs[i] - expected[i]);
            boolean close = offset.strict ? error < allowed : error <= allowed;
            if (!close) {
                off++;
                if (worst < 0 || Double.isNaN(error) || error > worstError) {
                    worst = i;
                    worstError = error;
                }
            }
        }
        if (worst >= 0) {
            throw failure(
                    "%nExpecting actual:%n  %s%nto be close to:%n  %s%nby less than %s but %d of %d outputs are not;"
                            + " the worst is [%d]:%n  actual %s, expected %s, difference %s%n",
                    Arrays.toString(outputs),
                    Arrays.toString(expected),
                    offset.value,
                    off,
                    outputs.length,
                    worst,
                    outputs[worst],
                    expected[worst],
                    worstError);
        }
        return this;
    }

    private static String named(Inference inference) {
        double[] outputs = inference.output();
        return Arrays.stream(indices(outputs.length))
                .mapToObj(i -> (i < inference.classNames().size()
                                ? inference.classNames().get(i)
                                : "[" + i + "]")
                        + String.format(Locale.ROOT, " %.6f", outputs[i]))
                .collect(Collectors.joining(", "));
    }

    private static int[] indices(int length) {
        return java.util.stream.IntStream.range(0, length).toArray();
    }
}
