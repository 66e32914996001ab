package dev.kenning.testbench.emulator.core;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers semantic methods, in the order in which they are first named; interpreters switch on the numbers. Immutable. */
public final class SemanticNumbers {

    private final List<String> names;
    private final List<Facts> facts;
    private final Map<String, Integer> numbers = new HashMap<>();

    /**
     * Numbers the methods of a table.
     *
     * @param helpers methods that the decoder uses without a row; they come first
     * @param helperFacts tells what those do
     */
    public SemanticNumbers(List<String> helpers, FactTable helperFacts, List<? extends Row> rows) {
        Map<String, Facts> distinct = new LinkedHashMap<>();
        helpers.forEach(helper -> distinct.put(helper, helperFacts.of(helper)));
        rows.forEach(row -> distinct.put(row.semantics(), row.facts()));
        names = List.copyOf(distinct.keySet());
        facts = List.copyOf(distinct.values());
        for (String name : names) {
            numbers.put(name, numbers.size());
        }
    }

    /** Returns the methods as {@code Class.method}, by number. */
    public List<String> names() {
        return names;
    }

    /** Returns what the method of a number does. */
    public Facts facts(int number) {
        return facts.get(number);
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
