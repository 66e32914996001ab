package dev.kenning.testbench.gestures;

/** How the numbers of the network are stored: as floats or as integers. */
interface Numbers {

    boolean areInt8();

    /** Returns how the values at a stage are stored. */
    Stored activation(Stage stage);

    /** Returns the weights that lead from one stage to another. */
    Stored weights(Stage from, Stage to);

    /** Returns the offsets that lead from one stage to another. */
    Stored bias(Stage from, Stage to);
}
