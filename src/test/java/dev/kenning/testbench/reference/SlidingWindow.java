package dev.kenning.testbench.reference;

/** The geometry of a convolution or a pooling: which input cells lie under the window of an output cell. */
record SlidingWindow(int height, int width, int strideHeight, int strideWidth, Padding padding) {

    enum Padding {
        SAME,
        VALID;

        static Padding of(int code) {
            return switch (code) {
                case 0 -> SAME;
                case 1 -> VALID;
                default -> throw new IllegalArgumentException("unknown padding " + code);
            };
        }
    }

    /** Returns the first input row under the window of an output row; negative inside the padding. */
    int firstRow(int outputRow, int inputHeight, int outputHeight) {
        return outputRow * strideHeight - before(height, strideHeight, inputHeight, outputHeight);
    }

    /** Returns the first input column under the window of an output column; negative inside the padding. */
    int firstColumn(int outputColumn, int inputWidth, int outputWidth) {
        return outputColumn * strideWidth - before(width, strideWidth, inputWidth, outputWidth);
    }

    private int before(int size, int stride, int input, int output) {
        int expected = padding == Padding.SAME ? (input + stride - 1) / stride : (input - size) / stride + 1;
        if (output != expected) {
            throw new IllegalArgumentException("%s padding makes %d cells of %d with window %d and stride %d, not %d"
                    .formatted(padding, expected, input, size, stride, output));
        }
        return padding == Padding.VALID ? 0 : Math.max(0, (output - 1) * stride + size - input) / 2;
    }
}
