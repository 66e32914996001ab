package dev.kenning.testbench.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Describes what goes into a model and what comes out of it.
 *
 * @param inputs the tensors of a DATA request, in the order of the wire
 * @param outputs the tensors of an OUTPUT reply, in the order of the wire
 * @param entryFunction the function to call, for runtimes that need one; may be empty
 * @param modelName what the device calls the model; a host sends {@code module}
 */
public record IoSpec(List<TensorSpec> inputs, List<TensorSpec> outputs, String entryFunction, String modelName) {

    /** The model name that every host sends. */
    public static final String DEFAULT_MODEL_NAME = "module";

    public IoSpec {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** Makes a specification with the usual model name and no entry function. */
    public static IoSpec of(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return new IoSpec(inputs, outputs, "", DEFAULT_MODEL_NAME);
    }

    /**
     * Reads the JSON that lies beside a model.
     *
     * @param source what error messages call the text, such as its file
     * @throws InvalidJsonException if the text is no JSON, or a key is unknown, absent or of the wrong type
     */
    public static IoSpec parse(String json, String source) {
        return IoSpecReader.read(JsonNodeAt.parse(json, source));
    }

    /**
     * Returns the struct that a device takes, every shape row padded to four entries.
     *
     * @throws IllegalArgumentException if this specification passes a limit of the struct: 2 inputs, 12 outputs, 4
     *     dimensions, names of 20 ASCII characters
     */
    public IoSpecStruct toStruct() {
        requireFit();
        return IoSpecStruct.of(this);
    }

    /**
     * Returns the struct that a device of generation 1 takes; without an entry function it names {@code module.main}.
     *
     * @throws IllegalArgumentException if this specification passes a limit of {@link #toStruct}, inputs differ in
     *     their element type, or outputs in their element size
     */
    public BareMetalIoSpecStruct toBareMetalStruct() {
        requireFit();
        return BareMetalIoSpecStruct.of(this);
    }

    private void requireFit() {
        requireCount("inputs", inputs, IoSpecStruct.MAX_INPUTS);
        requireCount("outputs", outputs, IoSpecStruct.MAX_OUTPUTS);
        requireName("entry function", entryFunction);
        requireName("model name", modelName);
    }

    private static void requireCount(String what, List<TensorSpec> tensors, int limit) {
        if (tensors.size() > limit) {
            throw new IllegalArgumentException(
                    "a device takes at most " + limit + " " + what + ", but there are " + tensors.size());
        }
        for (TensorSpec tensor : tensors) {
            if (tensor.shape().size() > IoSpecStruct.MAX_DIMENSIONS) {
                throw new IllegalArgumentException(
                        "a device takes at most " + IoSpecStruct.MAX_DIMENSIONS + " dimensions, but " + tensor + " has "
                                + tensor.shape().size());
            }
        }
    }

    private static void requireName(String what, String name) {
        if (name.length() > IoSpecStruct.NAME_BYTES
                || !StandardCharsets.US_ASCII.newEncoder().canEncode(name)) {
            throw new IllegalArgumentException("the " + what + " must be at most " + IoSpecStruct.NAME_BYTES
                    + " ASCII characters, but is \"" + name + "\"");
        }
    }

    /** Returns the length of a DATA payload in bytes. */
    public long inputBytes() {
        return bytes(inputs);
    }

    /** Returns the length of an OUTPUT payload in bytes. */
    public long outputBytes() {
        return bytes(outputs);
    }

    private static long bytes(List<TensorSpec> tensors) {
        return tensors.stream().mapToLong(TensorSpec::bytes).sum();
    }
}
