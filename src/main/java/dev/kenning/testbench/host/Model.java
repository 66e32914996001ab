package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.InvalidJsonException;
import dev.kenning.testbench.protocol.IoSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Holds a compiled model and the IO specification that lies beside it. Immutable. */
public final class Model {

    private static final int IDENTIFIER_OFFSET = 4;
    private static final byte[] TFLITE_IDENTIFIER = "TFL3".getBytes(StandardCharsets.US_ASCII);

    private final String name;
    private final byte[] bytes;
    private final IoSpec ioSpec;

    private Model(String name, byte[] bytes, IoSpec ioSpec) {
        this.name = name;
        this.bytes = bytes.clone();
        this.ioSpec = ioSpec;
    }

    /**
     * Reads a TFLite model and its IO specification, {@code <file>.json}.
     *
     * @throws InvalidJsonException if a file is absent or the IO specification is wrong
     * @throws IllegalArgumentException if the model is no TFLite flatbuffer
     */
    public static Model tflite(Path file) {
        Model model = file(file);
        for (int i = 0; i < TFLITE_IDENTIFIER.length; i++) {
            int offset = IDENTIFIER_OFFSET + i;
            if (offset >= model.bytes.length || model.bytes[offset] != TFLITE_IDENTIFIER[i]) {
                throw new IllegalArgumentException(
                        file + " is no TFLite model: it must hold TFL3 at byte 4, as every TFLite flatbuffer does");
            }
        }
        return model;
    }

    /** Reads a TFLite model; see {@link #tflite(Path)}. */
    public static Model tflite(String file) {
        return tflite(Path.of(file));
    }

    /**
     * Reads a model of any runtime (IREE {@code .vmfb}, ExecuTorch {@code .pte}, TVM {@code .graph_data}) and its IO
     * specification, {@code <file>.json}.
     *
     * @throws InvalidJsonException if a file is absent or the IO specification is wrong
     */
    public static Model file(Path file) {
        byte[] bytes = TextFile.readBytes(file, "a compiled model");
        Path spec = file.resolveSibling(file.getFileName() + ".json");
        return new Model(
                file.toString(),
                bytes,
                IoSpec.parse(TextFile.read(spec, "the IO specification of " + file), spec.toString()));
    }

    /** Makes a model from what is in memory; no bytes at all if the firmware has the model built in. */
    public static Model of(String name, byte[] bytes, IoSpec ioSpec) {
        return new Model(name, bytes, ioSpec);
    }

    /** Returns the file, or what the model was called. */
    public String name() {
        return name;
    }

    /** Returns a copy of the compiled model. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns the length of the compiled model in bytes. */
    public int size() {
        return bytes.length;
    }

    public IoSpec ioSpec() {
        return ioSpec;
    }

    @Override
    public String toString() {
        return name + " (" + bytes.length + " bytes)";
    }
}
