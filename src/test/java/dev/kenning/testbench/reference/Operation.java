package dev.kenning.testbench.reference;

/** An operator of a model with its options and tensors, able to compute itself in either arithmetic. */
public sealed interface Operation permits Conv2d, MaxPool2d, FullyConnected, Reshape, Softmax {

    /** Returns the operator's name in the TensorFlow Lite schema. */
    String name();

    /** Returns the tensor that this operator computes. */
    Tensor output();

    /** Computes the output in double precision. */
    double[] compute(Activations<double[]> activations);

    /** Computes the output in int8 arithmetic; values are quantised. */
    int[] computeInt8(Activations<int[]> activations);
}
