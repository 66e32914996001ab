package dev.kenning.testbench.reference;

import dev.kenning.testbench.reference.FixedPoint.Factor;

/** CONV_2D: input [1, h, w, c], weights [o, kh, kw, c], bias [o]. */
record Conv2d(Tensor input, Tensor weights, Tensor bias, Tensor output, SlidingWindow window, Activation activation)
        implements Operation {

    @Override
    public String name() {
        return "CONV_2D";
    }

    @Override
    public double[] compute(Activations<double[]> activations) {
        double[] in = activations.of(input);
        double[] filter = weights.doubles();
        double[] offsets = bias.doubles();
        double[] out = new double[output.elements()];
        forEachOutput((cell, channel, taps) -> {
            double sum = offsets[channel];
            for (int i = 0; i < taps.count; i++) {
                sum += in[taps.input[i]] * filter[taps.weight[i]];
            }
            out[cell] = activation.apply(sum);
        });
        return out;
    }

    @Override
    public int[] computeInt8(Activations<int[]> activations) {
        int[] in = activations.of(input);
        int[] filter = weights.integers();
        int[] offsets = bias.integers();
        int zeroPointIn = input.quantisation().zeroPoint();
        int zeroPointOut = output.quantisation().zeroPoint();
        int[] out = new int[output.elements()];
        forEachOutput((cell, channel, taps) -> {
            int sum = offsets[channel];
            for (int i = 0; i < taps.count; i++) {
                sum += (in[taps.input[i]] - zeroPointIn) * filter[taps.weight[i]];
            }
            Factor factor = Factor.of(input.quantisation().scale()
                    * weights.quantisation().scale(channel)
                    / output.quantisation().scale());
            out[cell] = activation.clamp(factor.times(sum) + zeroPointOut, zeroPointOut);
        });
        return out;
    }

    private void forEachOutput(Kernel kernel) {
        int inHeight = input.dimension(1);
        int inWidth = input.dimension(2);
        int depth = input.dimension(3);
        int height = output.dimension(1);
        int width = output.dimension(2);
        int channels = output.dimension(3);
        Taps taps = new Taps(window.height() * window.width() * depth);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int top = window.firstRow(y, inHeight, height);
                int left = window.firstColumn(x, inWidth, width);
                for (int channel = 0; channel < channels; channel++) {
                    taps.count = 0;
                    for (int row = 0; row < window.height(); row++) {
                        for (int column = 0; column < window.width(); column++) {
                            if (isInside(top + row, inHeight) && isInside(left + column, inWidth)) {
                                int cell = (top + row) * inWidth + left + column;
                                int tap = (channel * window.height() + row) * window.width() + column;
                                for (int c = 0; c < depth; c++) {
                                    taps.add(cell * depth + c, tap * depth + c);
                                }
                            }
                        }
                    }
                    kernel.accept((y * width + x) * channels + channel, channel, taps);
                }
            }
        }
    }

    private static boolean isInside(int position, int size) {
        return position >= 0 && position < size;
    }

    private interface Kernel {
        void accept(int outputCell, int channel, Taps taps);
    }

    /** The pairs of input and weight positions that an output cell sums over; padded cells are left out. */
    private static final class Taps {
        private final int[] input;
        private final int[] weight;
        private int count;

        Taps(int capacity) {
            input = new int[capacity];
            weight = new int[capacity];
        }

        void add(int inputPosition, int weightPosition) {
            input[count] = inputPosition;
            weight[count] = weightPosition;
            count++;
        }
    }
}
