package dev.kenning.testbench.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs a {@code .tflite} model on the host: float models in double precision, int8 models bit for bit as TensorFlow
 * Lite Micro's reference kernels. Immutable and thread-safe.
 */
public final class ReferenceInterpreter {

    /** How a host turns real numbers into the integers of an int8 model's input. */
    public enum InputRounding {
        /** Cuts the fraction off, as the Kenning host's cast does. */
        TRUNCATE,
        /** Rounds {@code value / scale} to nearest, halves to even. */
        NEAREST
    }

    private final TfliteModel model;

    private ReferenceInterpreter(TfliteModel model) {
        this.model = model;
    }

    /** Reads a model from a file. */
    public static ReferenceInterpreter of(Path file) throws IOException {
        return of(Files.readAllBytes(file));
    }

    /** Reads a model from the bytes of a file. */
    public static ReferenceInterpreter of(byte[] file) {
        return new ReferenceInterpreter(TfliteModel.of(file));
    }

    public TfliteModel model() {
        return model;
    }

    /**
     * Runs one inference on real numbers, row-major; an int8 model gets them as the Kenning host quantises them,
     * {@link InputRounding#TRUNCATE}.
     */
    public Inference run(float[] input) {
        if (model.isInt8()) {
            return run(quantise(input, InputRounding.TRUNCATE));
        }
        double[] widened = new double[input.length];
        for (int i = 0; i < input.length; i++) {
            widened[i] = input[i];
        }
        Activations<double[]> values = new Activations<>();
        values.put(requireInput(input.length), widened);
        for (Operation operation : model.operators()) {
            values.put(operation.output(), operation.compute(values));
        }
        return new Inference(model, values, new Activations<>());
    }

    /** Runs one inference of an int8 model on quantised numbers, row-major. */
    public Inference run(byte[] input) {
        if (!model.isInt8()) {
            throw new IllegalStateException("a float model takes floats");
        }
        int[] widened = new int[input.length];
        for (int i = 0; i < input.length; i++) {
            widened[i] = input[i];
        }
        Activations<int[]> values = new Activations<>();
        values.put(requireInput(input.length), widened);
        for (Operation operation : model.operators()) {
            values.put(operation.output(), operation.computeInt8(values));
        }
        return new Inference(model, new Activations<>(), values);
    }

    /** Returns the integers that stand for real numbers at the input of an int8 model. */
    public byte[] quantise(float[] input, InputRounding rounding) {
        Quantisation quantisation = model.inputs().get(0).quantisation();
        byte[] quantised = new byte[input.length];
        for (int i = 0; i < input.length; i++) {
            double scaled = input[i] / quantisation.scale();
            double shifted =
                    (rounding == InputRounding.NEAREST ? Math.rint(scaled) : scaled) + quantisation.zeroPoint();
            quantised[i] = (byte) Math.min(Math.max(shifted, Byte.MIN_VALUE), Byte.MAX_VALUE);
        }
        return quantised;
    }

    private Tensor requireInput(int elements) {
        Tensor tensor = model.inputs().get(0);
        if (tensor.elements() != elements) {
            throw new IllegalArgumentException(
                    "input %s takes %d numbers, not %d".formatted(tensor.shape(), tensor.elements(), elements));
        }
        return tensor;
    }
}
