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

    /**
     * So many times it is entered for a lesson: a short run between runs of the interpreter. HotSpot compiles what it has seen, leaves
     * out ways that were never taken, and begins anew when one is; lessons show it as much of the program as possible before it
     * compiles, which it does before the last of them.
     */
    private static final int LESSONS = 4096;
    /** So many times the interpreter executes the first block between two lessons. */
    private static final int PAUSE = 16;

    private final MethodHandle code;
    private final Block[] blocks;
    private final long[] runs;
    private int lessons = LESSONS;
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

    /** Begins with lessons. */
    void beginLessons() {
        lessons = 0;
    }

    /** Returns whether its next run is a lesson. */
    boolean isNew() {
        return lessons < LESSONS;
    }

    /** Returns how many instructions the next lesson executes; a different number each time, so that it ends at different places. */
    int lessonLength() {
        return blocks[0].instructions + (61 * lessons & 0xFF);
    }

    /** Notes a lesson; a block that the interpreter mostly had to take over at once, as where a device is polled, is left to it. */
    void noteLesson(boolean inVain) {
        lessons++;
        futile += inVain ? 1 : 0;
        if (lessons < LESSONS) {
            blocks[0].pause(PAUSE);
        } else if (futile > LESSONS / 2) {
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
