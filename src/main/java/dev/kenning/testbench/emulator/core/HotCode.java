package dev.kenning.testbench.emulator.core;

import java.util.Optional;

/** Translates blocks that are executed often. */
public interface HotCode {

    /** Leaves every block to the interpreter. */
    HotCode NONE = new HotCode() {
        @Override
        public long warm(Block block, long executions) {
            return 0;
        }

        @Override
        public boolean knows(Block first) {
            return false;
        }

        @Override
        public Optional<Translation> reuse(Block first, Surroundings around) {
            return Optional.empty();
        }

        @Override
        public Optional<Translation> translate(Block first, Surroundings around) {
            return Optional.empty();
        }
    };

    /** The blocks around a hot one. */
    interface Surroundings {

        /** Returns the block at an address; empty if it has not been decoded. */
        Optional<Block> at(int address);

        /** Returns whether a block is executed often enough to be translated with the hot one. */
        boolean isHot(Block block);
    }

    /**
     * Notes executions of a block.
     *
     * @return how many have been noted of blocks like it, on whatever core of this JVM
     */
    long warm(Block block, long executions);

    /** Returns whether a block like this one has been translated in this JVM. */
    boolean knows(Block first);

    /** Returns what a block like this one was translated to; empty if what it leads to is not the same, or not yet decoded. */
    Optional<Translation> reuse(Block first, Surroundings around);

    /**
     * Translates a block, and those that it leads to.
     *
     * @return the translation, or empty if the interpreter is to execute the block as before
     */
    Optional<Translation> translate(Block first, Surroundings around);
}
