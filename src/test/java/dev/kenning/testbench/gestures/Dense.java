package dev.kenning.testbench.gestures;

import dev.kenning.testbench.gestures.Weights.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A fully connected layer, with or without ReLU. */
final class Dense implements Layer {

    private final int inputs;
    private final int outputs;
    private final boolean rectified;
    /** [output][input], as TensorFlow Lite stores them. */
    private final Parameter weights;

    private final Parameter bias;
    private final double[] output;
    private final double[] inputGradient;
    private double[] input = {};

    Dense(int inputs, int outputs, boolean rectified, Random random) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.rectified = rectified;
        weights = Parameter.weights(inputs * outputs, inputs, random);
        bias = Parameter.zeros(outputs);
        output = new double[outputs];
        inputGradient = new double[inputs];
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weights, bias);
    }

    Connection trained() {
        return Connection.of(weights.values(), bias.values());
    }

    @Override
    public double[] forward(double[] in) {
        input = in;
        double[] values = weights.values();
        for (int row = 0; row < outputs; row++) {
            double sum = bias.values()[row];
            for (int column = 0; column < inputs; column++) {
                sum += in[column] * values[row * inputs + column];
            }
            output[row] = rectified ? Math.max(0, sum) : sum;
        }
        return output;
    }

    @Override
    public double[] backward(double[] outputGradient) {
        double[] values = weights.values();
        double[] gradient = weights.gradient();
        Arrays.fill(inputGradient, 0);
        for (int row = 0; row < outputs; row++) {
            if (rectified && output[row] <= 0) {
                continue;
            }
            double slope = outputGradient[row];
            bias.gradient()[row] += slope;
            for (int column = 0; column < inputs; column++) {
                gradient[row * inputs + column] += input[column] * slope;
                inputGradient[column] += values[row * inputs + column] * slope;
            }
        }
        return inputGradient;
    }
}
