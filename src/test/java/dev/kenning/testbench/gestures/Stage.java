package dev.kenning.testbench.gestures;

import java.util.Locale;

/** The points of the network whose values have a range of their own; pooling and reshaping keep the range. */
enum Stage {
    WINDOW,
    CONV1,
    CONV2,
    DENSE1,
    LOGITS,
    GESTURE;

    String tensorName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
