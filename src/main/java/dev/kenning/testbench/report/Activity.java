package dev.kenning.testbench.report;

import java.util.Map;

/**
 * What a simulation did in steps of virtual time.
 *
 * @param step the length of a step in seconds; 0 if there are fewer than two steps
 * @param instructions instructions started in each step, by core
 * @param memory accesses to memory
 * @param peripherals accesses by device; devices without any are left out
 * @param exceptions exceptions and interrupts taken
 */
record Activity(
        double step,
        Map<String, Points> instructions,
        Accesses memory,
        Map<String, Accesses> peripherals,
        Points exceptions) {

    /** Reads and writes in each step. */
    record Accesses(Points reads, Points writes) {

        double total() {
            return reads.sum() + writes.sum();
        }
    }
}
