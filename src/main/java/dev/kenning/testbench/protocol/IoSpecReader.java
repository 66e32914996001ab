package dev.kenning.testbench.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads an IO specification from JSON: {@code processed_input} before {@code input}, as Kenning does. */
final class IoSpecReader {

    private static final Set<String> ROOT_KEYS =
            Set.of("input", "processed_input", "output", "processed_output", "entry_func", "model_name");
    private static final Set<String> TENSOR_KEYS = Set.of(
            "name",
            "shape",
            "dtype",
            "order",
            "scale",
            "zero_point",
            "prequantized_dtype",
            "class_names",
            "class_name",
            "mean",
            "std");

    private IoSpecReader() {}

    static IoSpec read(JsonNodeAt root) {
        root.object(ROOT_KEYS);
        JsonNodeAt inputs = root.find("processed_input").orElseGet(() -> root.get("input"));
        return new IoSpec(
                tensors(inputs),
                tensors(root.get("output")),
                root.find("entry_func").map(JsonNodeAt::text).orElse(""),
                root.find("model_name").map(JsonNodeAt::text).orElse(IoSpec.DEFAULT_MODEL_NAME));
    }

    private static List<TensorSpec> tensors(JsonNodeAt array) {
        List<TensorSpec> tensors = new ArrayList<>();
        for (JsonNodeAt item : array.items()) {
            tensors.add(tensor(item.object(TENSOR_KEYS), tensors.size()));
        }
        return tensors;
    }

    private static TensorSpec tensor(JsonNodeAt tensor, int place) {
        ElementType type = type(tensor.get("dtype"));
        return new TensorSpec(
                tensor.find("name").map(JsonNodeAt::text).orElse("tensor_" + place),
                shape(tensor.get("shape")),
                type,
                quantization(tensor),
                tensor.find("class_names")
                        .or(() -> tensor.find("class_name"))
                        .map(IoSpecReader::texts)
                        .orElse(List.of()),
                tensor.find("order")
                        .map(order -> (int) order.integer(0, Integer.MAX_VALUE))
                        .orElse(place));
    }

    private static ElementType type(JsonNodeAt text) {
        try {
            return ElementType.parse(text.text());
        } catch (InvalidJsonException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw text.problem(String.valueOf(e.getMessage()));
        }
    }

    /** Reads a shape; of several alternatives, which describe the same bytes, the first. */
    private static List<Integer> shape(JsonNodeAt shape) {
        List<JsonNodeAt> items = shape.items();
        if (items.isEmpty() || !items.get(0).node().isArray()) {
            return dimensions(items);
        }
        List<Integer> first = dimensions(items.get(0).items());
        for (JsonNodeAt alternative : items) {
            if (product(dimensions(alternative.items())) != product(first)) {
                throw alternative.problem("holds another number of elements than " + first + ", the first alternative");
            }
        }
        return first;
    }

    private static List<Integer> dimensions(List<JsonNodeAt> items) {
        return items.stream()
                .map(item -> (int) item.integer(1, Integer.MAX_VALUE))
                .toList();
    }

    private static double product(List<Integer> dimensions) {
        return dimensions.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
    }

    private static Optional<Quantization> quantization(JsonNodeAt tensor) {
        Optional<JsonNodeAt> prequantized = tensor.find("prequantized_dtype");
        if (prequantized.isEmpty()) {
            return Optional.empty();
        }
        double scale = tensor.find("scale").map(IoSpecReader::scale).orElse(1.0);
        long zeroPoint = tensor.find("zero_point")
                .map(value -> value.integer(Long.MIN_VALUE, Long.MAX_VALUE))
                .orElse(0L);
        return Optional.of(new Quantization(scale, zeroPoint, type(prequantized.get())));
    }

    private static double scale(JsonNodeAt value) {
        if (value.number() == 0) {
            throw value.problem("must not be 0");
        }
        return value.number();
    }

    private static List<String> texts(JsonNodeAt array) {
        return array.items().stream().map(JsonNodeAt::text).toList();
    }
}
