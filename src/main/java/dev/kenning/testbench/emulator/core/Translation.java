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

    /** So many times the interpreter executes the first block between two lessons. */
    private static final int PAUSE = 16;

    private final MethodHandle code;
    private final Block[] blocks;
    private final long[] runs;
    private final Lessons lessons;

    /**
     * Creates a translation of these blocks.
     *
     * @param code a method of the type {@link #TYPE}; a handle rather than a class of its own for each translation, because
     *     HotSpot compiles a call anew as classes turn up that it might lead to
     * @param lessons those of the code
     */
    public Translation(MethodHandle code, List<Block> blocks, Lessons lessons) {
        this.code = code;
        this.lessons = lessons;
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

    /** Returns whether its next run is a lesson. */
    boolean isNew() {
        return !lessons.areOver();
    }

    /** Returns how many instructions the next lesson executes. */
    int lessonLength() {
        return blocks[0].instructions + lessons.length();
    }

    /** Notes a lesson; if they were in vain, the block is left to the interpreter. */
    void noteLesson(boolean inVain) {
        lessons.note(inVain);
        if (isNew()) {
            blocks[0].pause(PAUSE);
        } else if (lessons.wereInVain()) {
            blocks[0].giveUpTranslation();
        }
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
