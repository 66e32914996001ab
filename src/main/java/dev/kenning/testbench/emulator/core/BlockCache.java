package dev.kenning.testbench.emulator.core;

import dev.kenning.testbench.emulator.bus.CodeListener;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.core.CodeSpace.Page;
import dev.kenning.testbench.state.NotState;
import dev.kenning.testbench.state.Stateful;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Keeps decoded blocks by address, and drops those of a page when something is stored over them. */
public final class BlockCache implements CodeListener, Stateful {

    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = 0xFFF;

    /** The blocks at the addresses of the bus. */
    @NotState
    private final CodeSpace main = new CodeSpace(page -> page);

    /** Other spaces. */
    @NotState
    private final List<CodeSpace> others = new ArrayList<>(0);

    @NotState
    private CodeSpace space = main;
    /** Those of the space in use. */
    @NotState
    private @Nullable Page[] pages = main.pages;

    private final SystemBus bus;

    @NotState
    private final BlockSource source;

    @NotState
    private long[] counts;

    private Runnable dropped = () -> {};

    /** No block holds an instruction at one of these but as its first, and none that is kept begins with one. */
    @NotState
    private final Set<Integer> breakpoints = new HashSet<>();

    private Runnable breakpointReached = () -> {};

    @NotState
    private HotCode hotCode = HotCode.NONE;

    @NotState
    private Heat translatedAt = Heat.NEVER;

    @NotState
    private final HotCode.Surroundings surroundings = new HotCode.Surroundings() {
        @Override
        public Optional<Block> at(int address) {
            Page page = pages[address >>> PAGE_BITS];
            return Optional.ofNullable(page == null ? null : page.blocks[(address & PAGE_MASK) >>> 1]);
        }

        @Override
        public boolean isHot(Block block) {
            return translatedAt.isSharedBy(block);
        }
    };

    /** Creates an empty cache. */
    public BlockCache(SystemBus bus, BlockSource source) {
        this.bus = bus;
        counts = new long[source.counters()];
        this.source = source;
        bus.addCodeListener(this);
    }

    /** Says what to call when blocks have been dropped, the one that runs perhaps among them. */
    public void onDrop(Runnable action) {
        dropped = action;
    }

    /** Says what to call when execution arrives at a breakpoint; it is to end the run. */
    public void onBreakpoint(Runnable action) {
        breakpointReached = action;
    }

    /** Lets blocks be translated from now on. */
    public void translate(HotCode translator, Heat heat) {
        hotCode = translator;
        translatedAt = heat;
        dropAll();
    }

    /** Returns the translation of a hot block; null if the interpreter has to execute it. */
    @Nullable
    Translation translationOf(Block block) {
        Translation known = block.translation();
        if (known != null || block.dropped) {
            return known;
        }
        boolean hot = isHot(block);
        Optional<Translation> made = hotCode.reuse(block, surroundings);
        if (made.isEmpty() && hot) {
            made = hotCode.translate(block, surroundings);
        }
        if (made.isPresent()) {
            block.setTranslation(made.get());
        } else if (hot) {
            block.giveUpTranslation();
        } else {
            block.pause(untilNextLook(block));
        }
        return made.orElse(null);
    }

    /** Little warmth is not noted: thousands of blocks have it. */
    private boolean isHot(Block block) {
        if (translatedAt.isAtOnce()) {
            return true;
        }
        boolean noteworthy = block.unnoted() >= translatedAt.executionsBetweenLooks(block);
        return noteworthy && translatedAt.isReachedBy(block, hotCode.warm(block, block.note()));
    }

    /** Blocks around a known one are decoded soon, if they are. */
    private long untilNextLook(Block block) {
        long most = translatedAt.executionsBetweenLooks(block);
        return hotCode.knows(block) ? Math.min(most, block.executions) : most;
    }

