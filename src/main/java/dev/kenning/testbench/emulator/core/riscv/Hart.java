package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.bus.ExternalMmu;
import dev.kenning.testbench.emulator.bus.HighPages;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.bus.TranslatedPages;
import dev.kenning.testbench.emulator.bus.WideAccess;
import dev.kenning.testbench.emulator.core.Block;
import dev.kenning.testbench.emulator.core.BlockCache;
import dev.kenning.testbench.emulator.core.Execution;
import dev.kenning.testbench.emulator.core.Interpreted;
import dev.kenning.testbench.emulator.core.MemoryProtection;
import dev.kenning.testbench.emulator.core.ProtectionUnit;
import dev.kenning.testbench.emulator.core.softfloat.FloatUnit;
import dev.kenning.testbench.emulator.core.softfloat.HalfUnit;
import dev.kenning.testbench.emulator.core.translate.Machine;
import dev.kenning.testbench.state.NotState;
import dev.kenning.testbench.state.Stateful;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of a core that instructions see: registers, privilege, memory.
 *
 * <p>Fields are open to the package because the semantic methods are the instructions of this machine, and every level
 * of indirection would be paid billions of times.
 */
final class Hart extends Execution implements Stateful {

    /** Where an instruction leaves a result that it gives to x0. */
    static final int SINK = 32;
    /** The bits of an address within a page of memory. */
    static final int PAGE_MASK = 0xFFF;

    /** What {@code mtvec} is at reset in Renode, behind its reset vector. */
    private static final long TRAP_VECTOR_AT_RESET = 0x1010;

    static final int USER = 0;
    static final int SUPERVISOR = 1;
    static final int MACHINE = 3;

    private static final VarHandle HALF = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle DOUBLE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PAGE_BITS = 12;
    private static final long BEYOND_BUS = 0xFFFF_FFFF_0000_0000L;
    private static final long ADDRESS = 0xFFFF_FFFFL;
    /** What stands above a single in a register (NaN boxing; Unprivileged ISA, 21.2). */
    private static final long BOX = 0xFFFF_FFFF_0000_0000L;

    private static final long HALF_BOX = 0xFFFF_FFFF_FFFF_0000L;

    /** Integer registers, on RV32 their values sign-extended; x0 is never written. */
    final long[] x = new long[SINK + 1];
    /** Floating-point registers as bits; one that holds a single has ones above it ({@link #single}). */
    final long[] f = new long[32];

    final FloatControl floats = new FloatControl();
    /** What the vector extension adds; cores without it never reach it. */
    VectorUnit vectors;

    /**
     * Address of the next instruction, once the present block has ended, by its difference to {@link #segment}: as long as
     * it stays there, it has 32 bits. {@link #programCounter()} tells the address itself.
     */
    long pc;
    /** The upper half of the addresses of the present blocks; 0 on RV32. */
    long segment;
    /** {@link #USER}, {@link #SUPERVISOR} or {@link #MACHINE}. */
    int privilege = MACHINE;

    int mstatus;
    /** Interrupts enabled. */
    long mie;
    /** Interrupts whose line is high. */
    int lines;
    /** Interrupts that software has made pending. */
    int softwarePending;
    /** Interrupts that supervisor mode handles ({@code mideleg}). */
    int interruptsDelegated;
    /** Exceptions that supervisor mode handles ({@code medeleg}). */
    int exceptionsDelegated;

    long mtvec;
    long mepc;
    long mcause;
    long mtval;
    long stvec;
    long sepc;
    long scause;
    long stval;
    boolean sleeping;

    boolean reserved;
    long reservedAddress;
    long reservedValue;

    /** Whether loads and stores are those of a vector's elements, which profilers tell apart. */
    boolean accessesElements;
    /** Whether the handler of a fault is being executed. */
    boolean handlingFault;

    final CoreType type;
    final Csrs csrs;
    final MemoryProtection protection;
    final Pmp pmp;
    final Paging paging;
    final ExternalMmu externalMmu;
    /** A number that changes with the rules of memory protection. */
    int protectionGeneration;

