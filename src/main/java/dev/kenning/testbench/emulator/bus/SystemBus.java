package dev.kenning.testbench.emulator.bus;

import dev.kenning.testbench.state.NotState;
import dev.kenning.testbench.state.Stateful;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Connects cores, memories and devices in one little-endian address space.
 *
 * <p>Memory is reached through flat tables of 4 KiB pages; a null entry means a device, nothing, a page that was never
 * touched, or (in the table for stores) a page with decoded instructions, and takes the slow path; so does all that lies above 4 GiB. An access to nothing
 * reads 0 and is logged in Renode's words. Not thread-safe: a machine runs on one thread.
 */
public final class SystemBus implements Stateful {

    private static final VarHandle HALF = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final int PAGES = 1 << (32 - MappedMemory.PAGE_BITS);
    private static final BusMaster NOBODY = () -> "";

    private final Clock clock;
    private final AccessLog log;

    /** A view has the pages of what it shows more than, until something is registered on it alone. */
    @NotState
    private byte[] @Nullable [] readPages;

    @NotState
    private byte[] @Nullable [] writePages;

    @NotState
    private final List<PageHolder> pageHolders = new ArrayList<>(2);

    private final List<Registration> registrations = new ArrayList<>();
    private final Tags tags;
    private final List<CodeListener> codeListeners;
    /** This bus and those that show more than it to one core; the same list in each of them. */
    private final List<SystemBus> views;
    /** What answers where nothing of this bus does. */
    private final @Nullable SystemBus outer;

    private long[] starts = new long[0];
    private @Nullable Registration latest;

    @NotState
    private BusMaster master = NOBODY;

    @NotState
    private Runnable pause = () -> {};

    /** Who hears every access; nobody most of the time. */
    @NotState
    private CoreProbe everything = CoreProbe.NONE;

    /** Who hears of the accesses that take the slow path anyway; nobody most of the time. */
    @NotState
    private CoreProbe slowAccesses = CoreProbe.NONE;

    /** Who is told of an access: both of these. */
    @NotState
    private CoreProbe probe = CoreProbe.NONE;

    @NotState
    private Runnable ownRegistration = () -> {};

    private final Watchpoints watchpoints;
    private final AccessHooks accessHooks;
    private final LockedRanges locks;
    private final UnhandledAccesses unhandled;

    /** Creates a bus with nothing on it. */
    public SystemBus(Clock clock, AccessLog log) {
        this.clock = clock;
        this.log = log;
        tags = new Tags();
        codeListeners = new ArrayList<>(1);
        views = new ArrayList<>(List.of(this));
        outer = null;
        readPages = new byte[PAGES][];
        writePages = new byte[PAGES][];
        watchpoints = new Watchpoints(this::forgetPages);
        accessHooks = new AccessHooks();
        locks = new LockedRanges();
        unhandled = new UnhandledAccesses(log);
    }

    private SystemBus(SystemBus shown) {
        clock = shown.clock;
        log = shown.log;
        tags = shown.tags;
        codeListeners = shown.codeListeners;
        views = shown.views;
        outer = shown;
        readPages = shown.readPages;
        writePages = shown.writePages;
        watchpoints = shown.watchpoints;
        accessHooks = shown.accessHooks;
        locks = shown.locks;
        unhandled = shown.unhandled;
        pause = shown.pause;
        everything = shown.everything;
        slowAccesses = shown.slowAccesses;
        probe = shown.probe;
        views.add(this);
    }

    /** Returns a bus for one core: it shows what this one does, and before that what is registered for the core only. */
    public SystemBus newView() {
        return new SystemBus(this);
    }

    @Override
    public Runnable capture() {
        return () -> latest = null;
    }

    /** Memories come back page by page; which of them are in the tables depends on tags, locks and registrations. */
    @Override
    public void forget() {
        for (Registration there : registrations) {
            if (there.memory() != null) {
                forgetPages(there.range());
            }
        }
    }

    /** Returns the machine's clock. */
    public Clock clock() {
        return clock;
    }

