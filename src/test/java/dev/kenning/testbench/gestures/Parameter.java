package dev.kenning.testbench.gestures;

import java.util.Arrays;
import java.util.Random;

/** Trainable numbers with their gradient and the state of the Adam optimiser (Kingma and Ba 2015). */
final class Parameter {

    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final double EPSILON = 1e-8;

    private final double[] values;
    private final double[] gradient;
    private final double[] firstMoment;
    private final double[] secondMoment;
    private double firstCorrection = 1;
    private double secondCorrection = 1;

    private Parameter(int size) {
        values = new double[size];
        gradient = new double[size];
        firstMoment = new double[size];
        secondMoment = new double[size];
    }

    static Parameter zeros(int size) {
        return new Parameter(size);
    }

    /** Returns weights from the He initialisation: normal, variance 2 / inputs. */
    static Parameter weights(int size, int inputs, Random random) {
        Parameter parameter = new Parameter(size);
        double deviation = Math.sqrt(2.0 / inputs);
        for (int i = 0; i < size; i++) {
            parameter.values[i] = deviation * random.nextGaussian();
        }
        return parameter;
    }

    /** Returns the live values. */
    double[] values() {
        return values;
    }

    /** Returns the live gradient, to be added to. */
    double[] gradient() {
        return gradient;
    }

    /** Takes one step against the gradient, divided by the size of the batch it was summed over, and clears it. */
    void step(double learningRate, double batch) {
        firstCorrection *= FIRST_DECAY;
        secondCorrection *= SECOND_DECAY;
        double rate = learningRate * Math.sqrt(1 - secondCorrection) / (1 - firstCorrection);
        for (int i = 0; i < values.length; i++) {
            double slope = gradient[i] / batch;
            firstMoment[i] = FIRST_DECAY * firstMoment[i] + (1 - FIRST_DECAY) * slope;
            secondMoment[i] = SECOND_DECAY * secondMoment[i] + (1 - SECOND_DECAY) * slope * slope;
            values[i] -= rate * firstMoment[i] / (Math.sqrt(secondMoment[i]) + EPSILON);
        }
        Arrays.fill(gradient, 0);
    }
}
