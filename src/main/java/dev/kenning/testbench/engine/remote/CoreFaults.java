package dev.kenning.testbench.engine.remote;

import java.util.Optional;

/** Tells of the faults of one kind of core. */
sealed interface CoreFaults permits CortexMFaults, RiscVFaults {

    /** Returns the fault that a core is handling, if any. */
    Optional<String> active(String core);

    /** Returns whether a handler that has not returned for a second of virtual time is a failure, wherever it is. */
    boolean mustReturn();

    /** Tells with registers and functions what a core is handling. */
    String story(String core, String fault);
}
