package dev.kenning.testbench.reference;

import dev.kenning.testbench.reference.SlidingWindow.Padding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model as a {@code .tflite} file states it: one subgraph, its tensors and its operators in order.
 *
 * <p>Field numbers are those of the TensorFlow Lite schema, version 3.
 *
 * @param operators only CONV_2D, MAX_POOL_2D, FULLY_CONNECTED, RESHAPE and SOFTMAX; others are refused
 */
public record TfliteModel(
        int version, List<Tensor> tensors, List<Operation> operators, List<Tensor> inputs, List<Tensor> outputs) {

    /** Reads a model; throws {@link IllegalArgumentException} where the file is malformed or holds something else. */
    public static TfliteModel of(byte[] file) {
        FlatTable model = FlatTable.root(file, "TFL3");
        List<FlatTable> subgraphs = model.tables(2);
        if (subgraphs.size() != 1) {
            throw new IllegalArgumentException("model has " + subgraphs.size() + " subgraphs, not 1");
        }
        FlatTable subgraph = subgraphs.get(0);
        List<Tensor> tensors = tensors(subgraph.tables(0), model.tables(4));
        List<Operation> operators = new ArrayList<>();
        for (FlatTable operator : subgraph.tables(3)) {
            int code = builtinCode(model.tables(1).get(operator.int32(0, 0)));
            operators.add(operation(code, operator, tensors));
        }
        return new TfliteModel(
                model.int32(0, 0),
                tensors,
                List.copyOf(operators),
                pick(subgraph.ints(1), tensors),
                pick(subgraph.ints(2), tensors));
    }

    /** Returns the operators' names in order. */
    public List<String> operatorNames() {
        return operators.stream().map(Operation::name).toList();
    }

    /** Returns whether activations are int8. */
    public boolean isInt8() {
        return inputs.get(0).type() == ElementType.INT8;
    }

    private static List<Tensor> tensors(List<FlatTable> tables, List<FlatTable> buffers) {
        List<Tensor> tensors = new ArrayList<>();
        for (FlatTable table : tables) {
            tensors.add(new Tensor(
                    tensors.size(),
                    table.string(3),
                    ElementType.of(table.int8(1, 0)),
                    table.ints(0),
                    table.table(4).flatMap(TfliteModel::quantisation),
                    buffers.get(table.int32(2, 0)).bytes(0)));
        }
        return List.copyOf(tensors);
    }

    private static Optional<Quantisation> quantisation(FlatTable table) {
        List<Float> scales = table.floats(2);
        return scales.isEmpty()
                ? Optional.empty()
                : Optional.of(new Quantisation(scales, table.longs(3), table.int32(6, 0)));
    }

    /** Files from before schema 3a have the code only in the byte, newer ones in both while it fits. */
    private static int builtinCode(FlatTable operatorCode) {
        return Math.max(operatorCode.int8(0, 0), operatorCode.int32(3, 0));
    }

    private static Operation operation(int code, FlatTable operator, List<Tensor> tensors) {
        List<Tensor> in = pick(operator.ints(1), tensors);
        Tensor out = pick(operator.ints(2), tensors).get(0);
        FlatTable options = operator.table(4).orElse(operator);
        boolean stated = operator.has(4);
        return switch (code) {
            case 3 -> conv2d(in, out, options);
            case 9 ->
                new FullyConnected(
                        in.get(0), in.get(1), in.get(2), out, Activation.of(stated ? options.int8(0, 0) : 0));
            case 17 -> maxPool2d(in.get(0), out, options);
            case 22 -> new Reshape(in.get(0), out);
            case 25 -> new Softmax(in.get(0), out, stated ? options.float32(0, 0) : 0);
            default -> throw new IllegalArgumentException("unsupported builtin operator " + code);
        };
    }

    private static Operation conv2d(List<Tensor> in, Tensor out, FlatTable options) {
        if (options.int32(4, 1) != 1 || options.int32(5, 1) != 1) {
            throw new IllegalArgumentException("CONV_2D with dilation is not supported");
        }
        Tensor weights = in.get(1);
        SlidingWindow window = new SlidingWindow(
                weights.dimension(1),
                weights.dimension(2),
                options.int32(2, 0),
                options.int32(1, 0),
                Padding.of(options.int8(0, 0)));
        return new Conv2d(in.get(0), weights, in.get(2), out, window, Activation.of(options.int8(3, 0)));
    }

    private static Operation maxPool2d(Tensor in, Tensor out, FlatTable options) {
        SlidingWindow window = new SlidingWindow(
                options.int32(4, 0),
                options.int32(3, 0),
                options.int32(2, 0),
                options.int32(1, 0),
                Padding.of(options.int8(0, 0)));
        return new MaxPool2d(in, out, window, Activation.of(options.int8(5, 0)));
    }

    private static List<Tensor> pick(List<Integer> indices, List<Tensor> tensors) {
        return indices.stream().map(tensors::get).toList();
    }
}