    /** Returns the log that hears of accesses nobody serves. */
    public AccessLog log() {
        return log;
    }

    /**
     * Puts a new memory at an address.
     *
     * @throws IllegalArgumentException if something is there already; the text names both and their ranges
     */
    public MappedMemory mapMemory(long address, long size, String name) {
        MappedMemory memory = new MappedMemory(name, size);
        mapMemory(address, memory);
        return memory;
    }

    /** Puts a memory at one more address. */
    public void mapMemory(long address, MappedMemory memory) {
        mapMemory(address, memory.size(), memory, 0);
    }

    /**
     * Shows the first bytes of a memory in a range; bytes behind its end read 0.
     *
     * @param offset what the monitor tells; nothing else depends on it
     */
    public void mapMemory(long address, long size, MappedMemory memory, long offset) {
        AddressRange range = new AddressRange(address, size);
        add(new Registration(range, memory.name(), memory, null, offset));
        memory.addMapping(range, codeListeners);
    }

    /**
     * Puts a device at an address.
     *
     * @throws IllegalArgumentException if something is there already; the text names both and their ranges
     */
    public void register(long address, long size, Peripheral peripheral, String name) {
        register(address, size, peripheral, name, 0);
    }

    /** Puts a device at an address that it takes for an offset of its own. */
    public void register(long address, long size, Peripheral peripheral, String name, long offset) {
        add(new Registration(new AddressRange(address, size), name, null, peripheral, offset));
    }

    /**
     * Takes everything back that is registered under a name.
     *
     * @return whether there was anything
     */
    public boolean unregister(String name) {
        List<Registration> removed =
                registrations.stream().filter(it -> it.name().equals(name)).toList();
        registrations.removeAll(removed);
        index();
        removed.forEach(it -> forgetPages(it.range()));
        return !removed.isEmpty();
    }

    /** Returns the name of what stands at an address. */
    public Optional<String> nameAt(long address) {
        return Optional.ofNullable(find(address)).map(Registration::name);
    }

    /** Returns the device that covers an address. */
    public Optional<Peripheral> peripheralAt(long address) {
        return Optional.ofNullable(find(address)).map(Registration::peripheral);
    }

    /** Returns what is registered at an address. */
    public Optional<Mapping> mappingAt(long address) {
        return Optional.ofNullable(find(address))
                .map(there -> new Mapping(there.range(), there.name(), there.offset()));
    }

    /** Returns whether every byte of the range is memory. */
    public boolean isMemory(AddressRange range) {
        long address = range.start();
        while (address <= range.last()) {
            Registration there = find(address);
            if (there == null || there.memory() == null) {
                return false;
            }
            address = there.range().last() + 1;
        }
        return true;
    }

    /**
     * Names a range that nothing serves.
     *
     * <p>As in Renode, a tag inside exactly one other is named {@code outer->inner}.
     *
     * @param defaultValue what reads return
     * @param pausing whether an access pauses the machine
     * @param silent whether accesses stay out of the log
     * @param override whether the tag answers in place of what is registered there
     * @throws IllegalArgumentException if the range overlaps a tag that does not contain it
     */
    public void tag(
            AddressRange range, String name, int defaultValue, boolean pausing, boolean silent, boolean override) {
        tags.add(new Tags.Tag(range, name, defaultValue, pausing, silent, override));
        if (override) {
            forgetPages(range);
        }
    }

    /** Takes back every tag that covers an address. */
    public void removeTag(long address) {
        tags.removeAt(address);
    }

    /** Lets accesses to a range that nothing serves read 0 and stay out of the log. */
    public void silenceRange(AddressRange range) {
        tags.silence(range);
    }

    /** Says what an access to a pausing tag calls. */
    public void onPause(Runnable action) {
        views.forEach(view -> view.pause = action);
    }

    /** Says who accesses the bus from now on. */
    public void setMaster(BusMaster busMaster) {
        master = busMaster;
        if (outer != null) {
            outer.master = busMaster;
        }
    }

