package dev.kenning.testbench.model;

import java.util.List;

/**
 * Describes a tensor of a model.
 *
 * @param name what the model calls it
 * @param type its elements, such as {@code int8}
 * @param shape its size in each dimension; -1 where it is not known before the model runs
 * @param constant whether its values are in the file
 */
public record ModelTensor(String name, String type, List<Integer> shape, boolean constant) {

    /** Copies the list. */
    public ModelTensor {
        shape = List.copyOf(shape);
    }

    /** Returns the number of elements; dimensions that are not known count as 1. */
    public long elements() {
        return shape.stream().mapToLong(size -> Math.max(1, size)).reduce(1, (a, b) -> a * b);
    }
}
