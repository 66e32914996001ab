package dev.kenning.testbench.cli;

import dev.kenning.testbench.metrics.Difference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Holds the runs of a scenario on an engine against the first of them. */
final class Repetition {

    private record First(Map<String, Object> values, int runs) {}

    private final Map<String, First> firsts = new LinkedHashMap<>();

    /**
     * Takes note of a run.
     *
     * @param name what runs that should be equal have in common
     * @param values what it measured
     * @return how it differs from the first of its name
     */
    Optional<String> differs(String name, Map<String, Object> values) {
        First first = firsts.get(name);
        if (first == null) {
            firsts.put(name, new First(values, 1));
            return Optional.empty();
        }
        int run = first.runs() + 1;
        firsts.put(name, new First(first.values(), run));
        return Difference.between(first.values(), values)
                .map(difference -> "run " + run + " of " + name + " is not the same as the first: " + difference.path()
                        + " is " + difference.second() + " and was " + difference.first());
    }
}