    private IntConsumer pageDenied = page -> {};
    final CustomInstructions customInstructions = new CustomInstructions();
    /** Bits that an address below 4 GiB does not have; none on RV32. */
    private final long beyondBus;
    /** Bits of a branch target that are not 0 where no instruction may stand. */
    private final int misalignedTarget;

    private final TrapException trap = new TrapException();

    @NotState
    private byte[] @Nullable [] readPages;

    @NotState
    private byte[] @Nullable [] writePages;
    /** Pages above 4 GiB that loads and stores find without translation. */
    @NotState
    private final HighPages ownHighPages;
    /** Those among them that memory protection permits at the present level. */
    @NotState
    private final HighPages permittedHighPages;
    /** Those that are in use. */
    @NotState
    private HighPages highPages;

    @NotState
    private long[] highLoadTags;

    @NotState
    private byte[][] highLoads;

    @NotState
    private long[] highStoreTags;

    @NotState
    private byte[][] highStores;
    /** The pages that loads and stores find by translation; null while there is none. */
    @NotState
    private @Nullable TranslatedPages translated;

    /** Each access takes the slow path, because somebody counts them. */
    @NotState
    private boolean heard;

    /** Tables for a core whose accesses are heard; empty until somebody hears them. */
    @NotState
    private byte[] @Nullable [] noPages = new byte[0][];

    /** Pages that are never filled, for the same. */
    @NotState
    private final HighPages noHighPages;

    private final WideAccess wideAccess;
    private final boolean allowsUnaligned;

    Hart(String name, CoreType type, SystemBus bus, long hartId, boolean allowsUnaligned) {
        super(bus);
        externalMmu = new ExternalMmu(name, type.is64(), bus.log(), this::translationChanged);
        this.type = type;
        this.allowsUnaligned = allowsUnaligned;
        beyondBus = type.is64() ? BEYOND_BUS : 0;
        misalignedTarget = type.has(Extension.C) ? 0 : 2;
        readPages = bus.readPages();
        writePages = bus.writePages();
        ownHighPages = bus.newHighPages();
        permittedHighPages = bus.newHighPages();
        noHighPages = bus.newHighPages();
        highPages = ownHighPages;
        highLoadTags = highPages.loadTags;
        highLoads = highPages.loads;
        highStoreTags = highPages.storeTags;
        highStores = highPages.stores;
        wideAccess = new WideAccess(bus);
        pmp = new Pmp(Csr.PMP_ENTRIES, type.xlen());
        protection = new MemoryProtection(bus, pmp, page -> pageDenied.accept(page));
        pmp.onChange(this::protectionChanged);
        paging = new Paging(this, externalMmu);
        csrs = new Csrs(this, hartId);
        vectors = new VectorUnit(VectorConfig.DEFAULT, floats);
        clearFloats();
    }

    /** Returns what the translator must know of this core. */
    Machine machine() {
        return new Machine(
                this,
                MethodHandles.lookup(),
                Semantics.NUMBERS.names(),
                List.of("x", "f"),
                "x",
                Set.of(),
                Set.of("readPages", "writePages", "segment"),
                "pc",
                "",
                "");
    }

    void reset() {
        Arrays.fill(x, 0);
        clearFloats();
        floats.reset();
        vectors.reset();
        privilege = MACHINE;
        mstatus = Status.MPP | (type.has(Extension.F) ? Status.FS_INITIAL : 0);
        mie = 0;
        mtvec = TRAP_VECTOR_AT_RESET;
        mepc = 0;
        mcause = 0;
        mtval = 0;
        stvec = 0;
        sepc = 0;
        scause = 0;
        stval = 0;
        interruptsDelegated = 0;
        exceptionsDelegated = 0;
        softwarePending = 0;
        sleeping = false;
        reserved = false;
        handlingFault = false;
        csrs.reset();
        paging.reset();
        pmp.reset();
    }

    /** Registers of 32 bits can hold nothing but singles. */
    private void clearFloats() {
        Arrays.fill(f, type.has(Extension.D) ? 0 : BOX);
    }

    // Floating-point registers

    /** Returns the single that a register holds, the default NaN if it holds something else. */
    int single(int register) {
        long value = f[register];
        return value >> 32 == -1 ? (int) value : FloatUnit.DEFAULT_NAN;
    }

