package dev.kenning.testbench.emulator.core.translate;

import java.util.List;
import java.util.Optional;

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
        Optional<Object> at = Optional.of(state);
        for (Step step : path) {
            at = at.flatMap(object -> Reflection.find(object, step.declarer(), step.field()));
        }
        return at.map(object -> found(object, state)).filter(expected::equals).isPresent();
    }

    private static Object found(Object object, Object state) {
        boolean isNumber = object instanceof Number || object instanceof Boolean;
        return isNumber ? Arithmetic.number(object) : kind(object, state);
    }
}
