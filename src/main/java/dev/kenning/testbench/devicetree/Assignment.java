package dev.kenning.testbench.devicetree;

import dev.kenning.testbench.text.Place;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A property as it was written, with its references still open.
 *
 * @param labels on the property and inside of its value
 * @param contradicted where the same file said something else before
 */
record Assignment(String name, Set<String> labels, List<Value> values, Place position, Optional<Place> contradicted) {

    Assignment {
        labels = Collections.unmodifiableSet(new LinkedHashSet<>(labels));
        values = List.copyOf(values);
    }

    /** Returns this assignment as the one that takes the place of an earlier one. */
    Assignment replacing(Assignment earlier) {
        if (!earlier.position.file().equals(position.file())) {
            return this;
        }
        Optional<Place> contradiction = DtsWriter.show(values).equals(DtsWriter.show(earlier.values))
                ? earlier.contradicted
                : Optional.of(earlier.position);
        return new Assignment(name, labels, values, position, contradiction);
    }

    /** Returns this assignment with other values. */
    Assignment with(List<Value> others) {
        return new Assignment(name, labels, others, position, contradicted);
    }
}
