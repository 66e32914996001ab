package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.JsonNodeAt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Flattens arrays of arrays of numbers, row by row. */
final class NestedNumbers {

    private final JsonNodeAt root;
    private final List<Integer> shape;
    private double[] values = new double[64];
    private int count;

    private NestedNumbers(JsonNodeAt root, List<Integer> shape) {
        this.root = root;
        this.shape = shape;
    }

    static NestedNumbers of(JsonNodeAt root) {
        NestedNumbers numbers = new NestedNumbers(root, shapeOf(root));
        numbers.flatten(root.node(), 0, root.path());
        return numbers;
    }

    private static List<Integer> shapeOf(JsonNodeAt root) {
        List<Integer> shape = new ArrayList<>();
        JsonNode node = root.node();
        while (node.isArray()) {
            shape.add(node.size());
            if (node.isEmpty()) {
                throw root.problem("must not hold an empty array");
            }
            node = node.get(0);
        }
        if (shape.isEmpty()) {
            throw root.problem("must be an array of numbers");
        }
        return List.copyOf(shape);
    }

    private void flatten(JsonNode node, int depth, String path) {
        if (depth == shape.size()) {
            add(new JsonNodeAt(root.source(), path, node).number());
            return;
        }
        if (!node.isArray() || node.size() != shape.get(depth)) {
            throw new JsonNodeAt(root.source(), path, node)
                    .problem("must be an array of " + shape.get(depth) + ", as the first one beside it is");
        }
        for (int i = 0; i < node.size(); i++) {
            flatten(node.get(i), depth + 1, path + "[" + i + "]");
        }
    }

    private void add(double value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    double[] values() {
        return Arrays.copyOf(values, count);
    }

    List<Integer> shape() {
        return shape;
    }
}
