package dev.kenning.testbench.protocol;

import java.util.List;
import java.util.Optional;

/**
 * Describes one tensor as it crosses the wire.
 *
 * @param shape the dimensions, outermost first, each at least 1
 * @param quantization how elements map to real values, if they are quantised
 * @param classNames what the elements of a classifier's output stand for; may be empty
 * @param order the place of this tensor in the host's own order; the wire keeps the order of the specification
 */
public record TensorSpec(
        String name,
        List<Integer> shape,
        ElementType type,
        Optional<Quantization> quantization,
        List<String> classNames,
        int order) {

    public TensorSpec {
        shape = List.copyOf(shape);
        classNames = List.copyOf(classNames);
        for (int dimension : shape) {
            if (dimension < 1) {
                throw new IllegalArgumentException("each dimension must be >= 1, but the shape is " + shape);
            }
        }
    }

    /** Makes a tensor that is neither quantised nor labelled. */
    public static TensorSpec of(String name, ElementType type, Integer... shape) {
        return new TensorSpec(name, List.of(shape), type, Optional.empty(), List.of(), 0);
    }

    /** Returns the number of elements. */
    public long elements() {
        long product = 1;
        for (int dimension : shape) {
            product = Math.multiplyExact(product, dimension);
        }
        return product;
    }

    /** Returns the bytes this tensor takes on the wire: elements x bits / 8, rounded down (Kenning Protocol 9). */
    public long bytes() {
        return Math.multiplyExact(elements(), type.bits()) / 8;
    }

    /** Returns the name, shape and type, such as {@code input_1 float32[1, 128, 3]}. */
    @Override
    public String toString() {
        return name + " " + type + shape;
    }
}