    void setSingle(int register, int bits) {
        f[register] = BOX | bits;
    }

    /** Returns the half that a register holds, the default NaN if it holds something else. */
    int half(int register) {
        long value = f[register];
        return value >> 16 == -1 ? (int) value & 0xFFFF : HalfUnit.DEFAULT_NAN;
    }

    void setHalf(int register, int bits) {
        f[register] = HALF_BOX | (bits & 0xFFFF);
    }

    // Branches

    /** Continues at an address, as {@link #pc} holds it, after the present instruction. */
    void jump(long target, int k) {
        if (((int) target & misalignedTarget) != 0) {
            throw trap(TrapCause.INSTRUCTION_MISALIGNED, target ^ segment, k);
        }
        pc = target;
        if ((target & BEYOND_BUS) != 0) {
            interrupt();
        }
    }

    /** Returns an address in registers as {@link #pc} holds it. */
    long counter(long address) {
        return type.is64() ? address ^ segment : address;
    }

    /** Returns the address of the next instruction. */
    long programCounter() {
        return pc ^ segment;
    }

    /** Goes on at another address. */
    void setProgramCounter(long address) {
        pc = counter(target(address));
    }

    /** Makes the upper half of the program counter that of the blocks to come; returns it. */
    long enterSegment() {
        long beyond = pc & BEYOND_BUS;
        segment ^= beyond;
        pc ^= beyond;
        return segment;
    }

    /** Returns the address behind the present block, which a jump at its end leaves as its link. */
    long link() {
        return canonical(block.end);
    }

    /** Returns an address as registers hold it. */
    long canonical(int address) {
        return type.is64() ? segment | Integer.toUnsignedLong(address) : address;
    }

    /** Returns a register's value as an address of instructions: bit 0 cleared, 32 bits on RV32. */
    long target(long value) {
        return value & ~1L & ~(type.is64() ? 0 : BEYOND_BUS);
    }

    // Memory

    int loadByte(long address, int k) {
        byte[] page = readPages[(int) address >>> PAGE_BITS];
        return page != null && (address & beyondBus) == 0
                ? page[(int) address & PAGE_MASK]
                : (byte) loadElsewhere(address, 1, k);
    }

    int loadHalf(long address, int k) {
        byte[] page = readPages[(int) address >>> PAGE_BITS];
        return page != null && (address & (beyondBus | 1)) == 0
                ? (short) HALF.get(page, (int) address & PAGE_MASK)
                : (short) loadElsewhere(address, 2, k);
    }

    int loadWord(long address, int k) {
        byte[] page = readPages[(int) address >>> PAGE_BITS];
        return page != null && (address & (beyondBus | 3)) == 0
                ? (int) WORD.get(page, (int) address & PAGE_MASK)
                : loadElsewhere(address, 4, k);
    }

    long loadDouble(long address, int k) {
        byte[] page = readPages[(int) address >>> PAGE_BITS];
        return page != null && (address & (beyondBus | 7)) == 0
                ? (long) DOUBLE.get(page, (int) address & PAGE_MASK)
                : loadDoubleElsewhere(address, k);
    }

    void storeByte(long address, int value, int k) {
        byte[] page = writePages[(int) address >>> PAGE_BITS];
        if (page != null && (address & beyondBus) == 0) {
            page[(int) address & PAGE_MASK] = (byte) value;
        } else {
            storeElsewhere(address, 1, value, k);
        }
    }

    void storeHalf(long address, int value, int k) {
        byte[] page = writePages[(int) address >>> PAGE_BITS];
        if (page != null && (address & (beyondBus | 1)) == 0) {
            HALF.set(page, (int) address & PAGE_MASK, (short) value);
        } else {
            storeElsewhere(address, 2, value, k);
        }
    }

    void storeWord(long address, int value, int k) {
        byte[] page = writePages[(int) address >>> PAGE_BITS];
        if (page != null && (address & (beyondBus | 3)) == 0) {
            WORD.set(page, (int) address & PAGE_MASK, value);
        } else {
            storeElsewhere(address, 4, value, k);
        }
    }

