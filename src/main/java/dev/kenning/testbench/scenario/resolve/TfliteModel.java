package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.scenario.resolve.FlatBuffer.Table;
import dev.kenning.testbench.scenario.resolve.FlatBuffer.Vector;
import dev.kenning.testbench.text.TableFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Describes what a TensorFlow Lite model consists of: the first of its graphs.
 *
 * <p>Source: TensorFlow Lite's schema, version 3; the names of its numbers are the resource {@code tflite.txt}.
 *
 * @param version the version of the schema
 * @param tensors the tensors, which operations name by their place
 * @param operations what is computed, in order
 * @param inputs the tensors that are put in
 * @param outputs the tensors that come out
 */
record TfliteModel(
        int version, List<Tensor> tensors, List<Operation> operations, List<Integer> inputs, List<Integer> outputs) {

    /** What stands in a file behind the place of its root. */
    private static final String IDENTIFIER = "TFL3";

    /** Tells an absent tensor, such as a bias. */
    private static final int NONE = -1;

    private static final int MODEL_VERSION = 0;
    private static final int MODEL_CODES = 1;
    private static final int MODEL_GRAPHS = 2;
    private static final int MODEL_BUFFERS = 4;
    private static final int GRAPH_TENSORS = 0;
    private static final int GRAPH_INPUTS = 1;
    private static final int GRAPH_OUTPUTS = 2;
    private static final int GRAPH_OPERATORS = 3;
    private static final int TENSOR_SHAPE = 0;
    private static final int TENSOR_TYPE = 1;
    private static final int TENSOR_BUFFER = 2;
    private static final int BUFFER_DATA = 0;
    private static final int CODE_DEPRECATED = 0;
    private static final int CODE_CUSTOM = 1;
    private static final int CODE_BUILTIN = 3;
    private static final int OPERATOR_CODE = 0;
    private static final int OPERATOR_INPUTS = 1;
    private static final int OPERATOR_OUTPUTS = 2;
    private static final int OPERATOR_OPTIONS = 4;

    private static final String CUSTOM = "CUSTOM";

    /** Where the options of an operator say which activation is applied to its output. */
    private static final Map<String, Integer> ACTIVATION_FIELDS =
            Map.of("CONV_2D", 3, "FULLY_CONNECTED", 0, "MAX_POOL_2D", 5);

    private static final Map<String, Map<Integer, String>> NAMES = TableFile.read(TfliteModel.class, "tflite.txt", 3)
            .collect(Collectors.groupingBy(
                    row -> row.get(0), Collectors.toMap(row -> Integer.valueOf(row.get(1)), row -> row.get(2))));

    private static final Map<String, Integer> BYTES = Map.of(
            "FLOAT32", 4, "INT32", 4, "INT8", 1, "UINT8", 1, "INT16", 2, "FLOAT16", 2, "INT64", 8, "FLOAT64", 8, "BOOL",
            1);

    /**
     * Describes a tensor.
     *
     * @param type what the schema calls its elements
     * @param shape its dimensions
     * @param constant whether its values are in the model
     */
    record Tensor(String type, List<Integer> shape, boolean constant) {

        /** Returns how many elements it has; the largest number if there are more. */
        long elements() {
            return shape.stream()
                    .mapToLong(Integer::longValue)
                    .reduce(
                            1,
                            (product, dimension) -> dimension > 0 && product > Long.MAX_VALUE / dimension
                                    ? Long.MAX_VALUE
                                    : product * dimension);
        }

        /** Returns how many bytes it takes; 0 if the size of its elements is not known. */
        long bytes() {
            return elements() * BYTES.getOrDefault(type, 0);
        }
    }

    /**
     * Describes one computation.
     *
     * @param operator what the schema calls it, or its number if it is newer; {@code CUSTOM NAME} for one of the user's own
     * @param inputs its inputs by their place among the tensors
     * @param outputs its outputs by their place among the tensors
     * @param activation what is applied to its output, where that is known
     */
    record Operation(String operator, List<Integer> inputs, List<Integer> outputs, Optional<String> activation) {}

    /**
     * Reads a model.
     *
     * @throws IllegalArgumentException if it is truncated or damaged
     */
    static TfliteModel parse(byte[] file) {
        try {
            return new FlatBufferReader(new FlatBuffer(file).root()).model();
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new IllegalArgumentException("it is truncated or damaged", e);
        }
    }

    /** Returns the version of the schema of a file, if it is a model. */
    static Optional<Integer> version(byte[] file) {
        boolean marked = file.length >= IDENTIFIER.length() + Integer.BYTES
                && new String(file, Integer.BYTES, IDENTIFIER.length(), StandardCharsets.ISO_8859_1).equals(IDENTIFIER);
        try {
            return marked ? Optional.of(new FlatBuffer(file).root().number(MODEL_VERSION, 0)) : Optional.empty();
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Returns the tensors at some places, without those that are absent. */
    List<Tensor> at(List<Integer> places) {
        return places.stream().filter(place -> place != NONE).map(tensors::get).toList();
    }

    private static String name(String kind, int number) {
        return NAMES.getOrDefault(kind, Map.of()).getOrDefault(number, String.valueOf(number));
    }

    /** Reads one file. */
    private record FlatBufferReader(Table root) {

        TfliteModel model() {
            Vector graphs = root.vector(MODEL_GRAPHS);
            if (graphs.size() == 0) {
                throw new IndexOutOfBoundsException("there is no graph");
            }
            Table graph = graphs.table(0);
            TfliteModel model = new TfliteModel(
                    root.number(MODEL_VERSION, 0),
                    tables(graph.vector(GRAPH_TENSORS), this::tensor),
                    tables(graph.vector(GRAPH_OPERATORS), this::operation),
                    numbers(graph.vector(GRAPH_INPUTS)),
                    numbers(graph.vector(GRAPH_OUTPUTS)));
            model.requireTensors(model.inputs);
            model.requireTensors(model.outputs);
            model.operations.forEach(operation -> {
                model.requireTensors(operation.inputs);
                model.requireTensors(operation.outputs);
            });
            return model;
        }

        private Tensor tensor(Table table) {
            int buffer = table.number(TENSOR_BUFFER, 0);
            Vector buffers = root.vector(MODEL_BUFFERS);
            return new Tensor(
                    name("type", table.octet(TENSOR_TYPE, 0)),
                    numbers(table.vector(TENSOR_SHAPE)),
                    buffer < buffers.size()
                            && buffers.table(buffer).vector(BUFFER_DATA).size() > 0);
        }

        private Operation operation(Table table) {
            Table code = root.vector(MODEL_CODES).table(table.number(OPERATOR_CODE, 0));
            // The number was a byte once; writers that know newer operators put 127 there and the number behind.
            int number = Math.max((byte) code.octet(CODE_DEPRECATED, 0), code.number(CODE_BUILTIN, 0));
            String operator = name("operator", number);
            return new Operation(
                    operator.equals(CUSTOM) ? (CUSTOM + " " + code.text(CODE_CUSTOM)).strip() : operator,
                    numbers(table.vector(OPERATOR_INPUTS)),
                    numbers(table.vector(OPERATOR_OUTPUTS)),
                    Optional.ofNullable(ACTIVATION_FIELDS.get(operator))
                            .flatMap(field -> table.table(OPERATOR_OPTIONS).map(options -> options.octet(field, 0)))
                            .filter(activation -> activation != 0)
                            .map(activation -> name("activation", activation)));
        }

        private static <T> List<T> tables(Vector vector, Function<Table, T> reading) {
            return IntStream.range(0, vector.size())
                    .mapToObj(index -> reading.apply(vector.table(index)))
                    .toList();
        }

        private static List<Integer> numbers(Vector vector) {
            return IntStream.range(0, vector.size()).mapToObj(vector::number).toList();
        }
    }

    private void requireTensors(List<Integer> places) {
        places.stream()
                .filter(place -> place < NONE || place >= tensors.size())
                .findFirst()
                .ifPresent(place -> {
                    throw new IndexOutOfBoundsException("there is no tensor " + place);
                });
    }
}
