package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.core.BlockCache;
import dev.kenning.testbench.emulator.core.Execution;
import dev.kenning.testbench.emulator.core.Interpreted;
import dev.kenning.testbench.emulator.core.MemoryProtection;
import dev.kenning.testbench.emulator.core.ProtectionUnit;
import dev.kenning.testbench.emulator.core.softfloat.FloatUnit;
import dev.kenning.testbench.emulator.core.translate.Machine;
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
final class Hart extends Execution {

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
    /** What stands above a single in a register (NaN boxing; Unprivileged ISA, 21.2). */
    private static final long BOX = 0xFFFF_FFFF_0000_0000L;

    /** Integer registers, on RV32 their values sign-extended; x0 is never written. */
    final long[] x = new long[SINK + 1];
    /** Floating-point registers as bits; one that holds a single has ones above it ({@link #single}). */
    final long[] f = new long[32];

    final FloatControl floats = new FloatControl();
    /** What the vector extension adds; cores without it never reach it. */
    VectorUnit vectors;

    /** Address of the next instruction, once the present block has ended; on RV32 it has 32 bits. */
    long pc;
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
    private IntConsumer pageDenied = page -> {};
    final CustomInstructions customInstructions = new CustomInstructions();
    /** Bits that an address of RV64 must not have. */
    private final long beyondBus;
    /** Bits of a branch target that are not 0 where no instruction may stand. */
    private final int misalignedTarget;

    private final TrapException trap = new TrapException();
    private byte[] @Nullable [] readPages;
    private byte[] @Nullable [] writePages;
    private final boolean allowsUnaligned;

