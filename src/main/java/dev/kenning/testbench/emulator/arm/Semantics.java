package dev.kenning.testbench.emulator.arm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Numbers the semantic methods, in the order in which the table first names them; the interpreter switches on these. */
final class Semantics {

    static final String UNDEFINED = "SystemInstructions.undefined";
    static final String UNKNOWN = "SystemInstructions.unknown";
    static final String FETCH_FAULT = "SystemInstructions.fetchFault";
    static final String IF_THEN = "SystemInstructions.ifThen";
    static final String SET_PROGRAM_COUNTER = "SystemInstructions.setProgramCounter";
    static final String ALIGN_STACK_POINTER = "SystemInstructions.alignStackPointer";
    static final String BEGIN_FLOATING_POINT = "SystemInstructions.beginFloatingPoint";

    /** Methods that the decoder uses without a row. */
    private static final List<String> HELPERS =
            List.of(UNDEFINED, UNKNOWN, FETCH_FAULT, SET_PROGRAM_COUNTER, ALIGN_STACK_POINTER, BEGIN_FLOATING_POINT);

    private static final List<String> NAMES = names();
    private static final Map<String, Integer> NUMBERS = numbers();

    private Semantics() {}

    /** Returns the methods as {@code Class.method}, by number. */
    static List<String> all() {
        return NAMES;
    }

    static int number(String name) {
        Integer number = NUMBERS.get(name);
        if (number == null) {
            throw new IllegalArgumentException("no semantic method is named " + name);
        }
        return number;
    }

    private static List<String> names() {
        Set<String> result = new LinkedHashSet<>(HELPERS);
        for (Instruction row : InstructionTable.rows()) {
            result.add(row.semantics());
        }
        return new ArrayList<>(result);
    }

    private static Map<String, Integer> numbers() {
        Map<String, Integer> result = new HashMap<>();
        for (String name : NAMES) {
            result.put(name, result.size());
        }
        return result;
    }
}