    /** Says what to call when something has been registered on this bus only; {@link #readPages()} may be others then. */
    public void onOwnRegistration(Runnable action) {
        ownRegistration = action;
    }

    /**
     * Lets a probe hear what the cores do, or nobody ({@link CoreProbe#NONE}).
     *
     * <p>While one hears, both tables of pages stay empty: every access takes the slow path, where cores tell the probe.
     * So listening costs nothing unless somebody does.
     */
    public void setProbe(CoreProbe listener) {
        for (SystemBus view : views) {
            view.everything = listener;
            view.probe = BothProbes.of(listener, view.slowAccesses);
            for (Registration there : view.registrations) {
                if (there.memory() != null) {
                    forgetPages(there.range());
                }
            }
        }
    }

    /** Lets a probe hear of the accesses that take the slow path whether it listens or not, or nobody ({@link CoreProbe#NONE}). */
    public void setSlowProbe(CoreProbe listener) {
        for (SystemBus view : views) {
            view.slowAccesses = listener;
            view.probe = BothProbes.of(view.everything, listener);
        }
    }

    /** Lets a probe hear what the core of this bus does, or nobody, as {@link #setProbe}; the bus must be one of a core. */
    public void setOwnProbe(CoreProbe listener) {
        separate();
        everything = listener;
        probe = BothProbes.of(listener, slowAccesses);
        forget(0, PAGES - 1);
        ownRegistration.run();
    }

    /** Returns whether somebody hears everything that the cores of this bus do. */
    public boolean isProbed() {
        return everything != CoreProbe.NONE;
    }

    private void separate() {
        if (outer != null && outer.readPages == readPages) {
            readPages = new byte[PAGES][];
            writePages = new byte[PAGES][];
        }
    }

    /** Returns whom a core tells each load and store that takes the slow path, and each exception. */
    public CoreProbe probe() {
        return probe;
    }

    /** Returns what a core asks before each load and store that takes the slow path. */
    public Watchpoints watchpoints() {
        return watchpoints;
    }

    /**
     * Calls a hook at each access of this width to an address, from now on.
     *
     * @param width bytes: 1, 2 or 4
     */
    public void addAccessHook(long address, int width, Watchpoint.Kind kind, AccessHooks.Hook hook) {
        accessHooks.add(address, width, kind, hook);
        forgetPages(new AddressRange(address, width));
    }

    /** Keeps everybody from a range, or lets them in again; what answers there stays where it is. */
    public void setLocked(AddressRange range, boolean locked) {
        locks.set(range, locked);
        forgetPages(range);
    }

    /** Returns whether a part of a range is locked. */
    public boolean isLocked(AddressRange range) {
        return locks.touch(range);
    }

    /** Returns whether a load touches a locked range, which the log hears of then. */
    boolean isLockedRead(long at, int width) {
        boolean locked = locks.touch(at, width);
        if (locked) {
            log.warn(
                    "sysbus",
                    String.format(
                            Locale.ROOT,
                            "Tried to read %d bytes at 0x%X which is inside a locked address range, returning 0",
                            width,
                            at));
        }
        return locked;
    }

    /** Returns whether a store touches a locked range, which the log hears of then. */
    boolean isLockedWrite(long at, int width, long value) {
        boolean locked = locks.touch(at, width);
        if (locked) {
            log.warn(
                    "sysbus",
                    String.format(
                            Locale.ROOT,
                            "Tried to write %d bytes (0x%X) at 0x%X which is inside a locked address range, write ignored",
                            width,
                            value & -1L >>> (64 - 8 * width),
                            at));
        }
        return locked;
    }

    /** Calls a hook at each access to a byte, whatever its width, until it is {@linkplain #removeAccessHook taken back}. */
    public void addAccessHook(long address, AccessHooks.Hook hook) {
        accessHooks.add(address, hook);
        forgetPages(new AddressRange(address, 1));
    }

    /** Takes a hook back; harmless if it is not there. */
    public void removeAccessHook(AccessHooks.Hook hook) {
        accessHooks.remove(hook);
    }

