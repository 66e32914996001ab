package dev.kenning.testbench.gestures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The network, in the shape of TensorFlow Lite Micro's Magic Wand example: two convolutions with max pooling along time,
 * two fully connected layers, softmax. Not thread-safe.
 */
final class Classifier {

    /** Inputs are divided by this before training; a power of two, so that folding it into the weights is exact. */
    static final double INPUT_UNIT = 1024;

    static final int FILTERS_1 = 8;
    static final int FILTERS_2 = 16;
    static final int POOLED_1 = Window.STEPS / 3;
    static final int POOLED_2 = (POOLED_1 + 2) / 3;
    static final int HIDDEN = 16;
    static final int CLASSES = Gesture.values().length;

    private static final int BATCH = 32;
    private static final double LEARNING_RATE = 0.003;

    /** How much of the target goes to the other classes (Szegedy et al. 2016): keeps outputs away from 0 and 1. */
    private static final double SMOOTHING = 0.05;

    private final Random random;
    private final Convolution convolution1;
    private final Convolution convolution2;
    private final Dense dense1;
    private final Dense dense2;
    private final List<Layer> layers;
    private final List<Parameter> parameters;

    private Classifier(long seed) {
        random = new Random(seed);
        convolution1 = new Convolution(Window.STEPS, Window.AXES, 1, 4, 3, FILTERS_1, random);
        convolution2 = new Convolution(POOLED_1, 1, FILTERS_1, 4, 1, FILTERS_2, random);
        dense1 = new Dense(POOLED_2 * FILTERS_2, HIDDEN, true, random);
        dense2 = new Dense(HIDDEN, CLASSES, false, random);
        layers = List.of(
                convolution1,
                new MaxPooling(Window.STEPS, Window.AXES, FILTERS_1, 3, 3, POOLED_1),
                convolution2,
                new MaxPooling(POOLED_1, 1, FILTERS_2, 3, 1, POOLED_2),
                dense1,
                dense2);
        parameters =
                layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    /** Returns the weights of a network trained on these windows. */
    static Weights train(List<Window> windows, int epochs, long seed) {
        Classifier classifier = new Classifier(seed);
        List<Window> order = new ArrayList<>(windows);
        int steps = epochs * (order.size() / BATCH);
        int step = 0;
        for (int epoch = 0; epoch < epochs; epoch++) {
            Collections.shuffle(order, classifier.random);
            for (int start = 0; start + BATCH <= order.size(); start += BATCH) {
                classifier.learn(order.subList(start, start + BATCH), rate(step++, steps));
            }
        }
        return classifier.weights();
    }

    /** Returns the learning rate: falls along half a cosine to nothing. */
    private static double rate(int step, int steps) {
        return LEARNING_RATE * (0.5 + 0.5 * StrictMath.cos(Math.PI * step / steps));
    }

    private void learn(List<Window> batch, double rate) {
        for (Window window : batch) {
            double[] signal = new double[Window.VALUES];
            for (int i = 0; i < signal.length; i++) {
                signal[i] = window.readings()[i] / INPUT_UNIT;
            }
            for (Layer layer : layers) {
                signal = layer.forward(signal);
            }
            double[] gradient = crossEntropyGradient(signal, window.gesture().output());
            for (int i = layers.size() - 1; i >= 0; i--) {
                gradient = layers.get(i).backward(gradient);
            }
        }
        for (Parameter parameter : parameters) {
            parameter.step(rate, batch.size());
        }
    }

    /** Returns the gradient of the cross entropy after softmax: probability minus smoothed target. */
    private static double[] crossEntropyGradient(double[] logits, int target) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            largest = Math.max(largest, logit);
        }
        double[] gradient = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            gradient[i] = StrictMath.exp(logits[i] - largest);
            sum += gradient[i];
        }
        for (int i = 0; i < logits.length; i++) {
            double wanted = (i == target ? 1 - SMOOTHING : 0) + SMOOTHING / logits.length;
            gradient[i] = gradient[i] / sum - wanted;
        }
        return gradient;
    }

    private Weights weights() {
        return new Weights(Map.of(
                Stage.CONV1, convolution1.trained(1 / INPUT_UNIT),
                Stage.CONV2, convolution2.trained(1),
                Stage.DENSE1, dense1.trained(),
                Stage.LOGITS, dense2.trained()));
    }
}
