package dev.kenning.testbench.host;

import java.time.Duration;

/** Hears of the inferences of a session. */
public interface InferenceListener {

    /** The device has taken a model. */
    default void loaded(Model model) {}

    /** The device is about to be asked to run its model. */
    default void asked() {}

    /** The device has run it; the round trip is on the port's clock. */
    default void answered(Duration roundTrip) {}

    /** The output was fetched and decoded. */
    default void decoded(Sample sample, Inference inference) {}
}