    Hart(CoreType type, SystemBus bus, long hartId, boolean allowsUnaligned) {
        super(bus);
        this.type = type;
        this.allowsUnaligned = allowsUnaligned;
        beyondBus = type.is64() ? BEYOND_BUS : 0;
        misalignedTarget = type.has(Extension.C) ? 0 : 2;
        readPages = bus.readPages();
        writePages = bus.writePages();
        pmp = new Pmp(Csr.PMP_ENTRIES, type.xlen());
        protection = new MemoryProtection(bus, pmp, page -> pageDenied.accept(page));
        pmp.onChange(this::protectionChanged);
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
                Set.of("readPages", "writePages"),
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
        mstatus = type.has(Extension.F) ? Status.FS_INITIAL : 0;
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

    // Branches

    /** Continues at an address after the present instruction. */
    void jump(long target, int k) {
        if (((int) target & misalignedTarget) != 0) {
            throw trap(TrapCause.INSTRUCTION_MISALIGNED, target, k);
        }
        pc = target;
        if ((target & BEYOND_BUS) != 0) {
            interrupt();
        }
    }

    /** Returns the address behind the present block, which a jump at its end leaves as its link. */
    long link() {
        return canonical(block.end);
    }

    /** Returns an address as registers hold it. */
    long canonical(int address) {
        return type.is64() ? Integer.toUnsignedLong(address) : address;
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
                : (byte) loadSlowly(address, 1, k);
    }

    int loadHalf(long address, int k) {
        byte[] page = readPages[(int) address >>> PAGE_BITS];
        return page != null && (address & (beyondBus | 1)) == 0
                ? (short) HALF.get(page, (int) address & PAGE_MASK)
                : (short) loadSlowly(address, 2, k);
    }

    int loadWord(long address, int k) {
        byte[] page = readPages[(int) address >>> PAGE_BITS];
        return page != null && (address & (beyondBus | 3)) == 0
                ? (int) WORD.get(page, (int) address & PAGE_MASK)
                : loadSlowly(address, 4, k);
    }

    long loadDouble(long address, int k) {
        byte[] page = readPages[(int) address >>> PAGE_BITS];
        return page != null && (address & (beyondBus | 7)) == 0
                ? (long) DOUBLE.get(page, (int) address & PAGE_MASK)
                : loadDoubleSlowly(address, k);
    }

    void storeByte(long address, int value, int k) {
        byte[] page = writePages[(int) address >>> PAGE_BITS];
        if (page != null && (address & beyondBus) == 0) {
            page[(int) address & PAGE_MASK] = (byte) value;
        } else {
            storeSlowly(address, 1, value, k);
        }
    }

    void storeHalf(long address, int value, int k) {
        byte[] page = writePages[(int) address >>> PAGE_BITS];
        if (page != null && (address & (beyondBus | 1)) == 0) {
            HALF.set(page, (int) address & PAGE_MASK, (short) value);
        } else {
            storeSlowly(address, 2, value, k);
        }
    }

    void storeWord(long address, int value, int k) {
        byte[] page = writePages[(int) address >>> PAGE_BITS];
        if (page != null && (address & (beyondBus | 3)) == 0) {
            WORD.set(page, (int) address & PAGE_MASK, value);
        } else {
            storeSlowly(address, 4, value, k);
        }
    }

    void storeDouble(long address, long value, int k) {
        byte[] page = writePages[(int) address >>> PAGE_BITS];
        if (page != null && (address & (beyondBus | 7)) == 0) {
            DOUBLE.set(page, (int) address & PAGE_MASK, value);
        } else {
            storeDoubleSlowly(address, value, k);
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

    @Interpreted
    private int loadSlowly(long address, int width, int k) {
        if ((address & (beyondBus | width - 1)) == 0 && protection.knowsLoad((int) address)) {
            return load((int) address, width);
        }
        prepareLoad(address, width, k);
        int value = load((int) address, width);
        protection.loaded((int) address);
        afterAccess();
        return value;
    }

    private int load(int address, int width) {
        return switch (width) {
            case 1 -> bus.readByte(address);
            case 2 -> bus.readHalf(address);
            default -> bus.readWord(address);
        };
    }

    @Interpreted
    private long loadDoubleSlowly(long address, int k) {
        if ((address & (beyondBus | 7)) == 0 && protection.knowsLoad((int) address)) {
            return bus.readDouble((int) address);
        }
        prepareLoad(address, 8, k);
        long value = bus.readDouble((int) address);
        protection.loaded((int) address);
        afterAccess();
        return value;
    }

    @Interpreted
    private void storeSlowly(long address, int width, int value, int k) {
        if ((address & (beyondBus | width - 1)) == 0 && protection.knowsStore((int) address)) {
            store((int) address, width, value);
            return;
        }
        prepareStore(address, width, k);
        store((int) address, width, value);
        protection.stored((int) address);
        afterAccess();
    }

    private void store(int address, int width, int value) {
        switch (width) {
            case 1 -> bus.writeByte(address, value);
            case 2 -> bus.writeHalf(address, value);
            default -> bus.writeWord(address, value);
        }
    }

    @Interpreted
    private void storeDoubleSlowly(long address, long value, int k) {
        if ((address & (beyondBus | 7)) == 0 && protection.knowsStore((int) address)) {
            bus.writeDouble((int) address, value);
            return;
        }
        prepareStore(address, 8, k);
        bus.writeDouble((int) address, value);
        protection.stored((int) address);
        afterAccess();
    }

    private void prepareLoad(long address, int width, int k) {
        prepareAccess(address, width, TrapCause.LOAD_MISALIGNED, ProtectionUnit.READ, k);
        bus.watchpoints().beforeLoad((int) address, width);
        if (accessesElements) {
            bus.probe().loadElement((int) address);
        } else {
            bus.probe().load((int) address);
        }
    }

    private void prepareStore(long address, int width, int k) {
        prepareAccess(address, width, TrapCause.STORE_MISALIGNED, ProtectionUnit.WRITE, k);
        bus.watchpoints().beforeStore((int) address, width);
        if (accessesElements) {
            bus.probe().storeElement((int) address);
        } else {
            bus.probe().store((int) address);
        }
    }

    /** Traps where an access is not allowed; the access fault's cause follows that of misalignment. */
    private void prepareAccess(long address, int width, int misaligned, int accesses, int k) {
        moveClockTo(k);
        if ((address & width - 1) != 0 && !allowsUnaligned) {
            throw trap(misaligned, address, k);
        }
        if ((address & beyondBus) != 0 || !protection.permits((int) address, width, accesses)) {
            throw trap(misaligned + 1, address, k);
        }
    }

    /** Traps unless an address is good for atomic access: aligned, and memory. */
    @Interpreted
    void requireAtomic(long address, int width, int misaligned, int k) {
        if ((address & width - 1) != 0) {
            throw trap(misaligned, address, k);
        }
        boolean loads = misaligned == TrapCause.LOAD_MISALIGNED;
        int accesses = loads ? ProtectionUnit.READ : ProtectionUnit.READ | ProtectionUnit.WRITE;
        if ((address & beyondBus) != 0
                || !bus.isFetchable((int) address)
                || !protection.permits((int) address, width, accesses)) {
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
        if (protection.select(level(dataPrivilege()), level(privilege))) {
            readPages = protection.readPages();
            writePages = protection.writePages();
            interrupt();
        }
    }

    @Interpreted
    private void protectionChanged() {
        protection.changed();
        selectProtection();
        interrupt();
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
        return BlockBuilder.fetch(bus, block.addressOf(k));
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
    protected int nextAddress() {
        return (int) pc;
    }

    @Override
    protected void standAt(int k) {
        pc = Integer.toUnsignedLong(block.addressOf(k));
    }

    /** Enters the handler of a trap or, if the top bit of the cause is set, of an interrupt. */
    void enterTrap(long cause, long value) {
        int delegated = cause < 0 ? interruptsDelegated : exceptionsDelegated;
        if (privilege != MACHINE && (delegated >>> (int) cause & 1) != 0) {
            enterSupervisorTrap(cause, value);
        } else {
            enterMachineTrap(cause, value);
        }
        selectProtection();
    }

    private void enterMachineTrap(long cause, long value) {
        mepc = canonicalCounter();
        mcause = cause;
        mtval = value;
        mstatus = (mstatus & ~(Status.MIE | Status.MPIE | Status.MPP))
                | ((mstatus & Status.MIE) != 0 ? Status.MPIE : 0)
                | privilege << Status.MPP_SHIFT;
        privilege = MACHINE;
        pc = handler(mtvec, cause);
    }

    private void enterSupervisorTrap(long cause, long value) {
        sepc = canonicalCounter();
        scause = cause;
        stval = value;
        mstatus = (mstatus & ~(Status.SIE | Status.SPIE | Status.SPP))
                | ((mstatus & Status.SIE) != 0 ? Status.SPIE : 0)
                | (privilege == SUPERVISOR ? Status.SPP : 0);
        privilege = SUPERVISOR;
        pc = handler(stvec, cause);
    }

    private long canonicalCounter() {
        return type.is64() ? pc : (int) pc;
    }

    private long handler(long vector, long cause) {
        long base = vector & ~3L;
        boolean vectored = (vector & 1) != 0 && cause < 0;
        return target(vectored ? base + 4 * (cause & 0x3FF) : base);
    }

    /** Leaves a handler of machine mode (MRET). */
    @Interpreted
    void leaveTrap() {
        privilege = (mstatus & Status.MPP) >>> Status.MPP_SHIFT;
        boolean enable = (mstatus & Status.MPIE) != 0;
        mstatus = (mstatus & ~(Status.MIE | Status.MPP | (privilege == MACHINE ? 0 : Status.MPRV)))
                | Status.MPIE
                | type.levels().lowest() << Status.MPP_SHIFT
                | (enable ? Status.MIE : 0);
        continueAt(mepc);
    }

    /** Leaves a handler of supervisor mode (SRET). */
    @Interpreted
    void leaveSupervisorTrap() {
        privilege = (mstatus & Status.SPP) != 0 ? SUPERVISOR : USER;
        boolean enable = (mstatus & Status.SPIE) != 0;
        mstatus = (mstatus & ~(Status.SIE | Status.SPP | Status.MPRV)) | Status.SPIE | (enable ? Status.SIE : 0);
        continueAt(sepc);
    }

    private void continueAt(long address) {
        handlingFault = false;
        selectProtection();
        pc = target(address);
        interrupt();
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