    void storeDouble(long address, long value, int k) {
        byte[] page = writePages[(int) address >>> PAGE_BITS];
        if (page != null && (address & (beyondBus | 7)) == 0) {
            DOUBLE.set(page, (int) address & PAGE_MASK, value);
        } else {
            storeDoubleElsewhere(address, value, k);
        }
    }

    /** Returns the memory around an address, to be read; null for anything that takes the slow path. */
    byte @Nullable [] readPage(long address) {
        return (address & beyondBus) == 0 ? readPages[(int) address >>> PAGE_BITS] : null;
    }

    /** Returns the memory around an address, to be written; null for anything that takes the slow path. */
    byte @Nullable [] writePage(long address) {
        return (address & beyondBus) == 0 ? writePages[(int) address >>> PAGE_BITS] : null;
    }

    /** Loads from a page above 4 GiB that is known, or slowly. */
    private int loadElsewhere(long address, int width, int k) {
        int place = highPlace(address, width, highLoadTags);
        if (place < 0) {
            return loadSlowly(address, width, k);
        }
        byte[] page = highLoads[place];
        int offset = (int) address & PAGE_MASK;
        return switch (width) {
            case 1 -> page[offset];
            case 2 -> (short) HALF.get(page, offset);
            default -> (int) WORD.get(page, offset);
        };
    }

    private long loadDoubleElsewhere(long address, int k) {
        int place = highPlace(address, 8, highLoadTags);
        return place < 0
                ? loadDoubleSlowly(address, k)
                : (long) DOUBLE.get(highLoads[place], (int) address & PAGE_MASK);
    }

    private void storeElsewhere(long address, int width, int value, int k) {
        int place = highPlace(address, width, highStoreTags);
        if (place < 0) {
            storeSlowly(address, width, value, k);
            return;
        }
        byte[] page = highStores[place];
        int offset = (int) address & PAGE_MASK;
        switch (width) {
            case 1 -> page[offset] = (byte) value;
            case 2 -> HALF.set(page, offset, (short) value);
            default -> WORD.set(page, offset, value);
        }
    }

    private void storeDoubleElsewhere(long address, long value, int k) {
        int place = highPlace(address, 8, highStoreTags);
        if (place < 0) {
            storeDoubleSlowly(address, value, k);
        } else {
            DOUBLE.set(highStores[place], (int) address & PAGE_MASK, value);
        }
    }

    /** Returns where the page of an aligned access above 4 GiB is, -1 if it is not known. */
    private int highPlace(long address, int width, long[] tags) {
        if ((address & beyondBus) == 0 || (address & width - 1) != 0) {
            return -1;
        }
        int place = (int) (address >>> PAGE_BITS) & HighPages.MASK;
        return tags[place] == address >>> PAGE_BITS ? place : -1;
    }

    @Interpreted
    private int loadSlowly(long address, int width, int k) {
        return (int) loadAnyhow(address, width, k);
    }

    @Interpreted
    private long loadDoubleSlowly(long address, int k) {
        return loadAnyhow(address, 8, k);
    }

    private long loadAnyhow(long address, int width, int k) {
        if (isKnownMemory(address, width) && protection.knowsLoad((int) address)) {
            return load(address & ADDRESS, width);
        }
        moveClockTo(k);
        requireAlignment(address, width, TrapCause.LOAD_MISALIGNED, k);
        if (translated != null && crossesPages(address, width)) {
            return loadAcross(address, width, k);
        }
        long at = locate(address, width, ProtectionUnit.READ, TrapCause.LOAD_ACCESS_FAULT, k);
        tellLoad(at, width);
        long value = load(at, width);
        bus.probe().loaded(address, at, width, value);
        rememberLoad(address, at);
        afterAccess();
        return value;
    }

    private boolean isKnownMemory(long address, int width) {
        return translated == null && !heard && (address & (beyondBus | width - 1)) == 0;
    }

