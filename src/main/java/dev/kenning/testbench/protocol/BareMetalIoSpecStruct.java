package dev.kenning.testbench.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Holds the 160 bytes of an IOSPEC request in generation 1, right or wrong (Kenning Protocol 22.4).
 *
 * <pre>
 *  offset   0     4        12          44        52         60    64         112        116    120    140
 *        +-----+--------+-----------+---------+----------+-----+----------+----------+------+-------+-------+
 *        |count|dims[2] |shape[2][4]|length[2]|element[2]|count|length[12]| element  | type | entry | model |
 *        | u32 | u32    | u32       | u32     |bytes u32 | u32 | u32      | bytes u32|char 4|char 20|char 20|
 *        +-----+--------+-----------+---------+----------+-----+----------+----------+------+-------+-------+
 * </pre>
 *
 * <p>Outputs have a length and no shape, all of them one element size; all inputs have one element type. Immutable.
 */
public final class BareMetalIoSpecStruct {

    /** Length of the struct in bytes. */
    public static final int BYTES = 160;
    /** The function that a host asks for when an IO specification names none. */
    public static final String DEFAULT_ENTRY_FUNCTION = "module.main";

    private static final int WORD = 4;
    private static final int INPUT_DIMENSIONS = 4;
    private static final int INPUT_SHAPE = 12;
    private static final int INPUT_LENGTH = 44;
    private static final int INPUT_ELEMENT_BYTES = 52;
    private static final int OUTPUT_COUNT = 60;
    private static final int OUTPUT_LENGTH = 64;
    private static final int OUTPUT_ELEMENT_BYTES = 112;
    private static final int ELEMENT_TYPE = 116;
    private static final int ELEMENT_TYPE_BYTES = 4;
    private static final int ENTRY_FUNCTION = 120;
    private static final int MODEL_NAME = 140;
    private static final Set<String> ELEMENT_TYPES =
            Set.of("i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "f16", "f32", "f64");

    private final PackedStruct fields;

    private BareMetalIoSpecStruct(PackedStruct fields) {
        this.fields = fields;
    }

    /**
     * Takes the payload of an IOSPEC request.
     *
     * @throws IllegalArgumentException if it is not 160 bytes long
     */
    public static BareMetalIoSpecStruct decode(byte[] payload) {
        if (payload.length != BYTES) {
            throw new IllegalArgumentException(
                    "an IOSPEC payload of generation 1 must be 160 bytes long, but has " + payload.length);
        }
        return new BareMetalIoSpecStruct(new PackedStruct(payload));
    }

    /** Makes the struct of a specification that keeps the limits both structs share. */
    static BareMetalIoSpecStruct of(IoSpec spec) {
        byte[] bytes = new byte[BYTES];
        ByteBuffer out = PackedStruct.writer(bytes);
        out.putInt(0, spec.inputs().size());
        for (int i = 0; i < spec.inputs().size(); i++) {
            TensorSpec input = spec.inputs().get(i);
            out.putInt(INPUT_DIMENSIONS + WORD * i, input.shape().size());
            for (int d = 0; d < input.shape().size(); d++) {
                out.putInt(shape(i, d), input.shape().get(d));
            }
            out.putInt(INPUT_LENGTH + WORD * i, (int) input.elements());
            out.putInt(INPUT_ELEMENT_BYTES + WORD * i, elementBytes(input));
        }
        out.putInt(OUTPUT_COUNT, spec.outputs().size());
        for (int i = 0; i < spec.outputs().size(); i++) {
            out.putInt(OUTPUT_LENGTH + WORD * i, (int) spec.outputs().get(i).elements());
        }
        out.putInt(OUTPUT_ELEMENT_BYTES, commonOutputBytes(spec.outputs()));
        putText(out, ELEMENT_TYPE, commonInputType(spec.inputs()));
        putText(out, ENTRY_FUNCTION, spec.entryFunction().isEmpty() ? DEFAULT_ENTRY_FUNCTION : spec.entryFunction());
        putText(out, MODEL_NAME, spec.modelName());
        return decode(bytes);
    }

    private static int shape(int input, int dimension) {
        return INPUT_SHAPE + WORD * (IoSpecStruct.MAX_DIMENSIONS * input + dimension);
    }

    private static void putText(ByteBuffer out, int offset, String text) {
        out.put(offset, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static int elementBytes(TensorSpec tensor) {
        if (tensor.type().bits() % Byte.SIZE != 0) {
            throw new IllegalArgumentException(
                    "a device of generation 1 takes elements of whole bytes, but there is " + tensor);
        }
        return tensor.type().bits() / Byte.SIZE;
    }

    private static int commonOutputBytes(List<TensorSpec> outputs) {
        List<Integer> sizes = outputs.stream()
                .map(BareMetalIoSpecStruct::elementBytes)
                .distinct()
                .toList();
        if (sizes.size() > 1) {
            throw new IllegalArgumentException(
                    "a device of generation 1 takes one element size for all outputs, but they are " + outputs);
        }
        return sizes.isEmpty() ? 0 : sizes.get(0);
    }

    private static String commonInputType(List<TensorSpec> inputs) {
        List<String> types = inputs.stream()
                .map(input -> input.type().kind().text().charAt(0)
                        + String.valueOf(input.type().bits()))
                .distinct()
                .toList();
        boolean known = inputs.stream().allMatch(input -> isNumber(input.type().kind()));
        if (types.size() > 1 || !known || !ELEMENT_TYPES.containsAll(types)) {
            throw new IllegalArgumentException("a device of generation 1 takes one element type for all inputs, int or"
                    + " uint of 8 to 64 bits or float of 16 to 64 bits, but they are " + inputs);
        }
        return types.isEmpty() ? "" : types.get(0);
    }

    private static boolean isNumber(ElementType.Kind kind) {
        return kind == ElementType.Kind.INT || kind == ElementType.Kind.UINT || kind == ElementType.Kind.FLOAT;
    }

    /** Returns the 160 bytes. */
    public byte[] encode() {
        return fields.bytes();
    }

    /** Returns the number of input tensors, as it stands. */
    public long inputCount() {
        return fields.u32(0);
    }

    /** Returns the number of dimensions of an input, 0 or 1, as it stands. */
    public long inputDimensions(int tensor) {
        return fields.u32(INPUT_DIMENSIONS + WORD * tensor);
    }

    /** Returns one of the four dimensions of an input, as it stands. */
    public long inputShape(int tensor, int dimension) {
        return fields.u32(shape(tensor, dimension));
    }

    /** Returns the number of elements of an input, as it stands. */
    public long inputLength(int tensor) {
        return fields.u32(INPUT_LENGTH + WORD * tensor);
    }

    /** Returns the bytes of an input's element, as they stand. */
    public long inputElementBytes(int tensor) {
        return fields.u32(INPUT_ELEMENT_BYTES + WORD * tensor);
    }

    /** Returns the number of output tensors, as it stands. */
    public long outputCount() {
        return fields.u32(OUTPUT_COUNT);
    }

    /** Returns the number of elements of an output, 0 to 11, as it stands. */
    public long outputLength(int tensor) {
        return fields.u32(OUTPUT_LENGTH + WORD * tensor);
    }

    /** Returns the bytes of every output's element, as they stand. */
    public long outputElementBytes() {
        return fields.u32(OUTPUT_ELEMENT_BYTES);
    }

    /** Returns the type of every input's elements as text, such as {@code f32}, as it stands. */
    public String elementType() {
        return fields.text(ELEMENT_TYPE, ELEMENT_TYPE_BYTES);
    }

    /** Returns the entry function up to its first NUL. */
    public String entryFunction() {
        return fields.text(ENTRY_FUNCTION, IoSpecStruct.NAME_BYTES);
    }

    /** Returns the model name up to its first NUL. */
    public String modelName() {
        return fields.text(MODEL_NAME, IoSpecStruct.NAME_BYTES);
    }

    /** Returns everything a device finds wrong; empty if it accepts the struct. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        require(problems, "number of inputs", inputCount(), IoSpecStruct.MAX_INPUTS);
        require(problems, "number of outputs", outputCount(), IoSpecStruct.MAX_OUTPUTS);
        for (int i = 0; i < Math.min(inputCount(), IoSpecStruct.MAX_INPUTS); i++) {
            require(problems, "dimensions of input " + i, inputDimensions(i), IoSpecStruct.MAX_DIMENSIONS);
        }
        if (!ELEMENT_TYPES.contains(elementType())) {
            problems.add("element type \"" + elementType() + "\" is unknown");
        }
        return List.copyOf(problems);
    }

    private static void require(List<String> problems, String what, long value, int limit) {
        if (value < 1 || value > limit) {
            problems.add(what + " must be 1.." + limit + ", but is " + value);
        }
    }

    /** Returns the DATA payload that a device demands, in bytes; meaningless unless there are no problems. */
    public long inputBytes() {
        long total = 0;
        for (int i = 0; i < Math.min(inputCount(), IoSpecStruct.MAX_INPUTS); i++) {
            total += inputLength(i) * inputElementBytes(i);
        }
        return total;
    }

    /** Returns the OUTPUT payload that a device sends, in bytes; meaningless unless there are no problems. */
    public long outputBytes() {
        long total = 0;
        for (int i = 0; i < Math.min(outputCount(), IoSpecStruct.MAX_OUTPUTS); i++) {
            total += outputLength(i) * outputElementBytes();
        }
        return total;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BareMetalIoSpecStruct that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "generation 1 IO spec of " + inputCount() + " inputs and " + outputCount() + " outputs";
    }
}
