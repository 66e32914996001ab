package dev.kenning.testbench.reference;

import dev.kenning.testbench.reference.FixedPoint.Factor;
import java.util.Arrays;

/** SOFTMAX over [1, n]. The int8 form writes with scale 1/256 and zero point -128. */
record Softmax(Tensor input, Tensor output, float beta) implements Operation {

    private static final int DIFFERENCE_INTEGER_BITS = 5;
    private static final int SUM_INTEGER_BITS = 12;

    @Override
    public String name() {
        return "SOFTMAX";
    }

    @Override
    public double[] compute(Activations<double[]> activations) {
        double[] in = activations.of(input);
        double largest = Arrays.stream(in).max().orElseThrow();
        double[] exps = Arrays.stream(in)
                .map(value -> StrictMath.exp(beta * (value - largest)))
                .toArray();
        double sum = Arrays.stream(exps).reduce(0.0, Double::sum);
        return Arrays.stream(exps).map(exp -> exp / sum).toArray();
    }

    @Override
    public int[] computeInt8(Activations<int[]> activations) {
        Quantisation written = output.quantisation();
        if (written.scale() != 1.0 / 256 || written.zeroPoint() != Byte.MIN_VALUE) {
            throw new IllegalArgumentException("int8 SOFTMAX must write with scale 1/256 and zero point -128");
        }
        return computeInt8(activations.of(input), beta * input.quantisation().scale());
    }

    static int[] computeInt8(int[] in, double scale) {
        double scaled = Math.scalb(scale, 31 - DIFFERENCE_INTEGER_BITS);
        Factor factor = Factor.of(Math.min(scaled, Integer.MAX_VALUE));
        double radius = Math.scalb((1 << DIFFERENCE_INTEGER_BITS) - 1.0, 31 - DIFFERENCE_INTEGER_BITS - factor.shift());
        int smallest = (int) -Math.floor(radius);
        int largest = Arrays.stream(in).max().orElseThrow();

        int sum = 0;
        for (int value : in) {
            if (value - largest >= smallest) {
                sum += FixedPoint.divideByPowerOfTwo(exp(value - largest, factor), SUM_INTEGER_BITS);
            }
        }
        int headroom = Integer.numberOfLeadingZeros(sum);
        int reciprocal = FixedPoint.reciprocalOfOnePlus((sum << headroom) - (1 << 31));
        int bitsOverUnit = SUM_INTEGER_BITS - headroom;

        int[] out = new int[in.length];
        for (int i = 0; i < in.length; i++) {
            if (in[i] - largest < smallest) {
                out[i] = Byte.MIN_VALUE;
            } else {
                int product = FixedPoint.multiply(reciprocal, exp(in[i] - largest, factor));
                int share = FixedPoint.divideByPowerOfTwo(product, bitsOverUnit + 31 - 8);
                out[i] = Math.min(Math.max(share + Byte.MIN_VALUE, Byte.MIN_VALUE), Byte.MAX_VALUE);
            }
        }
        return out;
    }

    private static int exp(int difference, Factor factor) {
        return FixedPoint.exp(FixedPoint.multiply(difference << factor.shift(), factor.multiplier()));
    }
}
