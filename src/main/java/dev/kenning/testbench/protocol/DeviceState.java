package dev.kenning.testbench.protocol;

/** Names the states of a device's model, in the order of their numbers (Kenning Protocol 15). */
public enum DeviceState {
    /** No ML runtime yet: a device that has one loaded into it starts here. */
    UNINITIALIZED,
    INITIALIZED,
    /** The IO specification is there. */
    STRUCT_LOADED,
    /** The model is there. */
    WEIGHTS_LOADED,
    /** The input is there. */
    INPUT_LOADED,
    /** The output may be read. */
    INFERENCE_DONE
}
