package dev.kenning.testbench.gestures;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a hand does with the sensor during a window. The order is that of the model's outputs. */
enum Gesture {
    /** Draws one to three rounds in the air in front of the body. */
    CIRCLE,
    /** Goes to and fro along one line. */
    SHAKE,
    /** Raises the sensor once and stops. */
    LIFT,
    /** Does none of these: rests, walks, turns the sensor over, knocks it against something. */
    IDLE;

    /** Returns which of the model's outputs stands for this gesture. */
    @SuppressWarnings("EnumOrdinal") // the order is the meaning
    int output() {
        return ordinal();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Gesture::label).toList();
    }
}
