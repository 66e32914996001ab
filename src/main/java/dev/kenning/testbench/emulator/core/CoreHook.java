package dev.kenning.testbench.emulator.core;

/** Does something before a core executes an instruction; may change the core's registers and its program counter. */
@FunctionalInterface
public interface CoreHook {

    /**
     * Does it.
     *
     * @param address where the instruction stands
     */
    void reached(long address);
}
