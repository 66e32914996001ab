package dev.kenning.testbench.emulator.core;

import java.util.Optional;
import java.util.function.IntFunction;

/** Translates blocks that are executed often. */
@FunctionalInterface
public interface HotCode {

    /** Leaves every block to the interpreter. */
    HotCode NONE = (first, hotBlocks) -> Optional.empty();

    /**
     * Translates a block, and those that it leads to.
     *
     * @param hotBlocks gives the block at an address if it has been executed often, too
     * @return the translation, or empty if the interpreter is to execute the block as before
     */
    Optional<Translation> translate(Block first, IntFunction<Optional<Block>> hotBlocks);
}
