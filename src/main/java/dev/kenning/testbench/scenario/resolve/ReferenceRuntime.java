package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.elf.Symbol;
import dev.kenning.testbench.elf.SymbolTable;
import dev.kenning.testbench.scenario.resolve.TfliteModel.Operation;
import dev.kenning.testbench.scenario.resolve.TfliteModel.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which models the TensorFlow Lite interpreter of the reference firmware takes, in the words in which it refuses them.
 *
 * <p>The symbols of the program say which operators it has and how much memory: its sources are in {@code firmware/src/tflite}.
 *
 * @param program the program that has it
 */
record ReferenceRuntime(ElfFile program) {

    /** The functions that no other program has. */
    private static final List<String> MARKS = List.of("operations_find", "graph_read");

    /** The memory that the model and its tensors share. */
    private static final String POOL = "pool";

    private static final int SCHEMA_VERSION = 3;
    private static final int MAX_RANK = 4;
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE / Float.BYTES;
    private static final int ALIGNMENT = 16;
    private static final int WEIGHTS = 1;
    private static final Set<String> TYPES = Set.of("FLOAT32", "INT32", "INT8");
    private static final Set<String> COMPUTED = Set.of("FLOAT32", "INT8");
    private static final Set<String> ACTIVATIONS = Set.of("RELU", "RELU_N1_TO_1", "RELU6");
    private static final Set<String> WITH_WEIGHTS = Set.of("CONV_2D", "FULLY_CONNECTED");

    /** Returns the interpreter in a program, if that is a reference firmware. */
    static Optional<ReferenceRuntime> in(ElfFile program) {
        SymbolTable symbols = program.symbols();
        return MARKS.stream().allMatch(mark -> symbols.named(mark).isPresent())
                ? Optional.of(new ReferenceRuntime(program))
                : Optional.empty();
    }

    /** Returns why a model will be refused; nothing if nothing tells so. */
    List<String> problems(byte[] model) {
        try {
            TfliteModel read = TfliteModel.parse(model);
            return read.version() == SCHEMA_VERSION
                    ? problems(read, model.length)
                    : List.of("its schema version is not " + SCHEMA_VERSION);
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private List<String> problems(TfliteModel model, int bytes) {
        Set<String> problems = new LinkedHashSet<>();
        if (model.inputs().size() != 1 || model.outputs().size() != 1) {
            problems.add("it has not exactly one input and one output");
        }
        List<Tensor> tensors = model.tensors();
        for (int i = 0; i < tensors.size(); i++) {
            tensorProblem("tensor " + i, tensors.get(i)).ifPresent(problems::add);
        }
        model.operations()
                .forEach(operation -> operationProblem(model, operation).ifPresent(problems::add));
        if (problems.isEmpty()) {
            memoryProblem(model, bytes).ifPresent(problems::add);
        }
        return new ArrayList<>(problems);
    }

    private static Optional<String> tensorProblem(String name, Tensor tensor) {
        if (!TYPES.contains(tensor.type())) {
            return Optional.of("unsupported tensor type: " + tensor.type());
        }
        if (tensor.shape().size() > MAX_RANK) {
            return Optional.of(name + " has more than " + MAX_RANK + " dimensions");
        }
        // In the firmware's order: a huge dimension in front of an unknown one is told first.
        long elements = 1;
        for (int dimension : tensor.shape()) {
            if (dimension <= 0) {
                return Optional.of(name + " has no fixed shape");
            }
            elements *= dimension;
            if (elements > MAX_ELEMENTS) {
                return Optional.of(name + " is too big");
            }
        }
        return Optional.empty();
    }

    private Optional<String> operationProblem(TfliteModel model, Operation operation) {
        String operator = operation.operator();
        if (program.symbols()
                .named(operator.toLowerCase(Locale.ROOT) + "_prepare")
                .isEmpty()) {
            return Optional.of("unsupported operator: " + operator);
        }
        List<Tensor> inputs = model.at(operation.inputs());
        List<Tensor> outputs = model.at(operation.outputs());
        if (inputs.isEmpty() || outputs.size() != 1) {
            return Optional.of("it is truncated or damaged");
        }
        Tensor input = inputs.get(0);
        if (!COMPUTED.contains(input.type())) {
            return Optional.of("unsupported type: " + input.type() + " in " + operator);
        }
        if (!outputs.get(0).type().equals(input.type())) {
            return Optional.of(operator + ": input and output have different types");
        }
        if (WITH_WEIGHTS.contains(operator) && !haveItsType(inputs, input)) {
            return Optional.of(operator + ": its weights are not constants of the input's type");
        }
        return operation
                .activation()
                .filter(activation -> !ACTIVATIONS.contains(activation))
                .map(activation -> "unsupported activation: " + activation + " in " + operator);
    }

    private static boolean haveItsType(List<Tensor> inputs, Tensor input) {
        return inputs.size() > WEIGHTS
                && inputs.get(WEIGHTS).constant()
                && inputs.get(WEIGHTS).type().equals(input.type());
    }

    /** The model stays where it was received, and the ends of each operation live beside each other behind it. */
    private Optional<String> memoryProblem(TfliteModel model, int bytes) {
        Optional<Long> size = program.symbols().named(POOL).map(Symbol::size).filter(pool -> pool > 0);
        long needed = aligned(bytes)
                + model.operations().stream()
                        .mapToLong(operation -> ends(model, operation))
                        .max()
                        .orElse(0);
        return size.filter(pool -> needed > pool)
                .map(pool -> "it and its tensors need " + needed + " bytes or more, and it has " + pool);
    }

    private static long ends(TfliteModel model, Operation operation) {
        Set<Integer> places = new LinkedHashSet<>(operation.inputs());
        places.addAll(operation.outputs());
        return model.at(List.copyOf(places)).stream()
                .filter(tensor -> !tensor.constant())
                .mapToLong(tensor -> aligned(tensor.bytes()))
                .sum();
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
