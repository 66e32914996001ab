package dev.kenning.testbench.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Describes what a {@code .tflite} file says of its first graph: tensors, operators in order, and how much each multiplies.
 *
 * <p>Field numbers are those of TensorFlow Lite's schema, version 3. Immutable.
 */
public final class TfliteFile {

    private static final String IDENTIFIER = "TFL3";
    private static final List<String> OPERATORS = lines("operators.txt");
    private static final List<String> TYPES = List.of(
            "float32",
            "float16",
            "int32",
            "uint8",
            "int64",
            "string",
            "bool",
            "int16",
            "complex64",
            "int8",
            "float64",
            "complex128",
            "uint64",
            "resource",
            "variant",
            "uint32",
            "uint16",
            "int4");
    private static final int CUSTOM = 32;

    private final List<ModelTensor> tensors;
    private final List<ModelOperator> operators;
    private final List<ModelTensor> inputs;
    private final List<ModelTensor> outputs;

    private TfliteFile(
            List<ModelTensor> tensors,
            List<ModelOperator> operators,
            List<ModelTensor> inputs,
            List<ModelTensor> outputs) {
        this.tensors = List.copyOf(tensors);
        this.operators = List.copyOf(operators);
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
    }

    /**
     * Reads a file.
     *
     * @throws ModelFormatException if it is no such model
     */
    public static TfliteFile read(Path file) throws IOException {
        try {
            return of(Files.readAllBytes(file));
        } catch (ModelFormatException e) {
            throw new ModelFormatException(file + ": " + e.getMessage());
        }
    }

    /** Returns whether a file begins as a {@code .tflite} does. */
    public static boolean isModel(byte[] file) {
        return file.length > 8 && new String(file, 4, 4, StandardCharsets.ISO_8859_1).equals(IDENTIFIER);
    }

    /**
     * Reads a file's bytes.
     *
     * @throws ModelFormatException if they are no such model
     */
    public static TfliteFile of(byte[] file) {
        FlatTable model = FlatTable.root(file, IDENTIFIER);
        List<FlatTable> graphs = model.tables(2);
        if (graphs.isEmpty()) {
            throw new ModelFormatException("the model has no graph");
        }
        FlatTable graph = graphs.get(0);
        List<ModelTensor> tensors = tensors(graph.tables(0), model.tables(4));
        List<FlatTable> codes = model.tables(1);
        List<ModelOperator> operators = new ArrayList<>();
        for (FlatTable operator : graph.tables(3)) {
            operators.add(
                    operator(operators.size(), at(codes, operator.int32(0, 0), "operator code"), operator, tensors));
        }
        return new TfliteFile(tensors, operators, pick(graph.ints(1), tensors), pick(graph.ints(2), tensors));
    }

    private static List<ModelTensor> tensors(List<FlatTable> tables, List<FlatTable> buffers) {
        List<ModelTensor> tensors = new ArrayList<>();
        for (FlatTable table : tables) {
            int type = table.int8(1, 0);
            int buffer = table.int32(2, 0);
            tensors.add(new ModelTensor(
                    table.string(3).orElse(""),
                    type >= 0 && type < TYPES.size() ? TYPES.get(type) : "type " + type,
                    table.ints(0),
                    buffer != 0 && at(buffers, buffer, "buffer").vectorBytes(0) > 0));
        }
        return tensors;
    }

    /** Files from before schema 3a have the code only in the byte, newer ones in both while it fits. */
    private static ModelOperator operator(int index, FlatTable code, FlatTable operator, List<ModelTensor> tensors) {
        int builtin = Math.max(code.int8(0, 0), code.int32(3, 0));
        String name = builtin == CUSTOM
                ? code.string(1).orElse("CUSTOM")
                : builtin >= 0 && builtin < OPERATORS.size() ? OPERATORS.get(builtin) : "OPERATOR_" + builtin;
        List<ModelTensor> in = pick(operator.ints(1), tensors);
        List<ModelTensor> out = pick(operator.ints(2), tensors);
        return new ModelOperator(index, name, in, out, macs(name, in, out));
    }

    /** Filters are [out, height, width, in], of depth-wise convolution [1, height, width, out]. */
    private static long macs(String name, List<ModelTensor> in, List<ModelTensor> out) {
        if (in.size() < 2 || out.isEmpty()) {
            return 0;
        }
        List<Integer> filter = in.get(1).shape();
        long results = out.get(0).elements();
        return switch (name) {
            case "CONV_2D", "CONV_3D" ->
                filter.isEmpty() ? 0 : results * (in.get(1).elements() / Math.max(1, filter.get(0)));
            case "DEPTHWISE_CONV_2D" -> filter.size() == 4 ? results * filter.get(1) * filter.get(2) : 0;
            case "TRANSPOSE_CONV" ->
                in.size() > 2 && !filter.isEmpty()
                        ? in.get(2).elements() * (in.get(1).elements() / Math.max(1, filter.get(filter.size() - 1)))
                        : 0;
            case "FULLY_CONNECTED", "BATCH_MATMUL" ->
                filter.isEmpty() ? 0 : results * Math.max(1, filter.get(filter.size() - 1));
            default -> 0;
        };
    }

    private static List<ModelTensor> pick(List<Integer> places, List<ModelTensor> tensors) {
        List<ModelTensor> picked = new ArrayList<>();
        for (int place : places) {
            // An input that is left out is -1.
            if (place >= 0) {
                picked.add(at(tensors, place, "tensor"));
            }
        }
        return picked;
    }

    private static <T> T at(List<T> list, int place, String what) {
        if (place < 0 || place >= list.size()) {
            throw new ModelFormatException("the model names " + what + " " + place + " of " + list.size());
        }
        return list.get(place);
    }

    private static List<String> lines(String resource) {
        try (InputStream in = TfliteFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the tensors of the graph. */
    public List<ModelTensor> tensors() {
        return tensors;
    }

    /** Returns the operators in the order in which they run. */
    public List<ModelOperator> operators() {
        return operators;
    }

    /** Returns the inputs. */
    public List<ModelTensor> inputs() {
        return inputs;
    }

    /** Returns the outputs. */
    public List<ModelTensor> outputs() {
        return outputs;
    }

    /** Returns how many multiplications with addition one inference does. */
    public long macs() {
        return operators.stream().mapToLong(ModelOperator::macs).sum();
    }
}