    /** Takes all hooks at an address back. */
    public void removeAccessHooks(long address) {
        accessHooks.removeAt(address);
    }

    /** Puts something between this bus and a device, wherever the device is registered. */
    public void intercept(String name, UnaryOperator<Peripheral> interceptor) {
        registrations.replaceAll(it -> it.name().equals(name) && it.peripheral() != null
                ? new Registration(it.range(), name, null, interceptor.apply(it.peripheral()), it.offset())
                : it);
        latest = null;
    }

    /** Lets a core hear of stores to the pages it watches. */
    public void addCodeListener(CodeListener listener) {
        codeListeners.add(listener);
    }

    /** Sends stores to the page around an address through the slow path, where listeners hear of them. */
    public void watchCode(long address) {
        Registration there = find(address);
        if (there != null && there.memory() != null && there.reaches(there.memory(), address)) {
            MappedMemory memory = there.memory();
            int page = (int) (there.distance(address) >>> MappedMemory.PAGE_BITS);
            memory.setHoldsCode(page, true);
            for (AddressRange mapping : memory.mappings()) {
                long entry = (mapping.start() >>> MappedMemory.PAGE_BITS) + page;
                views.forEach(view -> view.forgetStores(entry));
            }
        }
    }

    /** Returns whether instructions can be fetched from an address: only memory gives them. */
    public boolean isFetchable(int address) {
        if (readPages[address >>> MappedMemory.PAGE_BITS] != null) {
            return true;
        }
        Registration there = find(Integer.toUnsignedLong(address));
        return there != null && there.memory() != null;
    }

    /** Returns whether instructions can be fetched from an address of 64 bits. */
    public boolean isFetchable(long address) {
        if (address >>> 32 == 0) {
            return isFetchable((int) address);
        }
        Registration there = find(address);
        return there != null && there.memory() != null;
    }

    /** Returns whether anything answers at an address: memory, a device, or a tag. */
    public boolean isServed(int address) {
        return isServed(Integer.toUnsignedLong(address));
    }

    /** Returns whether anything answers at an address of 64 bits: memory, a device, or a tag. */
    public boolean isServed(long address) {
        return find(address) != null || tags.at(address) != null;
    }

    /** Returns the ranges in which something answers, by start; they neither overlap nor touch. */
    public List<AddressRange> servedRanges() {
        List<AddressRange> ranges = new ArrayList<>();
        mappings().forEach(there -> ranges.add(there.range()));
        ranges.addAll(tags.ranges());
        ranges.sort(Comparator.comparingLong(AddressRange::start));
        List<AddressRange> joined = new ArrayList<>();
        for (AddressRange range : ranges) {
            int latest = joined.size() - 1;
            if (latest >= 0 && range.start() <= joined.get(latest).last() + 1) {
                AddressRange before = joined.get(latest);
                joined.set(latest, AddressRange.between(before.start(), Math.max(before.last(), range.last())));
            } else {
                joined.add(range);
            }
        }
        return joined;
    }

    /** Returns whether a device serves an address. */
    public boolean isDevice(int address) {
        if (readPages[address >>> MappedMemory.PAGE_BITS] != null) {
            return false;
        }
        Registration there = find(Integer.toUnsignedLong(address));
        return there != null && there.peripheral() != null;
    }

    /**
     * Returns the pages that loads may use directly, by address bits 31 to 12.
     *
     * <p>An entry may be null, become non-null, or turn null again; the array itself stays the same until the {@linkplain
     * #onOwnRegistration first registration} on this bus only.
     */
    public byte[] @Nullable [] readPages() {
        return readPages;
    }

    /** Returns the pages that stores may use directly, by address bits 31 to 12. */
    public byte[] @Nullable [] writePages() {
        return writePages;
    }

    /** Returns empty tables for a master that may not use every page. */
    public PageTables newPageTables() {
        PageTables tables = new PageTables(this);
        pageHolders.add(tables);
        return tables;
    }

