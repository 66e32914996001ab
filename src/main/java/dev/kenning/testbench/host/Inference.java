package dev.kenning.testbench.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Holds what a device made of one sample. Immutable. */
public final class Inference {

    private final byte[] raw;
    private final List<double[]> outputs;
    private final List<String> classNames;
    private final Duration roundTrip;

    /**
     * Makes a result.
     *
     * @param raw the payload of the OUTPUT reply
     * @param outputs the tensors in it, dequantised, in the host's order
     * @param classNames what the elements of the first tensor stand for; may be empty
     * @param roundTrip the time from the PROCESS request to its reply, on the port's clock
     */
    public Inference(byte[] raw, List<double[]> outputs, List<String> classNames, Duration roundTrip) {
        this.raw = raw.clone();
        this.outputs = outputs.stream().map(double[]::clone).toList();
        this.classNames = List.copyOf(classNames);
        this.roundTrip = roundTrip;
    }

    /** Returns the payload of the OUTPUT reply. */
    public byte[] raw() {
        return raw.clone();
    }

    /** Returns every output tensor, row-major, dequantised. */
    public List<double[]> outputs() {
        return outputs.stream().map(double[]::clone).toList();
    }

    /** Returns the first output tensor, row-major, dequantised. */
    public double[] output() {
        return outputs.get(0).clone();
    }

    /** Returns the index of the largest element of the first output; the first of several, never one that is no number. */
    public int predictedClass() {
        double[] output = outputs.get(0);
        int best = 0;
        for (int i = 1; i < output.length; i++) {
            if (output[i] > output[best] || (Double.isNaN(output[best]) && !Double.isNaN(output[i]))) {
                best = i;
            }
        }
        return best;
    }

    /** Returns the name of the predicted class, if the model's IO specification or the samples name it. */
    public Optional<String> label() {
        int predicted = predictedClass();
        return predicted < classNames.size() ? Optional.of(classNames.get(predicted)) : Optional.empty();
    }

    /** Returns what the elements of the first output stand for; may be empty. */
    public List<String> classNames() {
        return classNames;
    }

    /** Returns the time from the PROCESS request to its reply, on the port's clock. */
    public Duration roundTrip() {
        return roundTrip;
    }

    @Override
    public String toString() {
        return "inference of class " + label().orElseGet(() -> String.valueOf(predictedClass())) + " in "
                + Exchange.seconds(roundTrip.toNanos());
    }
}
