package dev.kenning.testbench.reference;

/** RESHAPE: the same values under another shape. */
record Reshape(Tensor input, Tensor output) implements Operation {

    Reshape {
        if (input.elements() != output.elements()) {
            throw new IllegalArgumentException("RESHAPE of %s to %s".formatted(input.shape(), output.shape()));
        }
    }

    @Override
    public String name() {
        return "RESHAPE";
    }

    @Override
    public double[] compute(Activations<double[]> activations) {
        return activations.of(input).clone();
    }

    @Override
    public int[] computeInt8(Activations<int[]> activations) {
        return activations.of(input).clone();
    }
}
