package dev.kenning.testbench.gestures;

import dev.kenning.testbench.gestures.Weights.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A two-dimensional convolution with stride 1, SAME padding and ReLU. */
final class Convolution implements Layer {

    private final int height;
    private final int width;
    private final int depth;
    private final int kernelHeight;
    private final int kernelWidth;
    private final int filters;
    /** [kernel row][kernel column][input channel][filter]. */
    private final Parameter weights;

    private final Parameter bias;
    private final double[] output;
    private final double[] inputGradient;
    private final double[] activeGradient;
    private double[] input = {};

    Convolution(int height, int width, int depth, int kernelHeight, int kernelWidth, int filters, Random random) {
        this.height = height;
        this.width = width;
        this.depth = depth;
        this.kernelHeight = kernelHeight;
        this.kernelWidth = kernelWidth;
        this.filters = filters;
        int inputs = kernelHeight * kernelWidth * depth;
        weights = Parameter.weights(inputs * filters, inputs, random);
        bias = Parameter.zeros(filters);
        output = new double[height * width * filters];
        activeGradient = new double[output.length];
        inputGradient = new double[height * width * depth];
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weights, bias);
    }

    /** Returns the weights as TensorFlow Lite stores them, [filter][row][column][channel], times a factor. */
    Connection trained(double factor) {
        double[] values = weights.values();
        int taps = values.length / filters;
        double[] filterMajor = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            filterMajor[i % filters * taps + i / filters] = values[i] * factor;
        }
        return Connection.of(filterMajor, bias.values());
    }

    @Override
    public double[] forward(double[] in) {
        input = in;
        for (int cell = 0; cell < height * width; cell++) {
            System.arraycopy(bias.values(), 0, output, cell * filters, filters);
        }
        forEachTap((inputCell, outputCell, tap) -> accumulate(in, inputCell * depth, tap, outputCell * filters));
        for (int i = 0; i < output.length; i++) {
            output[i] = Math.max(0, output[i]);
        }
        return output;
    }

    @Override
    public double[] backward(double[] outputGradient) {
        double[] biasGradient = bias.gradient();
        for (int i = 0; i < output.length; i++) {
            activeGradient[i] = output[i] > 0 ? outputGradient[i] : 0;
            biasGradient[i % filters] += activeGradient[i];
        }
        Arrays.fill(inputGradient, 0);
        forEachTap((inputCell, outputCell, tap) -> propagate(inputCell * depth, tap, outputCell * filters));
        return inputGradient;
    }

    private void accumulate(double[] in, int from, int tap, int to) {
        double[] values = weights.values();
        for (int channel = 0; channel < depth; channel++) {
            double value = in[from + channel];
            int row = (tap * depth + channel) * filters;
            for (int filter = 0; filter < filters; filter++) {
                output[to + filter] += value * values[row + filter];
            }
        }
    }

    private void propagate(int from, int tap, int to) {
        double[] values = weights.values();
        double[] gradient = weights.gradient();
        for (int channel = 0; channel < depth; channel++) {
            double value = input[from + channel];
            int row = (tap * depth + channel) * filters;
            double sum = 0;
            for (int filter = 0; filter < filters; filter++) {
                double slope = activeGradient[to + filter];
                gradient[row + filter] += value * slope;
                sum += values[row + filter] * slope;
            }
            inputGradient[from + channel] += sum;
        }
    }

    private void forEachTap(Tap action) {
        int top = (kernelHeight - 1) / 2;
        int left = (kernelWidth - 1) / 2;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int row = Math.max(0, top - y); row < Math.min(kernelHeight, height + top - y); row++) {
                    for (int column = Math.max(0, left - x);
                            column < Math.min(kernelWidth, width + left - x);
                            column++) {
                        int inputCell = (y + row - top) * width + x + column - left;
                        action.accept(inputCell, y * width + x, row * kernelWidth + column);
                    }
                }
            }
        }
    }

    private interface Tap {
        void accept(int inputCell, int outputCell, int tap);
    }
}
