package dev.kenning.testbench.emulator.core;

import java.util.Map;

/** The opcode counters of a core that the monitor installs and reads, as Renode has them. */
public interface OpcodeCounters {

    /**
     * Adds a counter.
     *
     * @param pattern 16 or 32 characters: 0 and 1 are compared with an instruction's bits, all others match any bit
     * @throws IllegalArgumentException if it has another length, or the name is taken
     */
    void install(String name, String pattern);

    /** Lets the counters count from now on, or not. */
    void enable(boolean on);

    /** Returns every counter in the order of installation, zeros included. */
    Map<String, Long> counts();

    /** Sets every counter to 0. */
    void clear();

    /** Refuses a name that is taken, in Renode's words. */
    static IllegalArgumentException alreadyRegistered(String name) {
        return new IllegalArgumentException("Opcode '" + name + "' already registered");
    }

    /** Refuses a pattern of a length that instructions do not have, in Renode's words. */
    static void requireLength(String pattern) {
        if (pattern.length() != 16 && pattern.length() != 32) {
            throw new IllegalArgumentException(
                    "Opcode pattern must have 16 or 32 characters, this one has " + pattern.length());
        }
    }
}
