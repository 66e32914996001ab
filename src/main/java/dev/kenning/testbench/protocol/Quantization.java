package dev.kenning.testbench.protocol;

/**
 * Says how quantised elements map to real values: {@code real = (element - zeroPoint) * scale}.
 *
 * <p>It never crosses the wire; hosts apply it (Kenning Protocol 9).
 *
 * @param scale the size of one step, not 0
 * @param zeroPoint the element that stands for 0
 * @param prequantizedType the type of the real values
 */
public record Quantization(double scale, long zeroPoint, ElementType prequantizedType) {

    public Quantization {
        if (!(Math.abs(scale) > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("scale must be a number other than 0, but is " + scale);
        }
    }
}
