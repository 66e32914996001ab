package dev.kenning.testbench.emulator.core;

import java.util.List;

/**
 * Blocks that have been translated together, entered at the first of them.
 *
 * <p>It executes whole blocks as long as the budget lasts, and leaves everything that is not plain to the interpreter.
 */
public abstract class Translation {

    private final Block[] blocks;

    /** Creates a translation of these blocks. */
    protected Translation(Block[] blocks) {
        this.blocks = blocks;
    }

    /**
     * Executes from the first block on, and counts what it has executed.
     *
     * @param budget how many instructions may be executed; enough for the first block
     * @return the block that was executed last, as {@code ~index}; or, where the interpreter has to go on within a block, its
     *     index in the upper and the entry in the lower 16 bits
     */
    public abstract int run(Execution execution, int budget);

    /** Returns a block by its index. */
    final Block block(int index) {
        return blocks[index];
    }

    /** Returns the blocks, the one that it is entered at first. */
    final List<Block> blocks() {
        return List.of(blocks);
    }

    /** Adds runs of a block to its count; they do not heat it, for it is the interpreter's time that a translation saves. */
    protected final void count(int block, int runs) {
        blocks[block].executions += runs;
        blocks[block].hotAt += runs;
    }
}
