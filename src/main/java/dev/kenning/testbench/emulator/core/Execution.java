package dev.kenning.testbench.emulator.core;

import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.SystemBus;
import org.jspecify.annotations.Nullable;

/**
 * How far a core has come: the block it executes, the instructions behind it, and when the interpreter must look up.
 *
 * <p>Fields are open because the interpreter and the semantic methods use them for every block and every slow access;
 * every level of indirection would be paid billions of times.
 */
public abstract class Execution {

    /** As many instructions as translated code executes before it looks whether somebody wants attention. */
    private static final int LONGEST_STRETCH = 1 << 20;
    /**
     * Instructions that a core executes in short stretches when it is new. HotSpot leaves out of what it compiles what has not happened
     * yet, such as a bound within a block, and compiles everything anew when it happens; so it happens early.
     */
    private static final int LEARNING = 1 << 20;
    /** Instructions of such a stretch; a prime, so that it ends at another place of a loop every time. */
    private static final int SHORT_STRETCH = 997;
    /** What {@link #runTranslated} returns where the interpreter has to return. */
    private static final int STOP = -1;

    /** The bus that the core is a master of. */
    public final SystemBus bus;

    /** What a user has set of how the core works. */
    public final CoreSettings settings = new CoreSettings();

    private final Clock clock;

    /** Instructions started before the present block. */
    public long executed;
    /** {@link #executed} at which the interpreter returns; lowered by whoever wants its attention. */
    public volatile long bound;
    /** Entry of the present block at which the interpreter leaves it; lowered with {@link #bound}. */
    public int limit;
    /** The clock's slot when no instruction had been executed. */
    public long slotAtZero;
    /** The block that is being executed. */
    public Block block = Block.EMPTY;
    /** Entry of the present block that last left the fast paths; tells the log where the program is. */
    public int entry;

    /** Creates the state of a core that has executed nothing. */
    protected Execution(SystemBus bus) {
        this.bus = bus;
        clock = bus.clock();
    }

    /** Lets the interpreter return at the next chance; safe to call from any thread. */
    @Interpreted
    public final void interrupt() {
        bound = 0;
        limit = 0;
    }

    /** Sets the clock to the slot of the instruction at an entry of the present block. */
    @Interpreted
    public final void moveClockTo(int k) {
        entry = k;
        clock.moveTo(slotAtZero + executed + block.instructionsBefore(k));
    }

    /** Looks whether an access to a device has set an alarm that falls due before the interpreter would look up. */
    protected final void afterAccess() {
        if (clock.nextAlarm() < slotAtZero + bound) {
            interrupt();
        }
    }

    /** Returns how many instructions to execute at once of those that may be. */
    final long stretch(long instructions) {
        return executed < LEARNING ? Math.min(instructions, SHORT_STRETCH) : instructions;
    }

    /** Makes a block the present one, to be executed up to {@link #limit}. */
    public final void enter(Block next) {
        block = next;
        long left = bound - executed;
        limit = next.instructions <= left ? next.code.length : next.entryAfter(left);
    }

    /** Leaves the present block, all entries before {@code k} executed; returns whether another block may follow. */
    public final boolean leave(BlockCache cache, int k) {
        if (k < block.code.length) {
            leaveBlock(cache, k, 0);
            return false;
        }
        executed += block.instructions;
        block.executions++;
        return executed < bound;
    }

    /** Leaves the present block before an entry, or behind the instruction there, which has been started. */
    public final void leaveBlock(BlockCache cache, int k, int started) {
        cache.countPartialRun(block, started == 0 ? k : block.instructionAt(k) + 1);
        executed += block.instructionsBefore(k) + started;
        standAt(k);
    }

    /**
     * Executes from a block on until {@link #bound} is reached or somebody wants attention.
     *
     * <p>The interpreter comes back for every hot block instead of calling its translation: HotSpot would compile its loop anew,
     * which is the most expensive method there is, whenever another translation turned up.
     */
    public final void run(BlockCache cache, Block first) {
        @Nullable Block next = first;
        while (next != null) {
            int k = 0;
            if (next.executions >= next.hotAt) {
                k = runTranslated(cache, next);
                if (k < 0) {
                    return;
                }
                next = block;
            }
            next = interpret(cache, next, k);
        }
    }

    /**
     * Interprets from an entry of a block on, and makes that block the present one.
     *
     * @return the hot block that it has come to; null if the run is to end
     */
    protected abstract @Nullable Block interpret(BlockCache cache, Block first, int k);

    /**
     * Executes translated code from a hot block on, as long as there is any.
     *
     * @return the entry of {@link #block}, the present one from now on, at which the interpreter goes on; negative if it is
     *     to return
     */
    private int runTranslated(BlockCache cache, Block hot) {
        Block next = hot;
        while (next.executions >= next.hotAt) {
            Translation code = cache.translationOf(next);
            long left = bound - executed;
            if (code == null || left < next.instructions) {
                break;
            }
            boolean learning = code.isNew();
            long before = executed;
            int exit = code.run(this, (int) Math.min(left, learning ? code.lessonLength() : LONGEST_STRETCH));
            if (learning) {
                code.noteLesson(executed == before);
            }
            if (exit >= 0) {
                block = code.block(exit >>> 16);
                return exit & 0xFFFF;
            }
            block = code.block(~exit);
            goBehindBlock();
            if (executed >= bound || block.stateAtEnd != 0) {
                return STOP;
            }
            next = cache.at(nextAddress());
        }
        block = next;
        return 0;
    }

    /** Uses the pages that the bus has now, which may be others than before. */
    protected abstract void usePages();

    /** Takes over what the present block leaves behind besides registers and the program counter. */
    protected void goBehindBlock() {}

    /** Returns the address where execution goes on behind a block. */
    protected abstract int nextAddress();

    /** Makes an entry of the present block the next one to execute. */
    protected abstract void standAt(int k);
}
