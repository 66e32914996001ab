package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.bus.ExternalMmu;
import dev.kenning.testbench.emulator.bus.InterruptReceiver;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.core.Block;
import dev.kenning.testbench.emulator.core.CallChain;
import dev.kenning.testbench.emulator.core.CodeSpace;
import dev.kenning.testbench.emulator.core.CoreFault;
import dev.kenning.testbench.emulator.core.DebugRegisters;
import dev.kenning.testbench.emulator.core.Decoded;
import dev.kenning.testbench.emulator.core.Disassembly;
import dev.kenning.testbench.emulator.core.Heat;
import dev.kenning.testbench.emulator.core.InstalledCounters;
import dev.kenning.testbench.emulator.core.InstructionSet;
import dev.kenning.testbench.emulator.core.InterpretedCore;
import dev.kenning.testbench.emulator.core.OpcodeCounters;
import dev.kenning.testbench.emulator.core.OpcodeKinds;
import dev.kenning.testbench.emulator.core.translate.Translator;
import dev.kenning.testbench.emulator.core.translate.TranslatorSetting;
import dev.kenning.testbench.state.NotState;
import dev.kenning.testbench.state.Stateful;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Simulates a RISC-V core with machine, supervisor and user mode: RV32IMAFDC or RV64IMAFDC, Zicsr, Zifencei.
 *
 * <p>Not thread-safe but for {@link #requestStop()}.
 */
public final class RiscV extends InterpretedCore implements InterruptReceiver, Stateful {

    private static final int[] INTERRUPT_PRIORITY = {11, 3, 7, 9, 1, 5};
    private static final long INTERRUPT = 1L << 63;
    /** How Renode's profiler numbers interrupts; calls have one number whatever the mode. */
    private static final long PROFILED_INTERRUPT = 0xFFFF_FFFF_8000_0000L;

    private static final int ELF_MACHINE = 243;
    /** Where Renode's cores begin unless somebody says where. */
    private static final long RESET_VECTOR = 0x1000;

    /** What is added to a mode that translates addresses. */
    private static final int TRANSLATING = 4;

    /** Each takes 4 MiB. */
    private static final int MOST_SPACES = 16;

    private static final int PROGRAM_COUNTER = 32;
    private static final int LINK = 1;
    private static final int STACK_POINTER = 2;

    private final Hart hart;
    private final Disassembler disassembler;
    private final OpcodeKinds kinds;
    private final InstalledCounters counters;
    private final FaultSite faultSite = new FaultSite();
    /** The blocks of states that fetch from elsewhere than the bus's addresses below 4 GiB, by segment and mode. */
    @NotState
    private final Map<Long, Space> spaces = new HashMap<>(0);

    private CoreScripts scripts = CoreScripts.NONE;
    private InterruptReceiver interruptInput = this::setLine;
    private @Nullable TrapScheme scheme;
    private Runnable resetAlso = () -> {};
    private Consumer<Members> moreMembers = members -> {};
    private long resetAddress = RESET_VECTOR;
    /** Nobody has set the program counter since the last reset. */
    private boolean isAtResetAddress = true;

    /** Decoded blocks, and the states of page tables and memory protection that they were last looked up in. */
    private static final class Space {
        private final CodeSpace code;
        private int generation;
        private int protection;

        Space(CodeSpace code) {
            this.code = code;
        }
    }

    /**
     * Creates a core in its state after power-on.
     *
     * @param cpuType Renode's name, such as {@code rv32imac_zicsr}
     * @param is64 whether it must be an RV64
     * @param allowsUnaligned whether loads and stores need not be aligned
     * @throws IllegalArgumentException if there is no core of that type; the text says why
     */
    public static RiscV create(
            String name, String cpuType, boolean is64, SystemBus bus, long hartId, boolean allowsUnaligned) {
        return create(name, cpuType, is64, bus, hartId, allowsUnaligned, PrivilegeLevels.MACHINE_SUPERVISOR_USER);
    }

    /** Creates a core with some of the modes, as {@link #create(String, String, boolean, SystemBus, long, boolean)}. */
    public static RiscV create(
            String name,
            String cpuType,
            boolean is64,
            SystemBus bus,
            long hartId,
            boolean allowsUnaligned,
            PrivilegeLevels levels) {
        CoreType type = CoreType.of(cpuType, is64);
        Hart hart = new Hart(name, type.with(levels), bus, hartId, allowsUnaligned);
        OpcodeKinds kinds = new OpcodeKinds(
                InstructionTable.rows(), (pattern, word, bits) -> pattern.length() == bits && pattern.matches(word));
        return new RiscV(name, hart, kinds, new BlockBuilder(hart, kinds));
    }

    private RiscV(String name, Hart hart, OpcodeKinds kinds, BlockBuilder builder) {
        super(name, hart, builder);
        this.hart = hart;
        this.kinds = kinds;
        counters = new InstalledCounters(kinds, blocks, blocks::counts);
        disassembler = new Disassembler(hart, builder);
        hart.onPageDenied(blocks::dropPage);
        hart.csrs.setWarnings(text -> hart.bus.log().warn(name, text));
        hart.reset();
        hart.setProgramCounter(resetAddress);
        translate(TranslatorSetting.current().heat());
    }

    /** Translates what is that hot from now on. */
    void translate(Heat heat) {
        blocks.translate(new Translator(hart.machine(), heat, hart.bus.log()), heat);
    }

    /** Returns the extensions that {@code cpuType} names and whose instructions are illegal here. */
    public List<String> idleExtensions() {
        return hart.type.idle();
    }

    /** Says what the mode bits of {@code mtvec} are. */
    public void setInterruptMode(InterruptMode mode) {
        hart.csrs.setInterruptMode(mode);
    }

    /** Returns where {@link #reset()} sends the program counter. */
    public long resetAddress() {
        return resetAddress;
    }

    /** Says where the {@code time} register gets its value from. */
    public void setTimeSource(LongSupplier ticks) {
        hart.csrs.setTime(ticks);
    }

    /** Sets what {@code mhartid} tells. */
    public void setHartId(long number) {
        hart.csrs.setHartId(number);
    }

    /** Says how accesses to control and status registers are checked. */
    public void setCsrValidation(CsrValidation level) {
        hart.csrs.setValidation(level);
    }

    /** Returns how accesses to control and status registers are checked. */
    public CsrValidation csrValidation() {
        return hart.csrs.validation();
    }

    /** Returns the bits of a vector register. */
    public int vectorRegisterLength() {
        return hart.vectors.config.vlen();
    }

    /**
     * Gives the core vector registers of so many bits, and empties them.
     *
     * @throws IllegalArgumentException if that is no power of two from 32 to 65536
     */
    public void setVectorRegisterLength(int bits) {
        setVectors(new VectorConfig(bits, hart.vectors.config.elen()));
    }

    /**
     * Gives the core vector elements of at most so many bits, and empties the vector registers.
     *
     * @throws IllegalArgumentException if that is neither 32 nor 64
     */
    public void setVectorElementMaxWidth(int bits) {
        setVectors(new VectorConfig(hart.vectors.config.vlen(), bits));
    }

    private void setVectors(VectorConfig config) {
        hart.vectors = new VectorUnit(config, hart.floats);
    }

    /** Says where {@link #reset()} sends the program counter, which is there until somebody else has set it. */
    public void setResetAddress(long address) {
        resetAddress = address;
        if (isAtResetAddress) {
            hart.setProgramCounter(address);
        }
    }

    /**
     * Takes the level of a bit of {@code mip}: 3 software, 7 timer, 11 external, 1, 5 and 9 those of
     * supervisor mode, 16 and up local interrupts.
     */
    @Override
    public void onLevel(int number, boolean high) {
        if (hart.bus.log().hearsNoise(name())) {
            hart.bus.log().noise(name(), "Setting CPU IRQ #" + number + " to " + (high ? "True" : "False"));
        }
        interruptInput.onLevel(number, high);
    }

    /** Sets the line of a bit of {@code mip}. */
    public void setLine(int number, boolean high) {
        hart.setLine(1 << number, high);
    }

    /** Lets somebody else take the core's interrupt inputs, who then sets its {@linkplain #setLine lines}. */
    public void setInterruptInput(InterruptReceiver input) {
        interruptInput = input;
    }

    /** Says what else is to be reset with the core. */
    public void onReset(Runnable action) {
        resetAlso = action;
    }

    /** Takes exceptions and interrupts in another way. */
    public void setTrapScheme(TrapScheme other) {
        scheme = other;
    }

    /** Stops executing until an interrupt ends that. */
    public void waitForInterrupt() {
        hart.sleeping = true;
        hart.interrupt();
    }

    /** Lets interrupts be looked at before the next instruction. */
    public void lookAtInterrupts() {
        hart.interrupt();
    }

    /** Returns the windows that its addresses can be mapped through. */
    public ExternalMmu externalMmu() {
        return hart.externalMmu;
    }

    /** Returns where on the bus an access goes; all ones if it is not allowed. */
    long translate(long address, int access) {
        return Math.max(hart.probe(address, access), -1);
    }

    /** Adds members that only some cores have. */
    public void onMembers(Consumer<Members> action) {
        moreMembers = action;
    }

    @Override
    public void skipInstruction() {
        long from = hart.programCounter();
        hart.setProgramCounter(from + disassemble(from).length());
    }

    @Override
    public boolean hasVectors() {
        return true;
    }

    @Override
    public void reset() {
        goOn();
        counters.settleBeforeReset();
        faultSite.clear();
        hart.reset();
        blocks.reset();
        spaces.clear();
        resetAlso.run();
        hart.executed = 0;
        hart.setProgramCounter(resetAddress);
        isAtResetAddress = true;
    }

    @Override
    protected void takeExceptions() {
        if (scheme != null) {
            scheme.takeInterrupt();
        }
        int pending = scheme == null ? hart.interruptsToTake() : 0;
        if (pending != 0) {
            int number = mostUrgent(pending);
            hart.sleeping = false;
            hart.bus.probe().exception(PROFILED_INTERRUPT | number);
            TrapHandlers.enter(hart, interruptCause(number), 0);
        }
        while (!enterSpace() && !isHalted()) {
            trap(hart.fetchFault((int) hart.pc), hart.programCounter());
        }
    }

    /** Executes the blocks of the state that the core is in from now on; returns false if there can be none. */
    private boolean enterSpace() {
        long segment = hart.enterSegment();
        if (hart.fetchesDirectly()) {
            blocks.use(blocks.mainSpace());
            return true;
        }
        int mode = hart.privilege + (hart.paging.isOn(hart.privilege) ? TRANSLATING : 0);
        Space space = spaces.get(segment | mode);
        if (space == null) {
            if (segment != 0 && hart.fetchFault((int) hart.pc) != 0) {
                return false;
            }
            space = newSpace(segment | mode);
        }
        if (space.protection != hart.protectionGeneration) {
            blocks.dropAll(space.code);
        } else if (space.generation != hart.paging.generation()) {
            blocks.revalidate(space.code);
        }
        space.protection = hart.protectionGeneration;
        space.generation = hart.paging.generation();
        blocks.use(space.code);
        return true;
    }

    private Space newSpace(long key) {
        if (spaces.size() == MOST_SPACES) {
            forgetSpaces();
        }
        Space space = new Space(blocks.newSpace(hart::fetchPage));
        spaces.put(key, space);
        return space;
    }

    @Override
    public Runnable capture() {
        return this::forgetSpaces;
    }

    private void forgetSpaces() {
        blocks.forgetSpaces();
        spaces.clear();
    }

    private void trap(int cause, long value) {
        if (cause >= TrapCause.EXTERNAL_MMU_FAULT) {
            goNoFurther();
            if (hart.externalMmu.tellFault(value, cause - TrapCause.EXTERNAL_MMU_FAULT)) {
                abort();
            }
            return;
        }
        long from = hart.programCounter();
        boolean inHandler = hart.handlingFault;
        boolean nowhere = cause == TrapCause.INSTRUCTION_ACCESS_FAULT || cause == TrapCause.INSTRUCTION_PAGE_FAULT;
        if (TrapCause.isFault(cause) && !(inHandler && nowhere)) {
            faultSite.note(hart, cause, value);
        }
        hart.handlingFault |= TrapCause.isFault(cause);
        if (scheme != null) {
            hart.bus.probe().exception(cause);
            int length = nowhere || BlockBuilder.isWide(hart.fetch((int) hart.pc)) ? 4 : 2;
            scheme.exception(cause, from + length);
            return;
        }
        hart.bus.probe().exception(TrapCause.isCall(cause) ? TrapCause.CALL_FROM_USER : cause);
        TrapHandlers.enter(hart, cause, value);
        if (nowhere && hart.programCounter() == from) {
            throw lockUp();
        }
    }

    /** No time passes between faults of a handler that cannot be fetched, so nothing else would ever happen. */
    private CoreFault lockUp() {
        return new CoreFault(String.format(
                Locale.ROOT,
                "%s is locked up: its trap handler at 0x%08X (%s) cannot be fetched, there is no memory.%n%s",
                name(),
                hart.programCounter(),
                hart.privilege == Hart.SUPERVISOR ? "stvec" : "mtvec",
                faultReport()));
    }

    private static int mostUrgent(int pending) {
        for (int number : INTERRUPT_PRIORITY) {
            if ((pending >>> number & 1) != 0) {
                return number;
            }
        }
        return Integer.numberOfTrailingZeros(pending);
    }

    private long interruptCause(int number) {
        return hart.type.is64() ? INTERRUPT | number : Integer.MIN_VALUE | number;
    }

    @Override
    protected int decodingState() {
        return 0;
    }

    @Override
    protected void interpret(Block first) {
        try {
            hart.run(blocks, first);
        } catch (TrapException trap) {
            hart.leaveBlockAt(trap, blocks);
            moveClock();
            trap(trap.cause(), trap.value());
        }
    }

    @Override
    protected String describeAccess() {
        int entry = hart.entry;
        return describe(
                entry < hart.block.code.length
                        ? hart.segment | Integer.toUnsignedLong(hart.block.addressOf(entry))
                        : hart.programCounter());
    }

    @Override
    public boolean isSleeping() {
        boolean wakes = scheme == null ? hart.wakes() : scheme.wakes();
        if (hart.sleeping && wakes) {
            hart.sleeping = false;
        }
        return hart.sleeping;
    }

    /** Vectors are as long as they happen to be, a conditional store may not happen, and what is custom may do anything. */
    @Override
    protected boolean hasFixedAccesses(Block block) {
        for (long decoded : block.code) {
            int operation = (int) decoded & Decoded.OPERATION_MASK;
            if (!Semantics.NUMBERS.facts(operation).hasFixedAccesses()) {
                return false;
            }
        }
        return true;
    }

    @Override
    protected void hearEachAccess(boolean on) {
        hart.hearEachAccess(on);
    }

    @Override
    protected int linkRegister() {
        return (int) hart.x[1];
    }

    @Override
    protected int stackPointer() {
        return (int) hart.x[2];
    }

    @Override
    protected int context() {
        return 0;
    }

    @Override
    public long programCounter() {
        return hart.programCounter();
    }

    @Override
    public void setProgramCounter(long address) {
        isAtResetAddress = false;
        hart.setProgramCounter(address);
        hart.sleeping = false;
    }

    @Override
    public String cpuType() {
        return hart.type.name();
    }

    /** Returns an integer register, on RV32 zero-extended; 32 is the program counter. */
    public long register(int index) {
        return index == PROGRAM_COUNTER
                ? programCounter()
                : hart.type.is64() ? hart.x[index] : hart.x[index] & 0xFFFF_FFFFL;
    }

    /** Sets an integer register, of which x0 stays 0; 32 is the program counter. */
    public void setRegister(int index, long value) {
        if (index == PROGRAM_COUNTER) {
            setProgramCounter(value);
        } else if (index != 0) {
            hart.x[index] = hart.type.is64() ? value : (int) value;
        }
    }

    /** Returns whether there is a control and status register of a number. */
    public boolean hasCsr(int number) {
        return hart.csrs.numbers().anyMatch(known -> known == number);
    }

    /** Returns the bits of an integer register: 32 or 64. */
    public int registerBits() {
        return hart.type.is64() ? 64 : 32;
    }

    /** Returns the bits of a floating-point register, 0 if the core has none. */
    public int floatRegisterBits() {
        return hart.type.has(Extension.D) ? 64 : hart.type.has(Extension.F) ? 32 : 0;
    }

    /** Returns the bits of a floating-point register. */
    public long floatRegister(int index) {
        return floatRegisterBits() == 64 ? hart.f[index] : hart.f[index] & 0xFFFF_FFFFL;
    }

    /** Sets the bits of a floating-point register. */
    public void setFloatRegister(int index, long bits) {
        if (floatRegisterBits() == 64) {
            hart.f[index] = bits;
        } else {
            hart.setSingle(index, (int) bits);
        }
    }

    /** Returns a copy of a vector register, empty if the core has none. */
    public byte[] vectorRegister(int index) {
        int length = hart.type.has(Extension.V) ? hart.vectors.vlenb : 0;
        return Arrays.copyOfRange(hart.vectors.registers, index * length, (index + 1) * length);
    }

    /** Sets the first bytes of a vector register. */
    public void setVectorRegister(int index, byte[] bytes) {
        int length = Math.min(bytes.length, vectorRegister(index).length);
        System.arraycopy(bytes, 0, hart.vectors.registers, index * length, length);
    }

    /** Returns the control and status registers that the core has and the architecture names, by number. */
    public SortedMap<Integer, String> csrNames() {
        SortedMap<Integer, String> names = new TreeMap<>();
        hart.csrs.numbers().forEach(number -> CsrName.known(number).ifPresent(name -> names.put(number, name)));
        return names;
    }

    /** Returns the mode that the core is in: 0 user, 1 supervisor, 3 machine. */
    public int privilege() {
        return hart.privilege;
    }

    /** Puts the core into a mode: 0 user, 1 supervisor, 3 machine. */
    public void setPrivilege(int mode) {
        hart.privilege = mode & 3;
        hart.selectProtection();
    }

    /** Returns a control and status register, on RV32 zero-extended; 0 if there is none of that number. */
    public long csr(int number) {
        return hart.csrs.value(number);
    }

    /** Sets a control and status register, if there is one of that number, as an instruction in machine mode would. */
    public void setCsr(int number, long value) {
        hart.csrs.set(number, value);
    }

    /** Returns the instructions started since reset, the one that is being executed included. */
    public long startedInstructions() {
        return hart.startedAt(hart.entry);
    }

    /**
     * Adds an instruction that comes before RISC-V's own.
     *
     * @param pattern 16 or 32 characters: 0 and 1 are compared with an instruction's bits, all others match any bit
     * @throws IllegalArgumentException if it has another length, or says so in its lowest bits
     */
    public void installCustomInstruction(String pattern, CustomInstruction instruction) {
        CustomInstructions.requireLength(pattern);
        if (pattern.length() > 32) {
            throw new IllegalArgumentException(
                    "the embedded engine executes custom instructions of 16 and 32 bits: run this board on Renode");
        }
        hart.customInstructions.add(pattern, word -> instruction.execute(this, word));
        blocks.dropAll();
    }

    /** Adds a control and status register; its number says who may use it, and whether it can be written. */
    public void installCsr(int number, CustomCsr register) {
        hart.csrs.define(number, register::read, register::write);
    }

    @Override
    public Map<String, Long> opcodeCounts() {
        long[] counts = blocks.counts();
        Map<String, Long> result = new TreeMap<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                result.merge(kinds.kind(i).mnemonic(), counts[i], Long::sum);
            }
        }
        return result;
    }

    @Override
    public OpcodeCounters opcodeCounters() {
        return counters;
    }

    /**
     * Installs Renode's counters of every extension that the core has, in the order of {@code cpuType}.
     *
     * @throws IllegalArgumentException if one of them is there already
     */
    public void countStandardOpcodes() {
        hart.type.extensions().forEach(this::countOpcodes);
    }

    /** Installs Renode's counters of vector instructions, as {@link #countStandardOpcodes()}. */
    public void countVectorOpcodes() {
        countOpcodes(Extension.V);
    }

    private void countOpcodes(Extension extension) {
        counters.installAll(RenodeOpcodes.of(extension, hart.type.xlen()));
    }

    /** Installs a counter for each custom instruction, named by its pattern. */
    public void countCustomOpcodes() {
        counters.installAll(hart.customInstructions.patterns());
    }

    @Override
    public long onBus(long address) {
        return hart.peek(address);
    }

    @Override
    public boolean translatesAddresses() {
        return hart.paging.isOn(hart.privilege);
    }

    @Override
    public Disassembly disassemble(long address) {
        return disassembler.at(address);
    }

    @Override
    public InstructionSet instructionSet() {
        return new InstructionSet(ELF_MACHINE, hart.type.is64());
    }

    @Override
    public boolean sharesMachine() {
        return true;
    }

    @Override
    public DebugRegisters debugRegisters() {
        return RiscVDebugRegisters.of(this);
    }

    /** Says what becomes of scripts that are to define instructions and registers. */
    public void setScripts(CoreScripts coreScripts) {
        scripts = coreScripts;
    }

    @Override
    public void addMembers(Members members) {
        super.addMembers(members);
        RiscVMembers.add(members, this, scripts);
        hart.externalMmu.addMembers(members);
        moreMembers.accept(members);
    }

    /** Sets the program counter to the program's entry, as Renode does, now and at every reset. */
    @Override
    public String prepare(long lowestSection, long entry) {
        setResetAddress(entry);
        setProgramCounter(entry);
        return String.format(Locale.ROOT, "Setting PC value to 0x%X.", entry);
    }

    @Override
    public boolean isHandlingFault() {
        return hart.handlingFault;
    }

    @Override
    public String faultReport() {
        if (!faultSite.noted) {
            return state(hart.x, hart.programCounter());
        }
        String where = String.format(
                Locale.ROOT,
                "%s at 0x%08X%s%s, mtval 0x%X%n%s",
                TrapCause.name(faultSite.cause),
                faultSite.pc,
                inFunction(faultSite.pc),
                instructionText(faultSite.pc),
                faultSite.value,
                advice());
        return where + state(faultSite.registers, faultSite.pc);
    }

    /** An instruction of an extension that this core lacks was meant for another. */
    private String advice() {
        return faultSite.cause == TrapCause.ILLEGAL_INSTRUCTION
                ? "This core (" + cpuType()
                        + ") does not have that instruction, or not here. If the board's core has it,"
                        + " correct cpuType, or run this board on Renode." + System.lineSeparator()
                : "";
    }

    private String instructionText(long address) {
        if (!disassembler.reaches(address) || !disassembler.reaches(address + 3)) {
            return "";
        }
        Disassembly instruction = disassemble(address);
        return ": " + instruction.encoding() + " " + instruction.text();
    }

    private String state(long[] x, long pc) {
        String format = hart.type.is64() ? "%-4s %016X" : "%-4s %08X";
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, format, "pc", pc));
        for (int i = 1; i < 32; i++) {
            long value = hart.type.is64() ? x[i] : x[i] & 0xFFFF_FFFFL;
            text.append(i % 4 == 0 ? "\n" : "  ")
                    .append(String.format(Locale.ROOT, format, RegisterName.integer(i), value));
        }
        text.append(String.format(
                Locale.ROOT,
                "%nmstatus %08X  mtvec %08X  mepc %08X  mcause %X  %s-mode%n",
                hart.mstatus,
                hart.mtvec,
                hart.mepc,
                hart.mcause,
                Hart.modeLetter(hart.privilege)));
        if (hart.type.levels().hasSupervisor()) {
            text.append(String.format(
                    Locale.ROOT,
                    "stvec %08X  sepc %08X  scause %X  stval %X%n",
                    hart.stvec,
                    hart.sepc,
                    hart.scause,
                    hart.stval));
        }
        int slot = hart.type.is64() ? 8 : 4;
        List<String> chain = new CallChain(hart.bus, this::functionName, slot, this::followsCall)
                .of((int) pc, (int) x[LINK], (int) x[STACK_POINTER]);
        return text.append("call chain: ").append(String.join(" <- ", chain)).toString();
    }

    /** Returns whether a JAL or JALR with RA ends right before an address. */
    private boolean followsCall(int address) {
        if ((address & 1) != 0 || !hart.bus.isFetchable(address - 4) || !hart.bus.isFetchable(address - 2)) {
            return false;
        }
        int wide = hart.bus.readHalf(address - 4) | hart.bus.readHalf(address - 2) << 16;
        boolean jal = (wide & 0xFFF) == 0xEF;
        boolean jalr = (wide & 0x7FFF) == 0xE7;
        int narrow = wide >>> 16;
        boolean compressed = (narrow & 0xF07F) == 0x9002 || (!hart.type.is64() && (narrow & 0xE003) == 0x2001);
        return jal || jalr || compressed;
    }
}
