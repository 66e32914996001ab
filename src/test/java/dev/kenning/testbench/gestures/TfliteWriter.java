package dev.kenning.testbench.gestures;

import static dev.kenning.testbench.gestures.FlatNode.floats;
import static dev.kenning.testbench.gestures.FlatNode.ints;
import static dev.kenning.testbench.gestures.FlatNode.longs;
import static dev.kenning.testbench.gestures.FlatNode.string;
import static dev.kenning.testbench.gestures.FlatNode.table;
import static dev.kenning.testbench.gestures.FlatNode.tables;

import dev.kenning.testbench.gestures.FlatNode.Table;
import dev.kenning.testbench.gestures.FlatNode.Vector;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the tensors and operators of a model and writes them as a {@code .tflite} file.
 *
 * <p>Field numbers and codes are those of the TensorFlow Lite schema, version 3 ({@code schema.fbs}).
 */
final class TfliteWriter {

    private static final int SCHEMA_VERSION = 3;
    private static final int FILE_CAPACITY = 1 << 17;

    /** TensorFlow Lite asks that the data of a buffer start at a multiple of this ({@code force_align}). */
    private static final int BUFFER_ALIGNMENT = 16;

    /** An operator's {@code BuiltinOperator} code, its version, and the {@code BuiltinOptions} code of its options. */
    enum Builtin {
        CONV_2D(3, 1, 3, 1),
        FULLY_CONNECTED(9, 1, 4, 8),
        MAX_POOL_2D(17, 1, 2, 5),
        RESHAPE(22, 1, 1, 17),
        SOFTMAX(25, 1, 2, 9);

        private final int code;
        private final int floatVersion;
        private final int int8Version;
        private final int optionsType;

        Builtin(int code, int floatVersion, int int8Version, int optionsType) {
            this.code = code;
            this.floatVersion = floatVersion;
            this.int8Version = int8Version;
            this.optionsType = optionsType;
        }
    }

    private final boolean int8;
    private final List<Table> tensors = new ArrayList<>();
    private final List<Table> buffers = new ArrayList<>(List.of(table()));
    private final List<Builtin> builtins = new ArrayList<>();
    private final List<Table> operators = new ArrayList<>();

    TfliteWriter(boolean int8) {
        this.int8 = int8;
    }

    /** Adds a tensor and returns its index. */
    int tensor(String name, Stored stored, int... shape) {
        Table tensor = table().refer(0, ints(shape))
                .int8(1, stored.type())
                .int32(2, buffer(stored.data()))
                .refer(3, string(name));
        stored.steps()
                .ifPresent(steps ->
                        tensor.refer(4, table().refer(2, floats(steps.scales())).refer(3, longs(steps.zeroPoints()))));
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    /** Adds an operator and returns the index of its output. */
    int operator(Builtin builtin, Table options, int output, int... inputs) {
        if (!builtins.contains(builtin)) {
            builtins.add(builtin);
        }
        operators.add(table().int32(0, builtins.indexOf(builtin))
                .refer(1, ints(inputs))
                .refer(2, ints(output))
                .int8(3, builtin.optionsType)
                .refer(4, options));
        return output;
    }

    /** Returns the file. */
    byte[] write(String description, int input, int output) {
        Table subgraph = table().refer(0, tables(tensors))
                .refer(1, ints(input))
                .refer(2, ints(output))
                .refer(3, tables(operators))
                .refer(4, string("main"));
        Table model = table().int32(0, SCHEMA_VERSION)
                .refer(1, tables(builtins.stream().map(this::operatorCode).toList()))
                .refer(2, tables(List.of(subgraph)))
                .refer(3, string(description))
                .refer(4, tables(buffers));
        return FlatWriter.write(model, "TFL3", FILE_CAPACITY);
    }

    /** The code stands in both fields, as readers from before schema 3a know only the first. */
    private Table operatorCode(Builtin builtin) {
        return table().int8(0, builtin.code)
                .int32(2, int8 ? builtin.int8Version : builtin.floatVersion)
                .int32(3, builtin.code);
    }

    /** Returns the index of a new buffer, or 0, the empty one, for what is computed. */
    private int buffer(byte[] data) {
        if (data.length == 0) {
            return 0;
        }
        buffers.add(table().refer(0, new Vector(data, data.length, BUFFER_ALIGNMENT)));
        return buffers.size() - 1;
    }
}
