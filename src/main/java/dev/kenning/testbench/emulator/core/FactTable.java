package dev.kenning.testbench.emulator.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The facts of semantic methods, from a text:
 *
 * <pre>
 * Multiplication
 *   Rn Rm > Rd: mul
 *   Rn Rm > Rd, faults: sdiv
 *       udiv
 * </pre>
 *
 * <p>Classes stand at the margin, several in a line have methods of the same names; a line without facts goes on with the methods
 * of the one before. Immutable.
 */
public final class FactTable {

    private final Map<String, Facts> facts;

    private FactTable(Map<String, Facts> facts) {
        this.facts = Map.copyOf(facts);
    }

    /**
     * Reads a table.
     *
     * @throws IllegalArgumentException if a method stands in it twice
     */
    public static FactTable parse(String text) {
        Map<String, Facts> facts = new HashMap<>();
        List<String> classes = List.of();
        Facts current = Facts.NONE;
        for (String line : text.lines().toList()) {
            if (!line.startsWith(" ")) {
                classes = List.of(line.split(" ", -1));
                continue;
            }
            int colon = line.indexOf(':');
            if (colon >= 0) {
                current = Facts.parse(line.substring(0, colon));
            }
            for (String method : line.substring(colon + 1).strip().split(" +", -1)) {
                for (String owner : classes) {
                    if (facts.put(owner + "." + method, current) != null) {
                        throw new IllegalArgumentException("the facts of " + owner + "." + method + " stand twice");
                    }
                }
            }
        }
        return new FactTable(facts);
    }

    /**
     * Returns the facts of a method, such as {@code Multiplication.mul}.
     *
     * @throws IllegalArgumentException if the table has none
     */
    public Facts of(String method) {
        Facts found = facts.get(method);
        if (found == null) {
            throw new IllegalArgumentException("SemanticFacts tells nothing of " + method);
        }
        return found;
    }

    /** Returns the methods that the table knows. */
    public Set<String> methods() {
        return facts.keySet();
    }
}
