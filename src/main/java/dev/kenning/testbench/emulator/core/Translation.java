package dev.kenning.testbench.emulator.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Blocks that have been translated together, entered at the first of them.
 *
 * <p>It executes whole blocks as long as the budget lasts, and leaves everything that is not plain to the interpreter.
 */
public final class Translation {

    /** What the code takes and returns: see {@link #run}. */
    public static final MethodType TYPE =
            MethodType.methodType(int.class, Translation.class, Execution.class, int.class);

    /** So many times it is entered for a short run, which shows HotSpot how the code is left before it compiles it. */
    private static final int LEARNING = 4096;

    private final MethodHandle code;
    private final Block[] blocks;
    private final long[] runs;
    private int entered;
    private int futile;

    /**
     * Creates a translation of these blocks.
     *
     * @param code a method of the type {@link #TYPE}; a handle rather than a class of its own for each translation, because
     *     HotSpot compiles a call anew as classes turn up that it might lead to
     */
    public Translation(MethodHandle code, List<Block> blocks) {
        this.code = code;
        this.blocks = blocks.toArray(new Block[0]);
        runs = new long[blocks.size()];
    }

    /**
     * Executes from the first block on, and counts what it has executed.
     *
     * @param budget how many instructions may be executed; enough for the first block
     * @return the block that was executed last, as {@code ~index}; or, where the interpreter has to go on within a block, its
     *     index in the upper and the entry in the lower 16 bits
     */
    int run(Execution execution, int budget) {
        try {
            return (int) code.invokeExact(this, execution, budget);
        } catch (RuntimeException | Error unchecked) {
            throw unchecked;
        } catch (Throwable impossible) {
            throw new AssertionError("translated code throws no checked exception", impossible);
        }
    }

    /** Returns whether it has hardly been executed yet. */
    boolean isNew() {
        return entered < LEARNING;
    }

    /** Notes that it has been entered, while it is new. */
    void noteEntered(boolean inVain) {
        entered++;
        futile += inVain ? 1 : 0;
    }

    /** Returns whether most times it was entered the interpreter had to go on at once, as it has to for code that waits for a device. */
    boolean isFutile() {
        return entered == LEARNING && futile > LEARNING / 2;
    }

    /** Returns a block by its index. */
    Block block(int index) {
        return blocks[index];
    }

    /** Returns the blocks, the one that it is entered at first. */
    List<Block> blocks() {
        return List.of(blocks);
    }

    /** Returns how often each block has run from top to bottom; translated code counts here. */
    public long[] runs() {
        return runs;
    }
}
