package dev.kenning.testbench.emulator.core.translate;

import java.util.List;

/**
 * Something that a translation takes for granted of the objects around the core's state.
 *
 * @param path the fields that lead there from the state of the core
 * @param expected the number there; or {@link #kind} of an object
 */
record Assumption(List<Step> path, Object expected) {

    /** A field, with the class that declares it. */
    record Step(String declarer, String field) {}

    Assumption {
        path = List.copyOf(path);
    }

    /** Returns what is assumed of an object: that it is the state itself, or its class. */
    static Object kind(Object object, Object state) {
        return object == state ? "state" : object.getClass();
    }

    /** Returns whether it is so for the state of a core. */
    boolean holds(Object state) {
        Object at = state;
        for (Step step : path) {
            at = Reflection.read(at, step.declarer(), step.field());
        }
        boolean isNumber = at instanceof Number || at instanceof Boolean;
        return expected.equals(isNumber ? Arithmetic.number(at) : kind(at, state));
    }
}
