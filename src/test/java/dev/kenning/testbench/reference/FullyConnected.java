package dev.kenning.testbench.reference;

import dev.kenning.testbench.reference.FixedPoint.Factor;

/** FULLY_CONNECTED: input [1, n], weights [o, n], bias [o]. */
record FullyConnected(Tensor input, Tensor weights, Tensor bias, Tensor output, Activation activation)
        implements Operation {

    @Override
    public String name() {
        return "FULLY_CONNECTED";
    }

    @Override
    public double[] compute(Activations<double[]> activations) {
        double[] in = activations.of(input);
        double[] matrix = weights.doubles();
        double[] offsets = bias.doubles();
        double[] out = new double[output.elements()];
        for (int row = 0; row < out.length; row++) {
            double sum = offsets[row];
            for (int column = 0; column < in.length; column++) {
                sum += in[column] * matrix[row * in.length + column];
            }
            out[row] = activation.apply(sum);
        }
        return out;
    }

    @Override
    public int[] computeInt8(Activations<int[]> activations) {
        int[] in = activations.of(input);
        int[] matrix = weights.integers();
        int[] offsets = bias.integers();
        int zeroPointIn = input.quantisation().zeroPoint();
        int zeroPointOut = output.quantisation().zeroPoint();
        Factor factor = Factor.of(input.quantisation().scale()
                * weights.quantisation().scale()
                / output.quantisation().scale());
        int[] out = new int[output.elements()];
        for (int row = 0; row < out.length; row++) {
            int sum = offsets[row];
            for (int column = 0; column < in.length; column++) {
                sum += (in[column] - zeroPointIn) * matrix[row * in.length + column];
            }
            out[row] = activation.clamp(factor.times(sum) + zeroPointOut, zeroPointOut);
        }
        return out;
    }
}
