package dev.kenning.testbench.reference;

import java.util.Map;
import java.util.TreeMap;

/** The values that the tensors of a model have taken so far in one inference. */
final class Activations<T> {

    private final Map<Integer, T> values = new TreeMap<>();

    void put(Tensor tensor, T value) {
        values.put(tensor.index(), value);
    }

    T of(Tensor tensor) {
        T value = values.get(tensor.index());
        if (value == null) {
            throw new IllegalArgumentException(
                    "tensor %d (%s) is used before it is computed".formatted(tensor.index(), tensor.name()));
        }
        return value;
    }
}