    /**
     * Adds an empty space.
     *
     * @param onBus gives the number on the bus of a page by its number there, negative where nothing may be fetched
     */
    public CodeSpace newSpace(LongUnaryOperator onBus) {
        CodeSpace added = new CodeSpace(onBus);
        others.add(added);
        return added;
    }

    /** Returns the space of the bus's own addresses. */
    public CodeSpace mainSpace() {
        return main;
    }

    /** Executes the blocks of a space from now on. */
    public void use(CodeSpace next) {
        space = next;
        pages = next.pages;
    }

    /** Drops the blocks of those pages of a space that have become others. */
    public void revalidate(CodeSpace it) {
        boolean any = false;
        for (int number : Set.copyOf(it.live)) {
            Page page = it.pages[number];
            if (page != null && page.onBus != it.onBus(number)) {
                drop(it, number);
                any = true;
            }
        }
        if (any) {
            dropped.run();
        }
    }

    /** Forgets every space but that of the bus's own addresses, which is used from now on. */
    public void forgetSpaces() {
        use(main);
        others.forEach(this::dropAll);
        others.clear();
    }

    /** Puts an end to the run wherever execution arrives at an address; call it between runs. */
    public void addBreakpoint(int address) {
        if (breakpoints.add(address)) {
            dropEverywhere(address >>> PAGE_BITS);
        }
    }

    /** Takes a breakpoint back; call it between runs. */
    public void removeBreakpoint(int address) {
        if (breakpoints.remove(address)) {
            dropEverywhere(address >>> PAGE_BITS);
        }
    }

    private void dropEverywhere(int number) {
        drop(main, number);
        others.forEach(other -> drop(other, number));
    }

    /** Returns the block at an address whose decoding state is 0. */
    public Block at(int address) {
        Page page = pages[address >>> PAGE_BITS];
        Block block = page == null ? null : page.blocks[(address & PAGE_MASK) >>> 1];
        return block == null ? add(address) : block;
    }

    /** Returns a block that begins in a decoding state; it is kept only if that is 0. */
    public Block at(int address, int state) {
        if (state == 0) {
            return at(address);
        }
        return breakpoints.contains(address) ? stop(address, state) : buildForOnce(address, state);
    }

    /** Returns the block at an address as {@link #at(int, int)}, but even if there is a breakpoint. */
    public Block past(int address, int state) {
        return breakpoints.contains(address) ? buildForOnce(address, state) : at(address, state);
    }

    private Block buildForOnce(int address, int state) {
        Block block = build(address, state);
        block.dropped = true;
        return block;
    }

    /** Tells of a breakpoint, and returns a block that leaves everything as it is and leads back to it. */
    private Block stop(int address, int state) {
        breakpointReached.run();
        Block block = new Block(
                address,
                address,
                new long[] {source.idle()},
                new int[] {Block.place(0, 0, state)},
                new short[] {Block.HELPER},
                0,
                state);
        block.dropped = true;
        return block;
    }

    /** Adds one run of the first entries of a block to the counts. */
    public void countPartialRun(Block block, int entries) {
        block.countFirst(entries, counts);
    }

    /** Returns how often what each counter counts was executed. */
    public long[] counts() {
        long[] result = counts.clone();
        addCounts(main, result);
        others.forEach(other -> addCounts(other, result));
        return result;
    }

    private static void addCounts(CodeSpace it, long[] result) {
        for (int number : it.live) {
            for (Block block : Objects.requireNonNull(it.pages[number]).blocks) {
                if (block != null) {
                    block.addCountsTo(result);
                }
            }
        }
    }

    /** What is decoded stays so: memories tell of code that becomes another. */
    @Override
    public Runnable capture() {
        long[] kept = counts();
        return () -> {
            counts = Arrays.copyOf(kept, Math.max(kept.length, source.counters()));
            forgetExecutions(main);
            others.forEach(BlockCache::forgetExecutions);
        };
    }

