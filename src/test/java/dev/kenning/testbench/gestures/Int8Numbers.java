package dev.kenning.testbench.gestures;

import dev.kenning.testbench.gestures.Calibration.Range;
import dev.kenning.testbench.gestures.Stored.Steps;
import dev.kenning.testbench.gestures.Weights.Connection;

/**
 * Stores everything as integers, by the rules of TensorFlow Lite's 8-bit quantisation specification: weights symmetric
 * in [-127, 127], per filter for convolutions and per tensor for fully connected layers; biases int32 with the product
 * of the scales of input and weights.
 */
record Int8Numbers(Weights trained, Calibration calibration) implements Numbers {

    private static final int LEVELS = 255;
    private static final int LARGEST_WEIGHT = 127;

    @Override
    public boolean areInt8() {
        return true;
    }

    @Override
    public Stored activation(Stage stage) {
        return Stored.int8(steps(stage));
    }

    @Override
    public Stored weights(Stage from, Stage to) {
        Connection connection = trained.into(to);
        float[] scales = weightScales(to);
        int perScale = connection.weights().length / scales.length;
        byte[] quantised = new byte[connection.weights().length];
        for (int i = 0; i < quantised.length; i++) {
            quantised[i] = (byte) Math.round((double) connection.weights()[i] / scales[i / perScale]);
        }
        return Stored.int8(quantised, Steps.symmetric(scales));
    }

    @Override
    public Stored bias(Stage from, Stage to) {
        Connection connection = trained.into(to);
        float[] scales = weightScales(to).clone();
        for (int i = 0; i < scales.length; i++) {
            scales[i] *= steps(from).scales()[0];
        }
        int[] quantised = new int[connection.bias().length];
        for (int i = 0; i < quantised.length; i++) {
            double scale = scales[scales.length == 1 ? 0 : i];
            quantised[i] = Math.toIntExact(Math.round(connection.bias()[i] / scale));
        }
        return Stored.int32(quantised, Steps.symmetric(scales));
    }

    /** Returns the scale and zero point of a stage. */
    Steps steps(Stage stage) {
        return switch (stage) {
            case WINDOW -> inputSteps(calibration.range(stage));
            case GESTURE -> Steps.of(1f / 256, Byte.MIN_VALUE); // what the int8 kernel of SOFTMAX demands
            default -> steps(calibration.range(stage));
        };
    }

    /** Rounds the scale up to a power of two, so that a host quantises alike in single and double precision. */
    private static Steps inputSteps(Range range) {
        double exact = range.width() / LEVELS;
        double scale =
                Math.scalb(1.0, Math.getExponent(exact) + (Math.scalb(1.0, Math.getExponent(exact)) < exact ? 1 : 0));
        return Steps.of((float) scale, zeroPoint(range.low(), scale));
    }

    private static Steps steps(Range range) {
        float scale = (float) (range.width() / LEVELS);
        return Steps.of(scale, zeroPoint(range.low(), scale));
    }

    private static int zeroPoint(double low, double scale) {
        return (int) Math.round(Byte.MIN_VALUE - low / scale);
    }

    private float[] weightScales(Stage to) {
        Connection connection = trained.into(to);
        boolean perFilter = to == Stage.CONV1 || to == Stage.CONV2;
        float[] scales = new float[perFilter ? connection.bias().length : 1];
        int perScale = connection.weights().length / scales.length;
        for (int i = 0; i < connection.weights().length; i++) {
            float scale = Math.abs(connection.weights()[i]) / LARGEST_WEIGHT;
            scales[i / perScale] = Math.max(scales[i / perScale], scale);
        }
        return scales;
    }
}