    /** Returns empty tables for a master with an address space of its own. */
    public TranslatedPages newTranslatedPages() {
        TranslatedPages pages = new TranslatedPages(newHighPages());
        pageHolders.add(pages);
        return pages;
    }

    /** Returns empty tables for the pages above 4 GiB. */
    public HighPages newHighPages() {
        HighPages pages = new HighPages();
        pageHolders.add(pages);
        return pages;
    }

    /** Returns the page around an address if loads may use it directly, once one has gone through the slow path. */
    public byte @Nullable [] pageForLoads(long address) {
        return address >>> 32 == 0 ? readPages[(int) address >>> MappedMemory.PAGE_BITS] : highPage(address, false);
    }

    /** Returns the page around an address if stores may use it directly, once one has gone through the slow path. */
    public byte @Nullable [] pageForStores(long address) {
        return address >>> 32 == 0 ? writePages[(int) address >>> MappedMemory.PAGE_BITS] : highPage(address, true);
    }

    private byte @Nullable [] highPage(long address, boolean store) {
        Registration there = find(address);
        MappedMemory memory = there == null ? null : there.memory();
        if (there == null || memory == null || !there.reaches(memory, address) || !isDirect(there, memory, address)) {
            return null;
        }
        int number = (int) (there.distance(address) >>> MappedMemory.PAGE_BITS);
        return store && memory.holdsCode(number) ? null : memory.page(number);
    }

    /** Reads a byte, zero-extended. */
    public int readByte(int address) {
        byte[] page = readPages[address >>> MappedMemory.PAGE_BITS];
        return page != null ? page[address & MappedMemory.PAGE_MASK] & 0xFF : readSlowly(address, 1);
    }

    /** Reads two bytes, zero-extended; any alignment. */
    public int readHalf(int address) {
        byte[] page = readPages[address >>> MappedMemory.PAGE_BITS];
        int offset = address & MappedMemory.PAGE_MASK;
        return page != null && offset <= MappedMemory.PAGE_SIZE - 2
                ? (short) HALF.get(page, offset) & 0xFFFF
                : readSlowly(address, 2);
    }

    /** Reads four bytes; any alignment. */
    public int readWord(int address) {
        byte[] page = readPages[address >>> MappedMemory.PAGE_BITS];
        int offset = address & MappedMemory.PAGE_MASK;
        return page != null && offset <= MappedMemory.PAGE_SIZE - 4
                ? (int) WORD.get(page, offset)
                : readSlowly(address, 4);
    }

    /** Writes the low 8 bits of the value. */
    public void writeByte(int address, int value) {
        byte[] page = writePages[address >>> MappedMemory.PAGE_BITS];
        if (page != null) {
            page[address & MappedMemory.PAGE_MASK] = (byte) value;
        } else {
            writeSlowly(address, 1, value);
        }
    }

    /** Writes the low 16 bits of the value; any alignment. */
    public void writeHalf(int address, int value) {
        byte[] page = writePages[address >>> MappedMemory.PAGE_BITS];
        int offset = address & MappedMemory.PAGE_MASK;
        if (page != null && offset <= MappedMemory.PAGE_SIZE - 2) {
            HALF.set(page, offset, (short) value);
        } else {
            writeSlowly(address, 2, value);
        }
    }

    /** Writes four bytes; any alignment. */
    public void writeWord(int address, int value) {
        byte[] page = writePages[address >>> MappedMemory.PAGE_BITS];
        int offset = address & MappedMemory.PAGE_MASK;
        if (page != null && offset <= MappedMemory.PAGE_SIZE - 4) {
            WORD.set(page, offset, value);
        } else {
            writeSlowly(address, 4, value);
        }
    }

    /** Reads eight bytes, the lower half first; any alignment. */
    public long readDouble(int address) {
        long low = Integer.toUnsignedLong(readWord(address));
        return low | (long) readWord(address + 4) << 32;
    }

    /** Writes eight bytes, the lower half first; any alignment. */
    public void writeDouble(int address, long value) {
        writeWord(address, (int) value);
        writeWord(address + 4, (int) (value >>> 32));
    }

