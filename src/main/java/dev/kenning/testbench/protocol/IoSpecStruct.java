package dev.kenning.testbench.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds the 356 bytes of an IOSPEC request on a UART, right or wrong (Kenning Protocol 10).
 *
 * <pre>
 *  offset    0     4        12          44       48     52       100         292      316     336
 *         +-----+--------+-----------+--------+------+--------+------------+--------+-------+-------+
 *         |count| dims[2]|shape[2][4]| type[2]|count |dims[12]|shape[12][4]|type[12]| entry | model |
 *         | u32 | u32    | u32       | u8,u8  | u32  | u32    | u32        | u8,u8  |char 20|char 20|
 *         +-----+--------+-----------+--------+------+--------+------------+--------+-------+-------+
 * </pre>
 *
 * <p>Unlike {@link IoSpec} it can hold what a device must refuse; {@link #problems} makes a device's checks. Immutable.
 */
public final class IoSpecStruct {

    /** Length of the struct in bytes. */
    public static final int BYTES = 356;
    /** Most input tensors. */
    public static final int MAX_INPUTS = 2;
    /** Most output tensors. */
    public static final int MAX_OUTPUTS = 12;
    /** Most dimensions of a tensor. */
    public static final int MAX_DIMENSIONS = 4;
    /** Length of each of the two names, which are not terminated when they fill it. */
    public static final int NAME_BYTES = 20;

    private static final Group INPUTS = new Group("input", MAX_INPUTS, 0);
    private static final Group OUTPUTS = new Group("output", MAX_OUTPUTS, 48);
    private static final int ENTRY_FUNCTION = 316;
    private static final int MODEL_NAME = 336;

    /** Says where the fields of one group of tensors stand. */
    private record Group(String name, int limit, int count) {

        int dimensions(int tensor) {
            return count + 4 + 4 * tensor;
        }

        int shape(int tensor, int dimension) {
            return dimensions(limit) + 4 * (MAX_DIMENSIONS * tensor + dimension);
        }

        int type(int tensor) {
            return shape(limit, 0) + 2 * tensor;
        }
    }

    private final PackedStruct fields;

    private IoSpecStruct(PackedStruct fields) {
        this.fields = fields;
    }

    /**
     * Takes the payload of an IOSPEC request.
     *
     * @throws IllegalArgumentException if it is not 356 bytes long
     */
    public static IoSpecStruct decode(byte[] payload) {
        if (payload.length != BYTES) {
            throw new IllegalArgumentException("an IOSPEC payload must be 356 bytes long, but has " + payload.length);
        }
        return new IoSpecStruct(new PackedStruct(payload));
    }

    static IoSpecStruct of(IoSpec spec) {
        byte[] bytes = new byte[BYTES];
        ByteBuffer fields = PackedStruct.writer(bytes);
        put(fields, INPUTS, spec.inputs());
        put(fields, OUTPUTS, spec.outputs());
        fields.put(ENTRY_FUNCTION, spec.entryFunction().getBytes(StandardCharsets.US_ASCII));
        fields.put(MODEL_NAME, spec.modelName().getBytes(StandardCharsets.US_ASCII));
        return decode(bytes);
    }

    private static void put(ByteBuffer fields, Group group, List<TensorSpec> tensors) {
        fields.putInt(group.count(), tensors.size());
        for (int i = 0; i < tensors.size(); i++) {
            TensorSpec tensor = tensors.get(i);
            fields.putInt(group.dimensions(i), tensor.shape().size());
            for (int d = 0; d < tensor.shape().size(); d++) {
                fields.putInt(group.shape(i, d), tensor.shape().get(d));
            }
            fields.put(group.type(i), (byte) tensor.type().kind().code());
            fields.put(group.type(i) + 1, (byte) tensor.type().bits());
        }
    }

    /** Returns the 356 bytes. */
    public byte[] encode() {
        return fields.bytes();
    }

    /** Returns the number of input tensors, as it stands. */
    public long inputCount() {
        return fields.u32(INPUTS.count());
    }

    /** Returns the number of output tensors, as it stands. */
    public long outputCount() {
        return fields.u32(OUTPUTS.count());
    }

    /** Returns the number of dimensions of an input, 0 or 1, as it stands. */
    public long inputDimensions(int tensor) {
        return fields.u32(INPUTS.dimensions(tensor));
    }

    /** Returns the number of dimensions of an output, 0 to 11, as it stands. */
    public long outputDimensions(int tensor) {
        return fields.u32(OUTPUTS.dimensions(tensor));
    }

    /** Returns one of the four dimensions of an input, as it stands. */
    public long inputShape(int tensor, int dimension) {
        return fields.u32(INPUTS.shape(tensor, dimension));
    }

    /** Returns one of the four dimensions of an output, as it stands. */
    public long outputShape(int tensor, int dimension) {
        return fields.u32(OUTPUTS.shape(tensor, dimension));
    }

    /** Returns the type code of an input, as it stands. */
    public int inputTypeCode(int tensor) {
        return fields.u8(INPUTS.type(tensor));
    }

    /** Returns the width of an input's elements in bits, as it stands. */
    public int inputTypeBits(int tensor) {
        return fields.u8(INPUTS.type(tensor) + 1);
    }

    /** Returns the type code of an output, as it stands. */
    public int outputTypeCode(int tensor) {
        return fields.u8(OUTPUTS.type(tensor));
    }

    /** Returns the width of an output's elements in bits, as it stands. */
    public int outputTypeBits(int tensor) {
        return fields.u8(OUTPUTS.type(tensor) + 1);
    }

    /** Returns the entry function up to its first NUL. */
    public String entryFunction() {
        return fields.text(ENTRY_FUNCTION, NAME_BYTES);
    }

    /** Returns the model name up to its first NUL. */
    public String modelName() {
        return fields.text(MODEL_NAME, NAME_BYTES);
    }

    /**
     * Returns everything a device finds wrong, in the order of its checks; empty if it accepts the struct (Kenning
     * Protocol 10.3).
     *
     * <p>A device does not look at products, at names, or at whether its runtime knows the type; a width of 0 bits
     * passes.
     */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        check(INPUTS, problems);
        check(OUTPUTS, problems);
        return List.copyOf(problems);
    }

    private void check(Group group, List<String> problems) {
        long count = fields.u32(group.count());
        if (count < 1 || count > group.limit()) {
            problems.add("number of " + group.name() + "s must be 1.." + group.limit() + ", but is " + count);
        }
        for (int i = 0; i < Math.min(count, group.limit()); i++) {
            checkTensor(group, i, problems);
        }
    }

    private void checkTensor(Group group, int tensor, List<String> problems) {
        String name = group.name() + " " + tensor;
        long dimensions = fields.u32(group.dimensions(tensor));
        if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
            problems.add("dimensions of " + name + " must be 1..4, but are " + dimensions);
        }
        int code = fields.u8(group.type(tensor));
        int bits = fields.u8(group.type(tensor) + 1);
        if (bits % 8 != 0) {
            problems.add("bits of " + name + " must be a multiple of 8, but are " + bits);
        }
        if (!ElementType.Kind.isCode(code)) {
            problems.add("type code of " + name + " must be 0..17, but is " + code);
        }
        for (int d = 0; d < Math.min(dimensions, MAX_DIMENSIONS); d++) {
            if (fields.u32(group.shape(tensor, d)) == 0) {
                problems.add("dimension " + d + " of " + name + " must not be 0");
            }
        }
    }

    /** Returns the DATA payload that a device demands, in bytes; meaningless unless there are no problems. */
    public long inputBytes() {
        return bytes(INPUTS);
    }

    /** Returns the OUTPUT payload that a device sends, in bytes; meaningless unless there are no problems. */
    public long outputBytes() {
        return bytes(OUTPUTS);
    }

    private long bytes(Group group) {
        long total = 0;
        for (int i = 0; i < Math.min(fields.u32(group.count()), group.limit()); i++) {
            long elements = 1;
            for (int d = 0; d < Math.min(fields.u32(group.dimensions(i)), MAX_DIMENSIONS); d++) {
                elements *= fields.u32(group.shape(i, d));
            }
            total += elements * fields.u8(group.type(i) + 1) / 8;
        }
        return total;
    }

    /**
     * Returns the specification this struct stands for; tensors are called by their place, because names do not cross
     * the wire.
     *
     * @throws IllegalArgumentException if a device would refuse the struct, or an element has no width
     */
    public IoSpec toIoSpec() {
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new IoSpec(tensors(INPUTS), tensors(OUTPUTS), entryFunction(), modelName());
    }

    private List<TensorSpec> tensors(Group group) {
        List<TensorSpec> tensors = new ArrayList<>();
        for (int i = 0; i < fields.u32(group.count()); i++) {
            List<Integer> shape = new ArrayList<>();
            for (int d = 0; d < fields.u32(group.dimensions(i)); d++) {
                shape.add((int) fields.u32(group.shape(i, d)));
            }
            ElementType type =
                    new ElementType(ElementType.Kind.of(fields.u8(group.type(i))), fields.u8(group.type(i) + 1));
            tensors.add(new TensorSpec(group.name() + "_" + i, shape, type, Optional.empty(), List.of(), i));
        }
        return tensors;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IoSpecStruct that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "IO spec of " + inputCount() + " inputs and " + outputCount() + " outputs";
    }
}
