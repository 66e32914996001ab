package dev.kenning.testbench.emulator.monitor;

/** Something outside of machines that devices, and other things outside, can be connected to. */
interface Connectable extends External {

    /** Returns Renode's name of its class, such as {@code UARTHub}. */
    String className();

    /** Returns whether it is for such things. */
    boolean takes(Endpoint end);

    /** Connects something that it {@link #takes}. */
    void connect(Endpoint end);

    /** Leaves something that it {@link #takes}. */
    void disconnect(Endpoint end);
}
