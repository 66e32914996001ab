package dev.kenning.testbench.junit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An inference that a test has asked for.
 *
 * @param roundTrip from the question to its answer, on the board's clock
 * @param instructions what it took, where that is counted exactly
 * @param prediction the class that was predicted; nothing if nobody fetched the output
 * @param label the class that the sample is of, if it says so
 * @param classes the names of the classes; may be empty
 */
record InferenceRecord(
        Duration roundTrip,
        OptionalLong instructions,
        OptionalInt prediction,
        Optional<String> label,
        List<String> classes) {

    /** Copies the list. */
    InferenceRecord {
        classes = List.copyOf(classes);
    }
}
