package dev.kenning.testbench.gestures;

import java.util.List;

/** One stage of a network. Arrays are row-major, channels last; a layer reuses the ones it returns. */
interface Layer {

    /** Computes the output and remembers what {@link #backward} needs. */
    double[] forward(double[] input);

    /** Adds to the gradients of the parameters and returns the gradient of the input. */
    double[] backward(double[] outputGradient);

    /** Returns what can be trained. */
    default List<Parameter> parameters() {
        return List.of();
    }
}