    private static void forgetExecutions(CodeSpace it) {
        for (int number : it.live) {
            for (Block block : Objects.requireNonNull(it.pages[number]).blocks) {
                if (block != null) {
                    block.forgetRuns();
                }
            }
        }
    }

    /** Forgets blocks and counts. */
    public void reset() {
        forgetSpaces();
        dropAll(main);
        Arrays.fill(counts, 0);
    }

    /** Forgets every decoded block, for instance because the rules of execution have changed. */
    public void dropAll() {
        dropAll(main);
        others.forEach(this::dropAll);
        dropped.run();
    }

    /** Forgets the decoded blocks of a space. */
    public void dropAll(CodeSpace it) {
        Set.copyOf(it.live).forEach(number -> drop(it, number));
    }

    /** Forgets the decoded blocks of a page at the bus's own addresses, for instance because it may be executed no more. */
    public void dropPage(int number) {
        drop(main, number);
        dropped.run();
    }

    @Override
    public boolean codeWritten(long address, int length) {
        boolean remains =
                address >>> 32 == 0 && codeWritten(main, (int) (address >>> PAGE_BITS), (int) address, length);
        for (CodeSpace other : others) {
            for (int number : Set.copyOf(other.live)) {
                Page page = other.pages[number];
                if (page != null && page.onBus == address >>> PAGE_BITS) {
                    remains |= codeWritten(other, number, (int) address, length);
                }
            }
        }
        return remains;
    }

    /** Drops a page if an instruction in it has been written; returns whether decoded instructions remain. */
    private boolean codeWritten(CodeSpace it, int number, int address, int length) {
        Page page = it.pages[number];
        if (page == null) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (isDecoded(page, address + i)) {
                drop(it, number);
                dropped.run();
                return false;
            }
        }
        return true;
    }

    private Block add(int address) {
        if (breakpoints.contains(address)) {
            return stop(address, 0);
        }
        Block block = build(address, 0);
        if (block.instructions == 0 && space != main) {
            // What cannot be fetched now may be there the next time, without a word from the program.
            block.dropped = true;
            return block;
        }
        for (int at = block.address; at != block.end; at += 2) {
            Page page = page(at);
            int halfword = (at & PAGE_MASK) >>> 1;
            page.decoded[halfword >>> 6] |= 1L << halfword;
        }
        page(address).blocks[(address & PAGE_MASK) >>> 1] = block;
        block.warmUp(translatedAt);
        return block;
    }

    private Block build(int address, int state) {
        Block block = source.build(address, state, breakpoints::contains);
        if (counts.length < source.counters()) {
            counts = Arrays.copyOf(counts, source.counters());
        }
        return block;
    }

    private Page page(int address) {
        int number = address >>> PAGE_BITS;
        Page page = pages[number];
        if (page == null) {
            page = new Page(space.onBus(number));
            pages[number] = page;
            space.live.add(number);
            bus.watchCode(page.onBus << PAGE_BITS);
        }
        return page;
    }

    private void drop(CodeSpace it, int number) {
        Page page = it.pages[number];
        if (page == null) {
            return;
        }
        it.pages[number] = null;
        it.live.remove(number);
        for (Block block : page.blocks) {
            if (block != null) {
                block.dropped = true;
                block.hotAt = Heat.OUT_OF_REACH;
                block.dropTranslations();
                block.moveCountsTo(counts);
            }
        }
        boolean mayBeginInPageBefore = (page.decoded[0] & 1) != 0 && number != 0;
        if (mayBeginInPageBefore) {
            drop(it, number - 1);
        }
    }

    /** Takes over what a block has counted since it was dropped. */
    public void settle(Block block) {
        if (block.dropped) {
            block.moveCountsTo(counts);
        }
    }

    private static boolean isDecoded(Page page, int address) {
        int halfword = (address & PAGE_MASK) >>> 1;
        return (page.decoded[halfword >>> 6] >>> halfword & 1) != 0;
    }
}
