package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.core.Block;
import dev.kenning.testbench.emulator.core.BlockCache;
import dev.kenning.testbench.emulator.core.Decoded;
import dev.kenning.testbench.emulator.core.Execution;
import dev.kenning.testbench.emulator.core.Interpreted;
import dev.kenning.testbench.emulator.core.MemoryProtection;
import dev.kenning.testbench.emulator.core.ProtectionUnit;
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
 * The state of a core that instructions see: registers, flags, memory.
 *
 * <p>Fields are open to the package because the semantic methods are the instructions of this machine, and every level
 * of indirection would be paid billions of times.
 */
final class Processor extends Execution implements Stateful {

    private static final VarHandle HALF = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = 0xFFF;
    private static final int LAST_HALF = 0x1000 - 2;
    private static final int LAST_WORD = 0x1000 - 4;
    private static final int Q_BIT = 1 << 27;
    private static final int SYSTEM_CONTROL_SPACE = 0xE000_E000;

    /** Core registers; 13 is the stack pointer in use, 15 is only valid where an instruction reads it. */
    private long[] skipped = new long[0];

    final int[] r = new int[16];
    /** Single-precision registers as bits. */
    final int[] s = new int[32];

    /** N is the sign of this value. */
    int negative;
    /** Z is set when this value is 0. */
    int zero = 1;
    /** C: 0 or 1. */
    int carry;
    /** V is the sign of this value. */
    int overflow;
    /** Q: 0 or 1. */
    int saturated;
    /** GE: four bits, which only the DSP extension has. */
    int greaterOrEqual;

    private final int greaterOrEqualMask;

    /** Address of the next instruction, once the present block has ended. */
    int pc;
    /** EPSR.T: instructions may be executed. */
    boolean thumb = true;
    /** ITSTATE of the next instruction, once the present block has ended. */
    int itState;
    /** IPSR: the exception being handled, 0 in thread mode. */
    int exceptionNumber;

    int primask;
    int faultmask;
    int basepri;
    /** CONTROL.nPRIV: 0 or 1. */
    int unprivileged;
    /** CONTROL.SPSEL: 0 or 1. */
    int stackSelect;
    /** CONTROL.FPCA: 0 or 1. */
    int floatContextActive;

    final FloatStatus floats = new FloatStatus();

    /** The stack pointer that is not in use. */
    int otherStackPointer;

    /** MSPLIM and PSPLIM: the least that the stack pointers may be. */
    int mainStackLimit;

    int processStackLimit;

    boolean processStackInUse;

    /** An SVC has executed and is to be taken. */
    boolean supervisorCall;

    boolean exclusive;
    int exclusiveAddress;

    boolean sleeping;
    boolean sleepsUntilEvent;
    boolean eventRegister;
    /** An EXC_RETURN value that has been loaded into PC, or 0. */
    int exceptionReturn;

    final CortexMType model;
    final SystemControl control;
    final MemoryProtection protection;
    private final Mpu mpu;
    private IntConsumer pageDenied = page -> {};
    /** LDRT, STRT and the like are being executed. */
    private boolean actsUnprivileged;

    private final ProgramException fault = new ProgramException();

    @NotState
    private byte[] @Nullable [] readPages;

    @NotState
    private byte[] @Nullable [] writePages;

    /** Each access takes the slow path, because somebody counts them. */
    @NotState
    private boolean heard;

    /** Tables for a core that traps unaligned accesses, or whose accesses are heard; empty until it does. */
    @NotState
    private byte[] @Nullable [] noPages = new byte[0][];

    Processor(CortexMType model, SystemBus bus, SystemControl control, Mpu mpu) {
        super(bus);
        this.model = model;
        this.control = control;
        this.mpu = mpu;
        protection = new MemoryProtection(bus, mpu, page -> pageDenied.accept(page));
        greaterOrEqualMask = model.has(Extension.DSP) ? 15 : 0;
        readPages = bus.readPages();
        writePages = bus.writePages();
    }

    /** Returns what the translator must know of this core. */
    Machine machine() {
        return new Machine(
                this,
                MethodHandles.lookup(),
                Semantics.NUMBERS.names(),
                List.of("r", "s"),
                "",
                Set.of("negative", "zero", "carry", "overflow", "saturated", "greaterOrEqual"),
                Set.of("readPages", "writePages"),
                "pc",
                Semantics.IF_THEN,
                "passes");
    }

