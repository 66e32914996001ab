package dev.kenning.testbench.gestures;

import java.util.Arrays;

/** Takes the largest value of each window; windows do not overlap, and one at the end may be cut off by SAME padding. */
final class MaxPooling implements Layer {

    private final int width;
    private final int depth;
    private final int height;
    private final int windowHeight;
    private final int windowWidth;
    private final int outputWidth;
    private final double[] output;
    private final int[] origin;
    private final double[] inputGradient;

    /** Creates a pooling that leaves {@code outputHeight} rows: the floor (VALID) or the ceiling (SAME) of the ratio. */
    MaxPooling(int height, int width, int depth, int windowHeight, int windowWidth, int outputHeight) {
        this.height = height;
        this.width = width;
        this.depth = depth;
        this.windowHeight = windowHeight;
        this.windowWidth = windowWidth;
        this.outputWidth = width / windowWidth;
        output = new double[outputHeight * outputWidth * depth];
        origin = new int[output.length];
        inputGradient = new double[height * width * depth];
    }

    @Override
    public double[] forward(double[] input) {
        for (int i = 0; i < output.length; i++) {
            int cell = i / depth;
            int top = cell / outputWidth * windowHeight;
            int left = cell % outputWidth * windowWidth;
            int best = (top * width + left) * depth + i % depth;
            for (int y = top; y < Math.min(top + windowHeight, height); y++) {
                for (int x = left; x < left + windowWidth; x++) {
                    int candidate = (y * width + x) * depth + i % depth;
                    best = input[candidate] > input[best] ? candidate : best;
                }
            }
            origin[i] = best;
            output[i] = input[best];
        }
        return output;
    }

    @Override
    public double[] backward(double[] outputGradient) {
        Arrays.fill(inputGradient, 0);
        for (int i = 0; i < output.length; i++) {
            inputGradient[origin[i]] += outputGradient[i];
        }
        return inputGradient;
    }
}
