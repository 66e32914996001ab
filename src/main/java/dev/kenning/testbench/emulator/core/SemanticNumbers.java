package dev.kenning.testbench.emulator.core;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Numbers semantic methods, in the order in which they are first named; interpreters switch on the numbers. Immutable. */
public final class SemanticNumbers {

    private final List<String> names;
    private final Map<String, Integer> numbers = new HashMap<>();

    /**
     * Numbers the methods of a table.
     *
     * @param helpers methods that the decoder uses without a row; they come first
     */
    public SemanticNumbers(List<String> helpers, List<? extends Row> rows) {
        Set<String> distinct = new LinkedHashSet<>(helpers);
        for (Row row : rows) {
            distinct.add(row.semantics());
        }
        names = List.copyOf(distinct);
        for (String name : names) {
            numbers.put(name, numbers.size());
        }
    }

    /** Returns the methods as {@code Class.method}, by number. */
    public List<String> names() {
        return names;
    }

    /**
     * Returns the number of a method.
     *
     * @throws IllegalArgumentException if no row names it
     */
    public int of(String name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("no semantic method is named " + name);
        }
        return number;
    }
}