    /** Notes that an IT block skips the entries behind one, up to another. */
    @Interpreted
    void noteSkipped(int k, int last) {
        for (int entry = k + 1; entry <= last; entry++) {
            int kind = block.kindAt(entry);
            if (kind != Block.HELPER) {
                if (kind >= skipped.length) {
                    skipped = Arrays.copyOf(skipped, kind + 64);
                }
                skipped[kind]++;
            }
        }
    }

    /** Returns how many instructions of a kind have been skipped while patterns of the user were counted. */
    long skipped(int kind) {
        return kind < skipped.length ? skipped[kind] : 0;
    }

    void reset() {
        skipped = new long[0];
        Arrays.fill(r, 0);
        Arrays.fill(s, 0);
        floats.reset();
        setFlags(0);
        itState = 0;
        thumb = true;
        exceptionNumber = 0;
        primask = 0;
        faultmask = 0;
        basepri = 0;
        unprivileged = 0;
        stackSelect = 0;
        floatContextActive = 0;
        otherStackPointer = 0;
        mainStackLimit = 0;
        processStackLimit = 0;
        processStackInUse = false;
        exclusive = false;
        sleeping = false;
        sleepsUntilEvent = false;
        eventRegister = false;
        exceptionReturn = 0;
        supervisorCall = false;
        r[14] = -1;
    }

    // Flags

    int setSignAndZero(int result) {
        negative = result;
        zero = result;
        return result;
    }

    void setCarryFromImmediate(long instruction) {
        if (Decoded.immediateGivesCarry(instruction)) {
            carry = Decoded.immediate(instruction) >>> 31;
        }
    }

    void setCarryFromShift(int value, int packed) {
        carry = Shift.carry(value, packed, carry);
    }

    int addSettingFlags(int a, int b) {
        int result = a + b;
        negative = result;
        zero = result;
        carry = ((a & b) | ((a | b) & ~result)) >>> 31;
        overflow = (a ^ result) & (b ^ result);
        return result;
    }

    int addSettingFlags(int a, int b, int carryIn) {
        int result = a + b + carryIn;
        negative = result;
        zero = result;
        carry = ((a & b) | ((a | b) & ~result)) >>> 31;
        overflow = (a ^ result) & (b ^ result);
        return result;
    }

    int subtractSettingFlags(int a, int b) {
        int result = a - b;
        negative = result;
        zero = result;
        carry = Integer.compareUnsigned(a, b) >= 0 ? 1 : 0;
        overflow = (a ^ b) & (a ^ result);
        return result;
    }

    /** Returns APSR: N Z C V Q and GE. */
    int flags() {
        return (negative & 0x8000_0000)
                | (zero == 0 ? 1 << 30 : 0)
                | carry << 29
                | (overflow >>> 31) << 28
                | saturated << 27
                | greaterOrEqual << 16;
    }

    /** Sets N Z C V from bits 31 to 28. */
    void setConditionFlags(int value) {
        negative = value;
        zero = ~value & 1 << 30;
        carry = value >>> 29 & 1;
        overflow = value << 3;
    }

    /** Sets all of APSR. */
    void setFlags(int value) {
        setConditionFlags(value);
        saturated = (value & Q_BIT) != 0 ? 1 : 0;
        greaterOrEqual = value >>> 16 & greaterOrEqualMask;
    }

    /** Returns whether a condition holds. */
    boolean passes(int condition) {
        boolean positive = switch (condition >>> 1) {
            case 0 -> zero == 0;
            case 1 -> carry != 0;
            case 2 -> negative < 0;
            case 3 -> overflow < 0;
            case 4 -> carry != 0 && zero != 0;
            case 5 -> (negative ^ overflow) >= 0;
            case 6 -> zero != 0 && (negative ^ overflow) >= 0;
            default -> true;
        };
        return condition == 15 || positive == ((condition & 1) == 0);
    }

    /** Returns xPSR as an exception would stack it, without the alignment bit. */
    int programStatus() {
        int it = (itState & 3) << 25 | (itState >>> 2) << 10;
        return flags() | it | (thumb ? 1 << 24 : 0) | exceptionNumber;
    }

    /** Sets flags and ITSTATE from xPSR; EPSR.T and IPSR stay. */
    void setProgramStatus(int value) {
        setFlags(value);
        itState = (value >>> 25 & 3) | (value >>> 10 & 0x3F) << 2;
    }

    // Branches