    /** Reads a range byte by byte, as loaders, debuggers and DMA controllers do. */
    public void readBytes(int address, byte[] into, int offset, int length) {
        for (int i = 0; i < length; i++) {
            into[offset + i] = (byte) readByte(address + i);
        }
    }

    /** Writes a range byte by byte; decoded instructions there are dropped. */
    public void writeBytes(int address, byte[] from, int offset, int length) {
        for (int i = 0; i < length; i++) {
            writeByte(address + i, from[offset + i]);
        }
    }

    /** Serves a load that its caller could not serve from {@link #readPages()}. */
    public int readSlowly(int address, int width) {
        return (address & (width - 1)) != 0
                ? readBytewise(address, width)
                : readAt(Integer.toUnsignedLong(address), width);
    }

    /** Serves a store that its caller could not serve from {@link #writePages()}. */
    public void writeSlowly(int address, int width, int value) {
        if ((address & (width - 1)) != 0) {
            writeBytewise(address, width, value);
        } else {
            writeAt(Integer.toUnsignedLong(address), width, value);
        }
    }

    /** Serves an aligned load. */
    int readAt(long at, int width) {
        if (isLockedRead(at, width)) {
            return 0;
        }
        int value = readThere(at, width);
        accessHooks.call(at, width, Watchpoint.Kind.READ, Integer.toUnsignedLong(value));
        return value;
    }

    private int readThere(long at, int width) {
        Registration there = find(at);
        if (there == null || tags.overrideAt(at) != null) {
            return readNothing(at, width);
        }
        if (!there.range().contains(at + width - 1)) {
            return readAcross(at, width);
        }
        MappedMemory memory = there.memory();
        if (memory == null) {
            return there.read(at, width);
        }
        if (!there.reaches(memory, at + width - 1)) {
            return 0;
        }
        long offset = there.distance(at);
        byte[] page = memory.page((int) (offset >>> MappedMemory.PAGE_BITS));
        admit(there, memory, at);
        int inPage = (int) offset & MappedMemory.PAGE_MASK;
        return switch (width) {
            case 1 -> page[inPage] & 0xFF;
            case 2 -> (short) HALF.get(page, inPage) & 0xFFFF;
            default -> (int) WORD.get(page, inPage);
        };
    }

    private int readAcross(long at, int width) {
        int value = 0;
        for (int i = 0; i < width; i++) {
            value |= readAt(at + i, 1) << (8 * i);
        }
        return value;
    }

    /** Serves an aligned store. */
    void writeAt(long at, int width, int value) {
        if (at >>> 32 == 0 && writeBesideCode((int) at, width, value)) {
            return;
        }
        if (isLockedWrite(at, width, Integer.toUnsignedLong(value))) {
            return;
        }
        accessHooks.call(at, width, Watchpoint.Kind.WRITE, value & (0xFFFF_FFFFL >>> (32 - 8 * width)));
        Registration there = find(at);
        if (there == null || tags.overrideAt(at) != null) {
            writeNothing(at, width, value);
            return;
        }
        if (!there.range().contains(at + width - 1)) {
            for (int i = 0; i < width; i++) {
                writeAt(at + i, 1, value >>> (8 * i));
            }
            return;
        }
        MappedMemory memory = there.memory();
        if (memory == null) {
            there.write(at, width, value);
            return;
        }
        if (!there.reaches(memory, at + width - 1)) {
            return;
        }
        long offset = there.distance(at);
        int number = (int) (offset >>> MappedMemory.PAGE_BITS);
        set(memory.page(number), (int) offset & MappedMemory.PAGE_MASK, width, value);
        if (memory.holdsCode(number)) {
            memory.setHoldsCode(number, memory.tellCodeListeners(offset, width));
        }
        admit(there, memory, at);
    }

