package dev.kenning.testbench.emulator.core;

import dev.kenning.testbench.emulator.bus.CodeListener;
import dev.kenning.testbench.emulator.bus.SystemBus;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps decoded blocks by address, and drops those of a page when something is stored over them. */
public final class BlockCache implements CodeListener {

    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = 0xFFF;

    /** The blocks that start in a page, by halfword, and which halfwords have been decoded. */
    private static final class Page {
        private final @Nullable Block[] blocks = new Block[1 << (PAGE_BITS - 1)];
        private final long[] decoded = new long[1 << (PAGE_BITS - 7)];
    }

    private final @Nullable Page[] pages = new Page[1 << (32 - PAGE_BITS)];
    /** The numbers of the pages there are. */
    private final Set<Integer> live = new HashSet<>();

    private final SystemBus bus;
    private final BlockSource source;
    private long[] counts;
    private Runnable dropped = () -> {};

    /** No block holds an instruction at one of these but as its first, and none that is kept begins with one. */
    private final Set<Integer> breakpoints = new HashSet<>();

    private Runnable breakpointReached = () -> {};
    private HotCode hotCode = HotCode.NONE;
    private Heat translatedAt = Heat.NEVER;

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
        Optional<Translation> made = hotCode.translate(block, this::hotBlock);
        made.ifPresentOrElse(block::setTranslation, () -> block.hotAt = Heat.OUT_OF_REACH);
        return made.orElse(null);
    }

    private Optional<Block> hotBlock(int address) {
        Page page = pages[address >>> PAGE_BITS];
        return Optional.ofNullable(page == null ? null : page.blocks[(address & PAGE_MASK) >>> 1])
                .filter(translatedAt::isSharedBy);
    }

    /** Puts an end to the run wherever execution arrives at an address; call it between runs. */
    public void addBreakpoint(int address) {
        if (breakpoints.add(address)) {
            drop(address >>> PAGE_BITS);
        }
    }

    /** Takes a breakpoint back; call it between runs. */
    public void removeBreakpoint(int address) {
        if (breakpoints.remove(address)) {
            drop(address >>> PAGE_BITS);
        }
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
        for (int number : live) {
            for (Block block : Objects.requireNonNull(pages[number]).blocks) {
                if (block != null) {
                    block.addCountsTo(result);
                }
            }
        }
        return result;
    }

    /** Forgets blocks and counts. */
    public void reset() {
        Set.copyOf(live).forEach(this::drop);
        Arrays.fill(counts, 0);
    }

    /** Forgets every decoded block, for instance because the rules of execution have changed. */
    public void dropAll() {
        Set.copyOf(live).forEach(this::drop);
        dropped.run();
    }

    /** Forgets the decoded blocks of a page, for instance because it may be executed no more. */
    public void dropPage(int number) {
        drop(number);
        dropped.run();
    }

    @Override
    public boolean codeWritten(int address, int length) {
        Page page = pages[address >>> PAGE_BITS];
        if (page == null) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (isDecoded(page, address + i)) {
                drop(address >>> PAGE_BITS);
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
        for (int at = block.address; at != block.end; at += 2) {
            Page page = page(at);
            int halfword = (at & PAGE_MASK) >>> 1;
            page.decoded[halfword >>> 6] |= 1L << halfword;
        }
        page(address).blocks[(address & PAGE_MASK) >>> 1] = block;
        block.hotAt = translatedAt.executionsOf(block);
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
            page = new Page();
            pages[number] = page;
            live.add(number);
            bus.watchCode(address);
        }
        return page;
    }

    private void drop(int number) {
        Page page = pages[number];
        if (page == null) {
            return;
        }
        pages[number] = null;
        live.remove(number);
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
            drop(number - 1);
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
