package dev.kenning.testbench.emulator;

import java.util.Map;
import java.util.function.LongFunction;

/**
 * A processor core on a machine's bus.
 *
 * <p>It tells {@link SystemBus#probe()} the loads and stores that take its slow path, and the exceptions that it takes.
 */
public interface Core {

    /** Returns the name from the platform description, such as {@code cpu}. */
    String name();

    /** Says how addresses are named in messages; the function returns "" where it knows no name. */
    void setFunctionNames(LongFunction<String> names);

    /** Returns the instructions started since reset (Renode's {@code ExecutedInstructions}). */
    long executedInstructions();

    /** Returns how often each instruction was started since reset, by mnemonic. */
    Map<String, Long> opcodeCounts();

    /**
     * Executes until the clock reaches the slot, the core sleeps, or {@link #requestStop()} was called.
     *
     * <p>Alarms that fall due meanwhile are fired in between instructions, so that an interrupt they raise is taken where
     * it belongs. Before each access to a device the clock stands at the slot of the accessing instruction.
     *
     * @throws CoreFault if the program does what this core cannot: an unknown instruction, a lock-up
     */
    void run(long untilSlot);

    /** Makes {@link #run} return after the present instruction, for instance because a byte left a UART. */
    void requestStop();

    /** Returns whether the core waits for an interrupt or event. */
    boolean isSleeping();

    /** Returns the program counter. */
    long programCounter();

    /** Sets the program counter. */
    void setProgramCounter(long address);

    /** Brings the core to its state after power-on; the count of executed instructions starts again at 0. */
    void reset();
}
