package dev.kenning.testbench.profile;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts what cores did on the bus: accesses to memory, and to each device by its name in the platform description.
 *
 * <p>Instruction fetches, exception stacking and what the monitor does are not counted. Each register of a multiple load
 * or store and each element of a vector is one access. Immutable.
 *
 * @param memory accesses to RAM and flash
 * @param peripherals accesses by device; devices that were not accessed are absent
 */
public record Traffic(Accesses memory, SortedMap<String, Accesses> peripherals) {

    /** Copies the map, leaving out devices without an access. */
    public Traffic {
        SortedMap<String, Accesses> accessed = new TreeMap<>(peripherals);
        accessed.values().removeIf(accesses -> accesses.total() == 0);
        peripherals = Collections.unmodifiableSortedMap(accessed);
    }

    /** Makes the traffic of these accesses. */
    static Traffic of(Accesses memory, Map<String, Accesses> peripherals) {
        return new Traffic(memory, new TreeMap<>(peripherals));
    }

    /** Returns the accesses to a device; none if there were none. */
    public Accesses peripheral(String name) {
        return peripherals.getOrDefault(name, Accesses.NONE);
    }
}
