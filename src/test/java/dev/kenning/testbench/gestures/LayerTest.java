package dev.kenning.testbench.gestures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the gradients of each layer against differences of its output. */
class LayerTest {

    private static final double STEP = 1e-6;
    private static final double TOLERANCE = 1e-6;

    static Stream<Arguments> layers() {
        Random random = new Random(5);
        return Stream.of(
                argumentSet("convolution 4x3", new Convolution(7, 3, 2, 4, 3, 5, random), 7 * 3 * 2),
                argumentSet("convolution 4x1", new Convolution(9, 1, 3, 4, 1, 4, random), 9 * 3),
                argumentSet("pooling, rest dropped", new MaxPooling(8, 3, 2, 3, 3, 2), 8 * 3 * 2),
                argumentSet("pooling, rest kept", new MaxPooling(8, 1, 2, 3, 1, 3), 8 * 2),
                argumentSet("dense", new Dense(6, 4, false, random), 6),
                argumentSet("dense with ReLU", new Dense(6, 9, true, random), 6));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void inputGradientIsTheSlopeOfTheOutput(Layer layer, int inputs) {
        double[] input = normal(inputs);
        double[] direction = normal(layer.forward(input).length);
        double[] gradient = layer.backward(direction).clone();
        for (int i = 0; i < inputs; i++) {
            assertThat(gradient[i])
                    .as("slope along input %d", i)
                    .isCloseTo(slope(layer, input, direction, input, i), within(TOLERANCE));
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void parameterGradientIsTheSlopeOfTheOutput(Layer layer, int inputs) {
        double[] input = normal(inputs);
        double[] direction = normal(layer.forward(input).length);
        layer.backward(direction);
        for (Parameter parameter : layer.parameters()) {
            for (int i = 0; i < parameter.values().length; i++) {
                assertThat(parameter.gradient()[i])
                        .as("slope along parameter %d of %d", i, parameter.values().length)
                        .isCloseTo(slope(layer, input, direction, parameter.values(), i), within(TOLERANCE));
            }
        }
    }

    /** Returns how fast the output, projected on a direction, changes with one number. */
    private static double slope(Layer layer, double[] input, double[] direction, double[] numbers, int index) {
        double number = numbers[index];
        numbers[index] = number + STEP;
        double above = dot(layer.forward(input), direction);
        numbers[index] = number - STEP;
        double below = dot(layer.forward(input), direction);
        numbers[index] = number;
        return (above - below) / (2 * STEP);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] normal(int size) {
        Random random = new Random(6);
        return random.doubles(size).map(unused -> random.nextGaussian()).toArray();
    }
}
