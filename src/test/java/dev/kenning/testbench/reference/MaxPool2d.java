package dev.kenning.testbench.reference;

import java.util.Arrays;

/** MAX_POOL_2D over [1, h, w, c]; padding takes no part. */
record MaxPool2d(Tensor input, Tensor output, SlidingWindow window, Activation activation) implements Operation {

    @Override
    public String name() {
        return "MAX_POOL_2D";
    }

    @Override
    public double[] compute(Activations<double[]> activations) {
        double[] in = activations.of(input);
        double[] out = new double[output.elements()];
        Arrays.fill(out, Double.NEGATIVE_INFINITY);
        forEachPair((from, to) -> out[to] = Math.max(out[to], in[from]));
        return Arrays.stream(out).map(activation::apply).toArray();
    }

    @Override
    public int[] computeInt8(Activations<int[]> activations) {
        int[] in = activations.of(input);
        int[] out = new int[output.elements()];
        Arrays.fill(out, Byte.MIN_VALUE);
        forEachPair((from, to) -> out[to] = Math.max(out[to], in[from]));
        int zeroPoint = output.quantisation().zeroPoint();
        return Arrays.stream(out)
                .map(value -> activation.clamp(value, zeroPoint))
                .toArray();
    }

    private void forEachPair(Pair pair) {
        int inHeight = input.dimension(1);
        int inWidth = input.dimension(2);
        int height = output.dimension(1);
        int width = output.dimension(2);
        int channels = output.dimension(3);
        for (int y = 0; y < height; y++) {
            int top = window.firstRow(y, inHeight, height);
            for (int x = 0; x < width; x++) {
                int left = window.firstColumn(x, inWidth, width);
                for (int row = Math.max(top, 0); row < Math.min(top + window.height(), inHeight); row++) {
                    for (int column = Math.max(left, 0); column < Math.min(left + window.width(), inWidth); column++) {
                        for (int c = 0; c < channels; c++) {
                            pair.accept((row * inWidth + column) * channels + c, (y * width + x) * channels + c);
                        }
                    }
                }
            }
        }
    }

    private interface Pair {
        void accept(int from, int to);
    }
}
