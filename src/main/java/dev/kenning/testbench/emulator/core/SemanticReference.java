package dev.kenning.testbench.emulator.core;

import java.util.Map;
import java.util.TreeMap;

/**
 * Names the semantic method of a row, and the operand slots that the row fixes; written {@code LoadStore.pop:n=13}.
 *
 * @param method such as {@code LoadStore.pop}
 * @param fixedSlots register numbers by slot
 */
public record SemanticReference(String method, Map<Character, Integer> fixedSlots) {

    public SemanticReference {
        fixedSlots = Map.copyOf(fixedSlots);
    }

    /** Reads a reference. */
    public static SemanticReference parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new SemanticReference(text, Map.of());
        }
        Map<Character, Integer> slots = new TreeMap<>();
        for (String setting : text.substring(colon + 1).split(",", -1)) {
            slots.put(setting.charAt(0), Integer.parseInt(setting.substring(2)));
        }
        return new SemanticReference(text.substring(0, colon), slots);
    }
}
