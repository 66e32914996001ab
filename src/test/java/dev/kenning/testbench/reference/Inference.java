package dev.kenning.testbench.reference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** What one inference computed: the output and every tensor on the way. */
public final class Inference {

    private final TfliteModel model;
    private final Activations<double[]> values;
    private final Activations<int[]> quantised;

    Inference(TfliteModel model, Activations<double[]> values, Activations<int[]> quantised) {
        this.model = model;
        this.values = values;
        this.quantised = quantised;
    }

    /** Returns the real values of a tensor; quantised ones are dequantised. */
    public double[] values(Tensor tensor) {
        if (!model.isInt8()) {
            return values.of(tensor).clone();
        }
        Quantisation quantisation = tensor.quantisation();
        return Arrays.stream(quantised.of(tensor))
                .mapToDouble(value -> quantisation.scale() * (value - quantisation.zeroPoint()))
                .toArray();
    }

    /** Returns the integers of a tensor of an int8 model. */
    public int[] quantised(Tensor tensor) {
        return quantised.of(tensor).clone();
    }

    /** Returns the real values of the model's output. */
    public double[] output() {
        return values(model.outputs().get(0));
    }

    /** Returns the integers of an int8 model's output. */
    public int[] quantisedOutput() {
        return quantised(model.outputs().get(0));
    }

    /** Returns the tensor that goes into the last operator if that is SOFTMAX. */
    public Tensor logits() {
        if (model.operators().get(model.operators().size() - 1) instanceof Softmax softmax) {
            return softmax.input();
        }
        throw new IllegalStateException("the model does not end with SOFTMAX");
    }

    /** Returns the index of the largest output, the first one where several tie. */
    public int predictedClass() {
        double[] output = output();
        int best = 0;
        for (int i = 1; i < output.length; i++) {
            if (output[i] > output[best]) {
                best = i;
            }
        }
        return best;
    }

    /** Returns the output as a device sends it: int8, or float32 little-endian. */
    public byte[] outputBytes() {
        if (model.isInt8()) {
            int[] output = quantisedOutput();
            byte[] bytes = new byte[output.length];
            for (int i = 0; i < output.length; i++) {
                bytes[i] = (byte) output[i];
            }
            return bytes;
        }
        double[] output = output();
        ByteBuffer bytes = ByteBuffer.allocate(4 * output.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : output) {
            bytes.putFloat((float) value);
        }
        return bytes.array();
    }
}
