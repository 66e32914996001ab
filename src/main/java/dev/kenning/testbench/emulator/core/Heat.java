package dev.kenning.testbench.emulator.core;

/**
 * When a block is worth translating.
 *
 * <p>A translation costs what HotSpot takes to compile it, some tens of milliseconds; it pays once the block executes about
 * as many instructions as the interpreter would in that time. Whether it will is not known, but a block that has executed so many
 * is likely to execute as many again, and where it does not, no more than that time is lost. Blocks of other cores in this JVM count
 * where they are the same, for the code that they are translated to is the same.
 *
 * @param instructions how many instructions the interpreter has executed in the block
 */
public record Heat(long instructions) {

    /** No block ever is. */
    public static final Heat NEVER = new Heat(Long.MAX_VALUE);

    /** What {@link Block#hotAt} is for a block that is not translated: more than any block is executed. */
    static final long OUT_OF_REACH = Long.MAX_VALUE / 2;

    /** The interpreter looks so many times at a block until it is hot, and notes how often it was executed since. */
    private static final int LOOKS = 16;

    /** A block that a hot one leads to is translated with it if it has this part of its heat. */
    private static final int PART_OF_NEIGHBOUR = 8;

    /** Returns whether everything is translated as soon as it is met, as tests want it. */
    public boolean isAtOnce() {
        return instructions == 0;
    }

    /** Returns how often a block is executed before it is hot. */
    long executionsOf(Block block) {
        return equals(NEVER) ? OUT_OF_REACH : instructions / Math.max(1, block.instructions);
    }

    /** Returns how often a block is executed between two looks. */
    long executionsBetweenLooks(Block block) {
        return equals(NEVER) ? OUT_OF_REACH : Math.max(1, executionsOf(block) / LOOKS);
    }

    /** Returns whether a block is hot that was executed so often. */
    boolean isReachedBy(Block block, long executions) {
        return executions >= executionsOf(block);
    }

    /** Returns whether a block that a hot one leads to is worth being translated with it. */
    boolean isSharedBy(Block neighbour) {
        return neighbour.runs() >= executionsOf(neighbour) / PART_OF_NEIGHBOUR;
    }
}
