package dev.kenning.testbench.emulator.core;

/** Does something before or after a core executes a block. */
@FunctionalInterface
public interface BlockHook {

    /**
     * Does it.
     *
     * @param address where the block begins
     * @param instructions how many it has
     */
    void reached(long address, long instructions);

    /** Returns whether it is to be called for each instruction, rather than for each block. */
    default boolean wantsEachInstruction() {
        return false;
    }
}