    /** Serves a store to a page that loads reach directly: nothing but code keeps stores there from being direct, too. */
    private boolean writeBesideCode(int address, int width, int value) {
        int entry = address >>> MappedMemory.PAGE_BITS;
        byte[] page = readPages[entry];
        if (page == null) {
            return false;
        }
        long at = Integer.toUnsignedLong(address);
        Registration there = find(at);
        MappedMemory memory = there == null ? null : there.memory();
        if (there == null || memory == null) {
            return false;
        }
        set(page, address & MappedMemory.PAGE_MASK, width, value);
        long offset = there.distance(at);
        if (!memory.tellCodeListeners(offset, width)) {
            memory.setHoldsCode((int) (offset >>> MappedMemory.PAGE_BITS), false);
            writePages[entry] = page;
        }
        return true;
    }

    private static void set(byte[] page, int offset, int width, int value) {
        switch (width) {
            case 1 -> page[offset] = (byte) value;
            case 2 -> HALF.set(page, offset, (short) value);
            default -> WORD.set(page, offset, value);
        }
    }

    private int readBytewise(int address, int width) {
        int value = 0;
        for (int i = 0; i < width; i++) {
            value |= readByte(address + i) << (8 * i);
        }
        return value;
    }

    private void writeBytewise(int address, int width, int value) {
        for (int i = 0; i < width; i++) {
            writeByte(address + i, value >>> (8 * i));
        }
    }

    /** Enters a page into the tables, if the memory covers the whole of it and lies on page boundaries. */
    private void admit(Registration there, MappedMemory memory, long at) {
        if (at >>> 32 != 0 || !isDirect(there, memory, at)) {
            return;
        }
        int number = (int) (there.distance(at) >>> MappedMemory.PAGE_BITS);
        int entry = (int) (at >>> MappedMemory.PAGE_BITS);
        readPages[entry] = memory.page(number);
        if (!memory.holdsCode(number)) {
            writePages[entry] = memory.page(number);
        }
    }

    private boolean isDirect(Registration there, MappedMemory memory, long at) {
        AddressRange page = new AddressRange(at & ~(long) MappedMemory.PAGE_MASK, MappedMemory.PAGE_SIZE);
        return everything == CoreProbe.NONE
                && (there.range().start() & MappedMemory.PAGE_MASK) == 0
                && there.range().contains(page)
                && memory.isWhole((int) (there.distance(at) >>> MappedMemory.PAGE_BITS))
                && !tags.overrideIn(page)
                && !accessHooks.areIn(page)
                && !locks.touch(page)
                && !isHidden(page)
                && !watchpoints.coverPageOf(at);
    }

    /** Returns whether something that is registered for one core only answers in a page for what all have there. */
    private boolean isHidden(AddressRange page) {
        return outer != null
                && registrations.stream()
                        .anyMatch(it -> it.range().overlaps(page) && !it.range().contains(page));
    }

    private void forgetPages(AddressRange range) {
        long first = range.start() >>> MappedMemory.PAGE_BITS;
        long last = range.last() >>> MappedMemory.PAGE_BITS;
        views.forEach(view -> view.forget(first, last));
    }

    private void forget(long first, long last) {
        boolean shares = outer != null && outer.readPages == readPages;
        for (int page = (int) first; !shares && first < PAGES && page <= Math.min(last, PAGES - 1); page++) {
            readPages[page] = null;
            writePages[page] = null;
        }
        pageHolders.forEach(holder -> holder.forget(first, last));
    }

    private void forgetStores(long page) {
        if (page < PAGES) {
            writePages[(int) page] = null;
        }
        pageHolders.forEach(holder -> holder.forgetStores(page));
    }

    /** Returns whether neither this bus nor the one that it shows has anything at an address. */
    boolean isNothingAt(long at) {
        return find(at) == null;
    }

    private int readNothing(long at, int width) {
        return (int) readWideNothing(at, width);
    }

    /** Serves a load of 1, 2, 4 or 8 bytes where nothing is. */
    long readWideNothing(long at, int width) {
        Tags.Tag tag = tags.at(at);
        long value = tag == null ? 0 : Integer.toUnsignedLong(tag.value()) & (-1L >>> (64 - 8 * width));
        unhandled.read(accessContext(), tag, at, width, value);
        pauseIfAsked(tag);
        return value;
    }

