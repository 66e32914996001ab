package dev.kenning.testbench.emulator.core.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** One way through a semantic method, as far as it has been followed. */
final class Path {

    Frame frame;
    /** What registers and fields become at the end of the instruction. */
    final Map<Variables.Place, Value> changes;
    /** Whether something has been written that must not happen twice. */
    boolean hasEffects;
    /** How many temporary variables are in use. */
    int temporaries;

    Path(MethodBody body, List<Value> arguments) {
        frame = new Frame(body, arguments.toArray(new Value[0]), null);
        changes = new TreeMap<>();
    }

    private Path(Path other) {
        frame = other.frame.copy();
        changes = new TreeMap<>(other.changes);
        hasEffects = other.hasEffects;
        temporaries = other.temporaries;
    }

    /** Returns a second way that begins like this one, once everything that waits has been made usable by both. */
    Path fork(BiFunction<Path, Value, Value> settle) {
        for (Frame at = frame; at != null; at = at.caller) {
            List<Value> settled = new ArrayList<>();
            for (Value value : at.stack) {
                settled.add(settle.apply(this, value));
            }
            at.stack.clear();
            at.stack.addAll(settled);
        }
        changes.replaceAll((place, value) -> settle.apply(this, value));
        return new Path(this);
    }
}
