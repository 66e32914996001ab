package dev.kenning.testbench.emulator.core.translate;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which variables of the JVM hold what in a translated region.
 *
 * <p>A dry run finds out what is used; until it is over, temporary variables are far away.
 */
final class Variables {

    /** What a variable stands for: a register, a flag, or a field that does not change. */
    record Place(String field, int index, String descriptor, int slot, char kind) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            return Integer.compare(slot, other.slot);
        }
    }

    /** The {@link dev.kenning.testbench.emulator.core.Translation} that is executed. */
    static final int TRANSLATION = 0;

    static final int EXECUTION = 1;
    /** Instructions that may still be executed. */
    static final int LEFT = 2;
    /** The state of the core, as its own class. */
    static final int STATE = 3;
    /** How the region is left. */
    static final int EXIT = 4;
    /** The block that was executed last. */
    static final int LAST = 5;
    /** How many instructions might have been executed. */
    static final int BUDGET = 6;

    /** How often each block of the region has run. */
    static final int RUNS = 7;

    private static final int FIRST = 8;
    private static final int FAR_AWAY = 400;

    /** Stands for the program counter, which has no variable of its own. */
    static final Place PROGRAM_COUNTER = new Place("", 0, "", -1, 'I');

    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, Place> stable = new LinkedHashMap<>();
    private final Map<String, Place> changed = new LinkedHashMap<>();
    private final char registerKind;
    private int next = FIRST;
    private Optional<Integer> temporaries = Optional.empty();

    Variables(char registerKind) {
        this.registerKind = registerKind;
    }

    /** Ends the dry run. */
    void close() {
        temporaries = Optional.of(next);
    }

    int firstTemporary() {
        return temporaries.orElse(FAR_AWAY);
    }

    Place register(String field, int index) {
        return places.computeIfAbsent(
                field + index, key -> new Place(field, index, "", take(registerKind), registerKind));
    }

    Place field(String field, char kind) {
        return places.computeIfAbsent(field, key -> new Place(field, -1, String.valueOf(kind), take(kind), kind));
    }

    Place changed(String field, int index) {
        Place place = register(field, index);
        changed.put(field + index, place);
        return place;
    }

    Place changed(String field, char kind) {
        Place place = field(field, kind);
        changed.put(field, place);
        return place;
    }

    Place stable(String field, String descriptor) {
        return stable.computeIfAbsent(field, key -> new Place(field, -1, descriptor, take('A'), 'A'));
    }

    Collection<Place> places() {
        return places.values();
    }

    Collection<Place> stable() {
        return stable.values();
    }

    Collection<Place> changed() {
        return changed.values();
    }

    private int take(char kind) {
        int slot = next;
        next += kind == 'J' || kind == 'D' ? 2 : 1;
        return slot;
    }
}