    /** Each byte of an access that crosses pages may be anywhere. */
    private long loadAcross(long address, int width, int k) {
        int inFirst = PAGE_MASK + 1 - ((int) address & PAGE_MASK);
        long first = locate(address, inFirst, ProtectionUnit.READ, TrapCause.LOAD_ACCESS_FAULT, k);
        long second = locate(address + inFirst, width - inFirst, ProtectionUnit.READ, TrapCause.LOAD_ACCESS_FAULT, k);
        tellLoad(first, inFirst);
        tellLoad(second, width - inFirst);
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            long at = i < inFirst ? first + i : second + i - inFirst;
            value = value << 8 | (load(at, 1) & 0xFF);
        }
        bus.probe().loaded(address, first, width, value);
        afterAccess();
        return value;
    }

    private long load(long at, int width) {
        if (at >>> 32 != 0) {
            return wideAccess.read(at, width);
        }
        int address = (int) at;
        return switch (width) {
            case 1 -> bus.readByte(address);
            case 2 -> bus.readHalf(address);
            case 4 -> bus.readWord(address);
            default -> bus.readDouble(address);
        };
    }

    @Interpreted
    private void storeSlowly(long address, int width, int value, int k) {
        storeAnyhow(address, width, value, k);
    }

    @Interpreted
    private void storeDoubleSlowly(long address, long value, int k) {
        storeAnyhow(address, 8, value, k);
    }

    private void storeAnyhow(long address, int width, long value, int k) {
        if (isKnownMemory(address, width) && protection.knowsStore((int) address)) {
            store(address & ADDRESS, width, value);
            return;
        }
        moveClockTo(k);
        requireAlignment(address, width, TrapCause.STORE_MISALIGNED, k);
        if (translated != null && crossesPages(address, width)) {
            storeAcross(address, width, value, k);
            return;
        }
        long at = locate(address, width, ProtectionUnit.WRITE, TrapCause.STORE_ACCESS_FAULT, k);
        tellStore(at, width);
        bus.probe().storing(address, at, width, value);
        store(at, width, value);
        rememberStore(address, at);
        afterAccess();
    }

    private void storeAcross(long address, int width, long value, int k) {
        int inFirst = PAGE_MASK + 1 - ((int) address & PAGE_MASK);
        long first = locate(address, inFirst, ProtectionUnit.WRITE, TrapCause.STORE_ACCESS_FAULT, k);
        long second = locate(address + inFirst, width - inFirst, ProtectionUnit.WRITE, TrapCause.STORE_ACCESS_FAULT, k);
        tellStore(first, inFirst);
        tellStore(second, width - inFirst);
        bus.probe().storing(address, first, width, value);
        for (int i = 0; i < width; i++) {
            store(i < inFirst ? first + i : second + i - inFirst, 1, value >>> (8 * i));
        }
        afterAccess();
    }

    private void store(long at, int width, long value) {
        if (at >>> 32 != 0) {
            wideAccess.write(at, width, value);
            return;
        }
        int address = (int) at;
        switch (width) {
            case 1 -> bus.writeByte(address, (int) value);
            case 2 -> bus.writeHalf(address, (int) value);
            case 4 -> bus.writeWord(address, (int) value);
            default -> bus.writeDouble(address, value);
        }
    }

    private static boolean crossesPages(long address, int width) {
        return ((int) address & PAGE_MASK) + width > PAGE_MASK + 1;
    }

    private void tellLoad(long at, int width) {
        if (at >>> 32 == 0) {
            bus.watchpoints().beforeLoad((int) at, width);
        }
        if (accessesElements) {
            bus.probe().loadElement((int) at);
        } else {
            bus.probe().load((int) at);
        }
    }

    private void tellStore(long at, int width) {
        if (at >>> 32 == 0) {
            bus.watchpoints().beforeStore((int) at, width);
        }
        if (accessesElements) {
            bus.probe().storeElement((int) at);
        } else {
            bus.probe().store((int) at);
        }
    }

    private void requireAlignment(long address, int width, int misaligned, int k) {
        if ((address & width - 1) != 0 && !allowsUnaligned) {
            throw trap(misaligned, address, k);
        }
    }

    /** Returns where on the bus an access goes, and traps if it is not allowed. */
    private long locate(long address, int width, int access, int accessFault, int k) {
        long at = address & (type.is64() ? -1L : ADDRESS);
        if (translated != null) {
            at = paging.translate(address, dataPrivilege(), access, true);
            if (at == Paging.PAGE_FAULT) {
                throw externalMmu.isOn()
                        ? trap(TrapCause.EXTERNAL_MMU_FAULT + access, address, k)
                                .whileFetching()
                        : trap(TrapCause.pageFault(accessFault), address, k);
            }
        }
        if (externalMmu.isOn()) {
            return at;
        }
        boolean isNowhere = at < 0 || (at >>> 32 != 0 && !bus.isServed(at));
        if (isNowhere || !protection.permitsAt(protection.level(), at, width, access)) {
            throw trap(accessFault, address, k);
        }
        return at;
    }

    private void rememberLoad(long address, long at) {
        if (translated == null && (address & beyondBus) == 0) {
            protection.loaded((int) address);
            return;
        }
        byte[] page = bus.pageForLoads(at);
        if (page != null && isSameInPage(address, at) && permitsPage(at, ProtectionUnit.READ)) {
            if (translated != null) {
                translated.admitLoads(pageNumber(address), at >>> PAGE_BITS, page);
            } else {
                highPages.admitLoads(pageNumber(address), at >>> PAGE_BITS, page);
            }
        }
    }

    private void rememberStore(long address, long at) {
        if (translated == null && (address & beyondBus) == 0) {
            protection.stored((int) address);
            return;
        }
        byte[] page = bus.pageForStores(at);
        if (page != null && isSameInPage(address, at) && permitsPage(at, ProtectionUnit.WRITE)) {
            if (translated != null) {
                translated.admitStores(pageNumber(address), at >>> PAGE_BITS, page);
            } else {
                highPages.admitStores(pageNumber(address), at >>> PAGE_BITS, page);
            }
        }
    }

    /** An external MMU may add what is no number of pages. */
    private static boolean isSameInPage(long address, long at) {
        return ((address ^ at) & PAGE_MASK) == 0;
    }

    private long pageNumber(long address) {
        return (address & (type.is64() ? -1L : ADDRESS)) >>> PAGE_BITS;
    }

    private boolean permitsPage(long at, int access) {
        return externalMmu.isOn()
                || protection.permitsAt(protection.level(), at & ~(long) PAGE_MASK, PAGE_MASK + 1, access);
    }

    /** Traps unless an address is good for atomic access: aligned, and memory. */
    @Interpreted
    void requireAtomic(long address, int width, int misaligned, int k) {
        if ((address & width - 1) != 0) {
            throw trap(misaligned, address, k);
        }
        boolean loads = misaligned == TrapCause.LOAD_MISALIGNED;
        int access = loads ? ProtectionUnit.READ : ProtectionUnit.WRITE;
        long at = locate(address, width, access, misaligned + 1, k);
        boolean alsoReadable =
                externalMmu.isOn() || protection.permitsAt(protection.level(), at, width, ProtectionUnit.READ | access);
        if (!bus.isFetchable(at) || !alsoReadable) {
            throw trap(misaligned + 1, address, k);
        }
    }

    // Protection

    /** Says what forgets the decoded blocks of a page whose execution is permitted in another way from now on. */
    void onPageDenied(IntConsumer dropBlocks) {
        pageDenied = dropBlocks;
    }

    /** Uses the page tables of the present privilege, which may have changed. */
    @Interpreted
    void selectProtection() {
        boolean others = protection.select(level(dataPrivilege()), level(privilege));
        int mode = dataPrivilege();
        TranslatedPages wanted = paging.isOn(mode) ? paging.pages(mode) : null;
        if (others || wanted != translated) {
            translated = wanted;
            usePages();
            interrupt();
        }
    }

    @Override
    public Runnable capture() {
        return () -> {
            ownHighPages.clear();
            protectionChanged();
            int mode = dataPrivilege();
            translated = paging.isOn(mode) ? paging.pages(mode) : null;
            usePages();
        };
    }

    @Override
    protected void usePages() {
        if (translated != null) {
            readPages = translated.readPages();
            writePages = translated.writePages();
            highPages = translated.high();
        } else {
            readPages = protection.readPages();
            writePages = protection.writePages();
            highPages = protection.level() == MemoryProtection.UNCHECKED ? ownHighPages : permittedHighPages;
            permittedHighPages.clear();
        }
        HighPages used = heard ? noHighPages : highPages;
        highLoadTags = used.loadTags;
        highLoads = used.loads;
        highStoreTags = used.storeTags;
        highStores = used.stores;
        if (heard) {
            readPages = noPages;
            writePages = noPages;
        }
    }

    /** Sends each access through the slow path, or no longer. */
    void hearEachAccess(boolean on) {
        if (noPages.length == 0) {
            noPages = new byte[1 << (32 - PAGE_BITS)][];
        }
        heard = on;
        usePages();
    }

    /** Looks all addresses up again: page tables have changed, or how they are used. */
    @Interpreted
    void translationChanged() {
        paging.forget();
        selectProtection();
        interrupt();
    }

    @Interpreted
    private void protectionChanged() {
        protection.changed();
        permittedHighPages.clear();
        protectionGeneration++;
        translationChanged();
    }

    /** Machine mode may load and store as the mode that it came from (MPRV). */
    private int dataPrivilege() {
        boolean asBefore = privilege == MACHINE && (mstatus & Status.MPRV) != 0;
        return asBefore ? (mstatus & Status.MPP) >>> Status.MPP_SHIFT : privilege;
    }

    private int level(int mode) {
        int level = mode == MACHINE ? Pmp.MACHINE : Pmp.USER;
        return pmp.checks(level) ? level : MemoryProtection.UNCHECKED;
    }

    void reserve(long address, long value) {
        reserved = true;
        reservedAddress = address;
        reservedValue = value;
    }

    /**
     * Returns whether the store that ends a reservation may happen: memory holds what was loaded, as on QEMU. Once it has,
     * the reservation is over.
     *
     * @param value what memory holds now
     */
    boolean passesReservation(long address, long value) {
        return reserved && reservedAddress == address && reservedValue == value;
    }

    // Traps

    @Interpreted
    TrapException trap(int cause, long value, int k) {
        return trap.with(cause, type.is64() ? value : (int) value, k);
    }

    /** Traps because the core does not know an instruction, or does not allow it here. */
    @Interpreted
    TrapException illegalInstruction(int k) {
        return trap(TrapCause.ILLEGAL_INSTRUCTION, Integer.toUnsignedLong(instructionAt(k)), k);
    }

    /** Returns the bits of the instruction at an entry of the present block. */
    @Interpreted
    int instructionAt(int k) {
        return fetch(block.addressOf(k));
    }

    /** Takes an instruction's rounding mode; {@code frm} may hold one that does not exist. */
    FloatControl rounding(int mode, int k) {
        if (mode == RoundingMode.DYNAMIC && !RoundingMode.isValid(floats.dynamicMode())) {
            throw illegalInstruction(k);
        }
        return floats.rounding(mode);
    }

    /** Returns how many instructions have been started when the one at an entry has, itself included. */
    @Interpreted
    long startedAt(int k) {
        return executed + block.instructionsBefore(k) + 1;
    }

    /** Leaves the present block at a trap, which counts the instruction if it was started. */
    void leaveBlockAt(TrapException cause, BlockCache cache) {
        leaveBlock(cache, cause.entry(), cause.started() ? 1 : 0);
    }

    @Override
    protected @Nullable Block interpret(BlockCache cache, Block first, int k) {
        return Interpreter.run(this, cache, first, k);
    }

    @Override
    protected int nextAddress() {
        return (int) pc;
    }

    // Fetches

    /** Returns whether instructions are fetched from the addresses of the bus as they are, below 4 GiB. */
    boolean fetchesDirectly() {
        return segment == 0 && !paging.isOn(privilege);
    }

    /**
     * Returns where on the bus an instruction of the present segment is, or why it cannot be fetched.
     *
     * @param marks see {@link Paging#translate}
     */
    private long locateFetch(long address, boolean marks) {
        return paging.isOn(privilege) ? paging.translate(address, privilege, ProtectionUnit.EXECUTE, marks) : address;
    }

    /** Returns the cause of the trap that fetching a halfword of the present segment would end in; 0 for none. */
    int fetchFault(int address) {
        if (fetchesDirectly()) {
            boolean allowed = bus.isFetchable(address) && protection.permitsFetch(address, 2);
            return allowed ? 0 : TrapCause.INSTRUCTION_ACCESS_FAULT;
        }
        long at = locateFetch(canonical(address), true);
        if (at == Paging.PAGE_FAULT) {
            return externalMmu.isOn()
                    ? TrapCause.EXTERNAL_MMU_FAULT + ProtectionUnit.EXECUTE
                    : TrapCause.INSTRUCTION_PAGE_FAULT;
        }
        boolean allowed = (at >= 0 || !paging.isOn(privilege))
                && bus.isFetchable(at)
                && (externalMmu.isOn() || protection.permitsAt(protection.fetchLevel(), at, 2, ProtectionUnit.EXECUTE));
        return allowed ? 0 : TrapCause.INSTRUCTION_ACCESS_FAULT;
    }

    /** Returns the number on the bus of a page of the present segment; negative if there is none. */
    long fetchPage(long page) {
        return locateFetch(canonical((int) page << PAGE_BITS), false) >> PAGE_BITS;
    }

    /** Returns where on the bus an address is, marking nothing; negative if it is nowhere. */
    long peek(long address) {
        return paging.isOn(privilege)
                ? paging.translate(address, privilege, Paging.PEEK, false)
                : address & (type.is64() ? -1L : ADDRESS);
    }

    /** Returns where on the bus an access of the program would go; negative if it is not allowed. */
    long probe(long address, int access) {
        int mode = access == ProtectionUnit.EXECUTE ? privilege : dataPrivilege();
        long at = paging.isOn(mode)
                ? paging.translate(address, mode, access, true)
                : address & (type.is64() ? -1L : ADDRESS);
        boolean allowed = externalMmu.isOn() || at < 0 || protection.permitsAt(level(mode), at, 1, access);
        return allowed ? at : Paging.ACCESS_FAULT;
    }

    /** Returns the bits of the instruction at an address of the present segment that can be fetched. */
    int fetch(int address) {
        int first = fetchHalf(address);
        return BlockBuilder.isWide(first) ? first | fetchHalf(address + 2) << 16 : first;
    }

    /** Returns the halfword at an address of the present segment that can be fetched. */
    int fetchHalf(int address) {
        if (fetchesDirectly()) {
            return bus.readHalf(address);
        }
        long at = locateFetch(canonical(address), false);
        return at < 0 && paging.isOn(privilege) ? 0 : (int) wideAccess.read(at, 2);
    }

    @Override
    protected void standAt(int k) {
        pc = Integer.toUnsignedLong(block.addressOf(k));
    }

    /** Returns whether an instruction of supervisor mode is illegal here, or is trapped in that mode. */
    boolean mayNot(int trapped) {
        boolean denied = privilege == SUPERVISOR && (mstatus & trapped) != 0;
        return privilege == USER || denied || !type.levels().hasSupervisor();
    }

    // Interrupts

    /** Takes the level of interrupt lines. */
    void setLine(int bits, boolean high) {
        lines = high ? lines | bits : lines & ~bits;
        if (high) {
            interrupt();
        }
    }

    /** Makes those interrupts pending, or not, that software has a say in. */
    void setSoftwarePending(int value, int writable) {
        softwarePending = (softwarePending & ~writable) | (value & writable);
    }

    /** Returns {@code mip}. */
    int pendingInterrupts() {
        return lines | softwarePending;
    }

    /** Returns the interrupts that are to be taken now, a bit each: those of machine mode before those of supervisor mode. */
    int interruptsToTake() {
        int pending = pendingInterrupts() & (int) mie;
        if (pending == 0) {
            return 0;
        }
        boolean machineEnabled = privilege != MACHINE || (mstatus & Status.MIE) != 0;
        int forMachine = machineEnabled ? pending & ~interruptsDelegated : 0;
        boolean supervisorEnabled = privilege == USER || (privilege == SUPERVISOR && (mstatus & Status.SIE) != 0);
        return forMachine != 0 || !supervisorEnabled ? forMachine : pending & interruptsDelegated;
    }

    /** Returns whether a pending interrupt ends WFI, whatever {@code mstatus} says. */
    boolean wakes() {
        return (pendingInterrupts() & (int) mie) != 0;
    }

    /** Returns the letter of a mode. */
    static String modeLetter(int mode) {
        return mode == MACHINE ? "M" : mode == SUPERVISOR ? "S" : "U";
    }
}
