package dev.kenning.testbench.profile;

/**
 * Is what calls cost on a simulated core.
 *
 * @param instructions how many were started
 * @param cycles virtual time in units of an instruction's: the instructions, and while the core slept
 * @param memory loads from and stores to memory; of several registers, or elements of a vector, one each
 * @param peripherals reads and writes of devices
 */
public record CallCost(long instructions, long cycles, Accesses memory, Accesses peripherals) {

    /** Nothing. */
    public static final CallCost NONE = new CallCost(0, 0, Accesses.NONE, Accesses.NONE);

    /** Returns both together. */
    public CallCost plus(CallCost other) {
        return new CallCost(
                instructions + other.instructions,
                cycles + other.cycles,
                memory.plus(other.memory),
                peripherals.plus(other.peripherals));
    }
}