    /** Branches as BX does; in handler mode, EXC_RETURN values end the exception. */
    void branchExchange(int target) {
        if (target >>> 28 == 0xF && exceptionNumber != 0) {
            interrupt();
            exceptionReturn = target;
            pc = target & ~1;
            return;
        }
        branchAndLink(target);
    }

    /** Branches as BLX does: bit 0 of the target becomes EPSR.T. */
    void branchAndLink(int target) {
        pc = target & ~1;
        if ((target & 1) == 0) {
            interrupt();
            thumb = false;
        }
    }

    void loadIntoProgramCounter(int target) {
        branchExchange(target);
    }

    @Interpreted
    void waitForInterrupt() {
        if (settings.waitsForNothing()) {
            return;
        }
        sleeping = true;
        sleepsUntilEvent = false;
        interrupt();
    }

    // Memory

    int loadWord(int address, int k) {
        byte[] page = readPages[address >>> PAGE_BITS];
        int offset = address & PAGE_MASK;
        return page != null && offset <= LAST_WORD ? (int) WORD.get(page, offset) : loadSlowly(address, 4, k);
    }

    int loadHalf(int address, int k) {
        byte[] page = readPages[address >>> PAGE_BITS];
        int offset = address & PAGE_MASK;
        return page != null && offset <= LAST_HALF
                ? (short) HALF.get(page, offset) & 0xFFFF
                : loadSlowly(address, 2, k);
    }

    int loadByte(int address, int k) {
        byte[] page = readPages[address >>> PAGE_BITS];
        return page != null ? page[address & PAGE_MASK] & 0xFF : loadSlowly(address, 1, k);
    }

    void storeWord(int address, int value, int k) {
        byte[] page = writePages[address >>> PAGE_BITS];
        int offset = address & PAGE_MASK;
        if (page != null && offset <= LAST_WORD) {
            WORD.set(page, offset, value);
        } else {
            storeSlowly(address, 4, value, k);
        }
    }

    void storeHalf(int address, int value, int k) {
        byte[] page = writePages[address >>> PAGE_BITS];
        int offset = address & PAGE_MASK;
        if (page != null && offset <= LAST_HALF) {
            HALF.set(page, offset, (short) value);
        } else {
            storeSlowly(address, 2, value, k);
        }
    }

    void storeByte(int address, int value, int k) {
        byte[] page = writePages[address >>> PAGE_BITS];
        if (page != null) {
            page[address & PAGE_MASK] = (byte) value;
        } else {
            storeSlowly(address, 1, value, k);
        }
    }

