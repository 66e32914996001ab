package dev.kenning.testbench.reference;

import java.util.List;

/**
 * Says how integers stand for real numbers: {@code real = scale * (integer - zeroPoint)}.
 *
 * @param scales one for the tensor, or one per slice along {@code dimension}
 * @param zeroPoints as many as scales
 */
public record Quantisation(List<Float> scales, List<Long> zeroPoints, int dimension) {

    /** Returns the scale of a tensor that has only one. */
    public double scale() {
        if (scales.size() != 1) {
            throw new IllegalStateException("tensor has " + scales.size() + " scales");
        }
        return scales.get(0);
    }

    /** Returns the scale of a slice; a tensor with one scale has it everywhere. */
    double scale(int slice) {
        return scales.get(scales.size() == 1 ? 0 : slice);
    }

    /** Returns the zero point of a tensor that has only one. */
    public int zeroPoint() {
        return Math.toIntExact(zeroPoints.get(0));
    }
}