    private void writeNothing(long at, int width, int value) {
        writeWideNothing(at, width, value);
    }

    /** Serves a store of 1, 2, 4 or 8 bytes where nothing is. */
    void writeWideNothing(long at, int width, long value) {
        Tags.Tag tag = tags.at(at);
        unhandled.write(accessContext(), tag, at, width, value & (-1L >>> (64 - 8 * width)));
        pauseIfAsked(tag);
    }

    private void pauseIfAsked(Tags.@Nullable Tag tag) {
        if (tag != null && tag.pausing()) {
            pause.run();
        }
    }

    /** Returns what stands before a message about the access that is being made: {@code [cpu: 0x80001A0 (main)] }. */
    public String accessContext() {
        String who = master.describe();
        return who.isEmpty() ? "" : "[" + who + "] ";
    }

    /** Accesses the bus on behalf of no core, as the monitor does. */
    public <T> T withoutMaster(Supplier<T> access) {
        List<BusMaster> before = views.stream().map(view -> view.master).toList();
        views.forEach(view -> view.master = NOBODY);
        try {
            return access.get();
        } finally {
            for (int i = 0; i < before.size(); i++) {
                views.get(i).master = before.get(i);
            }
        }
    }

    /** Returns which of the accesses that nothing serves the log tells of, by Renode's name. */
    public String unhandledAccessBehaviour() {
        return UnhandledAccesses.BEHAVIOUR.print(unhandled.behaviour());
    }

    /**
     * Says which of the accesses that nothing serves the log tells of.
     *
     * @param nameOrNumber of Renode's enumeration
     * @throws IllegalArgumentException if it is none
     */
    public void setUnhandledAccessBehaviour(Object nameOrNumber) {
        unhandled.setBehaviour(nameOrNumber);
    }

    private void add(Registration added) {
        for (Registration other : registrations) {
            if (other.range().overlaps(added.range())) {
                throw new OverlapException(added.range(), added.name(), other.range(), other.name());
            }
        }
        registrations.add(added);
        index();
        if (outer != null) {
            separate();
            forgetPages(added.range());
            ownRegistration.run();
        }
    }

    private void index() {
        registrations.sort((one, other) ->
                Long.compareUnsigned(one.range().start(), other.range().start()));
        starts = registrations.stream().mapToLong(it -> it.range().start()).toArray();
        latest = null;
    }

    private @Nullable Registration find(long at) {
        Registration recent = latest;
        if (recent != null && recent.range().contains(at)) {
            return recent;
        }
        int index = lastStartingAtOrBefore(at);
        if (index < 0 || !registrations.get(index).range().contains(at)) {
            return outer == null ? null : outer.find(at);
        }
        latest = registrations.get(index);
        return latest;
    }

    private int lastStartingAtOrBefore(long at) {
        int low = 0;
        int high = starts.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(starts[middle], at) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /** Returns the ranges in use, by start, with their names; for the monitor's {@code peripherals}. */
    public List<Mapping> mappings() {
        List<Mapping> result = new ArrayList<>(registrations.size());
        for (Registration it : registrations) {
            result.add(new Mapping(it.range(), it.name(), it.offset()));
        }
        if (outer != null) {
            result.addAll(outer.mappings());
        }
        return Collections.unmodifiableList(result);
    }

    /** A named range of the bus, and what its device adds to addresses. */
    public record Mapping(AddressRange range, String name, long offset) {

        /** Names a range whose device adds nothing. */
        public Mapping(AddressRange range, String name) {
            this(range, name, 0);
        }
    }

    /** Returns what is registered on this bus only, if it {@linkplain #newView() shows more than another}. */
    public List<Mapping> ownMappings() {
        return registrations.stream()
                .map(it -> new Mapping(it.range(), it.name(), it.offset()))
                .toList();
    }
}