    @Interpreted
    private int loadSlowly(int address, int width, int k) {
        if (!heard && (address & width - 1) == 0 && protection.knowsLoad(address)) {
            return load(address, width);
        }
        prepareAccess(address, width, ProtectionUnit.READ, k);
        bus.watchpoints().beforeLoad(address, width);
        bus.probe().load(address);
        int value = load(address, width);
        protection.loaded(address);
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
    private void storeSlowly(int address, int width, int value, int k) {
        if (!heard && (address & width - 1) == 0 && protection.knowsStore(address)) {
            store(address, width, value);
            return;
        }
        prepareAccess(address, width, ProtectionUnit.WRITE, k);
        bus.watchpoints().beforeStore(address, width);
        bus.probe().store(address);
        store(address, width, value);
        protection.stored(address);
        afterAccess();
    }

    private void store(int address, int width, int value) {
        switch (width) {
            case 1 -> bus.writeByte(address, value);
            case 2 -> bus.writeHalf(address, value);
            default -> bus.writeWord(address, value);
        }
    }

    private void prepareAccess(int address, int width, int access, int k) {
        moveClockTo(k);
        if ((address & width - 1) != 0 && (control.trapsUnaligned() || bus.isDevice(address))) {
            throw usageFault(FaultStatus.UNALIGNED, k);
        }
        if (!protection.permits(address, width, access)) {
            control.faults.memoryManagementAddress = protection.deniedAddress();
            throw memoryFault(FaultStatus.DACCVIOL | FaultStatus.MMARVALID, k);
        }
        if ((address & ~PAGE_MASK) == SYSTEM_CONTROL_SPACE && (actsUnprivileged || !isPrivileged())) {
            control.faults.busAddress = address;
            control.faults.configurable |= FaultStatus.PRECISERR | FaultStatus.BFARVALID;
            throw fault.with(ExceptionNumber.BUS_FAULT, k);
        }
    }

    /** Returns where the program is, for messages: the instruction that last left the fast paths. */
    int currentAddress() {
        return entry < block.code.length ? block.addressOf(entry) : pc;
    }

    void requireAligned(int address, int k) {
        if ((address & 3) != 0) {
            throw usageFault(FaultStatus.UNALIGNED, k);
        }
    }

    void requireHalfAligned(int address, int k) {
        if ((address & 1) != 0) {
            throw usageFault(FaultStatus.UNALIGNED, k);
        }
    }

    /** Carries out the floating-point save that an exception entry has put off (PreserveFPState). */
    @Interpreted
    void saveLazily(int k) {
        moveClockTo(k);
        int address = control.floatContextAddress;
        if (!permitsLazySave(address)) {
            throw memoryFault(FaultStatus.MLSPERR, k);
        }
        for (int i = 0; i < 16; i++) {
            bus.writeWord(address + 4 * i, s[i]);
        }
        bus.writeWord(address + 64, floats.value());
        control.floatContextControl &= ~SystemControl.FPCCR_LSPACT;
    }

    /** The save has the privilege of the code whose registers it saves. */
    private boolean permitsLazySave(int address) {
        boolean user = (control.floatContextControl & SystemControl.FPCCR_USER) != 0;
        int before = protection.level();
        if (before != MemoryProtection.UNCHECKED) {
            protection.borrow(user ? Mpu.UNPRIVILEGED : Mpu.PRIVILEGED);
        }
        boolean permitted = protection.permits(address, 4 * 17, ProtectionUnit.WRITE);
        protection.borrow(before);
        return permitted;
    }

    // Protection

    /** Says what forgets the decoded blocks of a page whose execution is permitted in another way from now on. */
    void onPageDenied(IntConsumer dropBlocks) {
        pageDenied = dropBlocks;
    }

    /** Uses the page tables of the present privilege, which may have changed. */
    @Interpreted
    void selectProtection() {
        int level = protectionLevel();
        if (protection.select(level, level)) {
            usePages();
            interrupt();
        }
    }

    @Override
    public Runnable capture() {
        return this::protectionChanged;
    }

    /** Takes over what the registers of the MPU, or CCR, now say. */
    @Interpreted
    void protectionChanged() {
        int level = protectionLevel();
        protection.select(level, level);
        protection.changed();
        usePages();
        interrupt();
    }

    private int protectionLevel() {
        if (!mpu.isOn(false)) {
            return MemoryProtection.UNCHECKED;
        }
        boolean faulting = control.exceptions.executionPriority(this) < 0;
        return !mpu.isOn(faulting) ? MemoryProtection.UNCHECKED : isPrivileged() ? Mpu.PRIVILEGED : Mpu.UNPRIVILEGED;
    }

    /** Unaligned accesses are looked for on the slow path, so trapping them takes tables without pages; hearing accesses too. */
    @Override
    protected void usePages() {
        boolean slow = heard || control.trapsUnaligned();
        if (slow && noPages.length == 0) {
            noPages = new byte[1 << (32 - PAGE_BITS)][];
        }
        readPages = slow ? noPages : protection.readPages();
        writePages = slow ? noPages : protection.writePages();
    }

    /** Sends each access through the slow path, or no longer. */
    void hearEachAccess(boolean on) {
        heard = on;
        usePages();
    }

    /** Lets the loads and stores of one instruction be unprivileged; returns what {@link #actAs} is to take back. */
    @Interpreted
    int actUnprivileged() {
        int before = protection.level();
        actsUnprivileged = true;
        if (before == Mpu.PRIVILEGED) {
            protection.borrow(Mpu.UNPRIVILEGED);
            usePages();
        }
        return before;
    }

    /** Ends what {@link #actUnprivileged} began. */
    @Interpreted
    void actAs(int before) {
        actsUnprivileged = false;
        if (before == Mpu.PRIVILEGED) {
            protection.borrow(before);
            usePages();
        }
    }

    void setExclusive(int address) {
        exclusive = true;
        exclusiveAddress = address;
    }

    /** Returns whether the store that ends an exclusive sequence may happen; once it has, the sequence is over. */
    @Interpreted
    boolean passesExclusive(int address) {
        boolean passes = exclusive && exclusiveAddress == address;
        if (passes) {
            // Renode's cores look whether the word is still the one that was loaded, so it is a read too.
            bus.probe().load(address);
        }
        return passes;
    }

    // Faults

    @Interpreted
    ProgramException usageFault(int status, int k) {
        control.faults.configurable |= status;
        return fault.with(ExceptionNumber.USAGE_FAULT, k).undefined((status & FaultStatus.NO_SUCH_INSTRUCTION) != 0);
    }

    @Interpreted
    ProgramException hardFault(int status, int k) {
        control.faults.hard |= status;
        return fault.with(ExceptionNumber.HARD_FAULT, k);
    }

    @Interpreted
    ProgramException memoryFault(int status, int k) {
        control.faults.configurable |= status;
        return fault.with(ExceptionNumber.MEM_MANAGE, k);
    }

    /** Faults where instructions cannot be fetched; the status is a bit of CFSR. */
    @Interpreted
    ProgramException fetchFault(int status, int k) {
        control.faults.configurable |= status;
        boolean nothingThere = status == FaultStatus.IBUSERR;
        return fault.whileFetching(nothingThere ? ExceptionNumber.BUS_FAULT : ExceptionNumber.MEM_MANAGE, k);
    }

    /** Stops the run at an encoding that no row matches. */
    @Interpreted
    UnknownInstruction unknownInstruction(int k) {
        return new UnknownInstruction(k);
    }

    @Interpreted
    void divideByZero(int k) {
        if (control.trapsDivisionByZero()) {
            throw usageFault(FaultStatus.DIVBYZERO, k);
        }
    }

    @Override
    protected void goBehindBlock() {
        itState = block.stateAtEnd;
    }

    @Override
    protected @Nullable Block interpret(BlockCache cache, Block first, int k) {
        return Interpreter.run(this, cache, first, k);
    }

    @Override
    protected int nextAddress() {
        return pc;
    }

    @Override
    protected void standAt(int k) {
        pc = block.addressOf(k);
        itState = block.stateAt(k);
        r[13] &= ~3;
    }

    /** Returns the least that the stack pointer in use may be. */
    int stackLimit() {
        return processStackInUse ? processStackLimit : mainStackLimit;
    }

    /** Faults if the stack pointer would fall below its limit (ARMv8-M ARM, B3.21). */
    void requireStack(int value, int k) {
        if (Integer.compareUnsigned(value, stackLimit()) < 0 && !ignoresStackLimit()) {
            throw usageFault(FaultStatus.STKOF, k);
        }
    }

    /** Returns whether limits do not count now, in a handler of HardFault or NMI. */
    boolean ignoresStackLimit() {
        return (control.configuration & SystemControl.CCR_STKOFHFNMIGN) != 0
                && control.exceptions.executionPriority(this) < 0;
    }

    /** Returns what TT tells of an address: its region, and whether it may be read and written. */
    @Interpreted
    int target(int address, int level) {
        return mpu.target(address, level);
    }

    // Special registers

    boolean isPrivileged() {
        return exceptionNumber != 0 || unprivileged == 0;
    }

    int mainStackPointer() {
        return processStackInUse ? otherStackPointer : r[13];
    }

    int processStackPointer() {
        return processStackInUse ? r[13] : otherStackPointer;
    }

    void setMainStackPointer(int value) {
        if (processStackInUse) {
            otherStackPointer = value & ~3;
        } else {
            r[13] = value & ~3;
        }
    }

    void setProcessStackPointer(int value) {
        if (processStackInUse) {
            r[13] = value & ~3;
        } else {
            otherStackPointer = value & ~3;
        }
    }

    /** Brings the stack pointer into use that mode and CONTROL.SPSEL ask for. */
    void selectStack() {
        boolean process = exceptionNumber == 0 && stackSelect != 0;
        if (process != processStackInUse) {
            int other = otherStackPointer;
            otherStackPointer = r[13];
            r[13] = other;
            processStackInUse = process;
        }
    }

    /** Sets the parts of APSR that an MSR selects. */
    void writeFlags(int fields, int value) {
        if ((fields & 2) != 0) {
            setConditionFlags(value);
            saturated = value >>> 27 & 1;
        }
        if ((fields & 1) != 0) {
            greaterOrEqual = value >>> 16 & greaterOrEqualMask;
        }
    }

    @Interpreted
    void setControlRegister(int value) {
        unprivileged = value & 1;
        if (exceptionNumber == 0) {
            stackSelect = value >>> 1 & 1;
        }
        floatContextActive = model.hasFloatingPoint() ? value >>> 2 & 1 : 0;
        selectStack();
        selectProtection();
    }

    int controlRegister() {
        return unprivileged | stackSelect << 1 | floatContextActive << 2;
    }
}
