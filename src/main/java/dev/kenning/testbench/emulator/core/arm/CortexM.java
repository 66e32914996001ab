package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.core.BitPattern;
import dev.kenning.testbench.emulator.core.Block;
import dev.kenning.testbench.emulator.core.CallChain;
import dev.kenning.testbench.emulator.core.CoreFault;
import dev.kenning.testbench.emulator.core.CoreSettings;
import dev.kenning.testbench.emulator.core.DebugRegisters;
import dev.kenning.testbench.emulator.core.Disassembly;
import dev.kenning.testbench.emulator.core.Heat;
import dev.kenning.testbench.emulator.core.InstalledCounters;
import dev.kenning.testbench.emulator.core.InstructionSet;
import dev.kenning.testbench.emulator.core.InterpretedCore;
import dev.kenning.testbench.emulator.core.OpcodeCounters;
import dev.kenning.testbench.emulator.core.OpcodeKinds;
import dev.kenning.testbench.emulator.core.translate.Translator;
import dev.kenning.testbench.emulator.core.translate.TranslatorSetting;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Simulates a Cortex-M of ARMv6-M, ARMv7-M or ARMv8-M, with single-precision floating point where it has that, and without
 * the security extension.
 *
 * <p>Not thread-safe but for {@link #requestStop()}.
 */
public final class CortexM extends InterpretedCore {

    private static final InstructionSet ARM = new InstructionSet(40, false);
    private static final int PROGRAM_COUNTER = 15;
    private static final int PROGRAM_STATUS = 16;

    private final SystemBus bus;
    private final Nvic nvic;
    private int multiprocessingId;

    /** Whether nothing has been executed since reset and nobody has said where to begin. */
    private boolean starting = true;

    private final SystemControl control;
    private final Processor processor;
    private final NamedRegisters registers;
    private final Disassembler disassembler;
    private final ExceptionModel exceptionModel;
    private final OpcodeKinds kinds;
    private final InstalledCounters counters;
    private final FaultSite faultSite = new FaultSite();

    /** Returns Renode's names of the types there are, such as {@code cortex-m7}. */
    public static List<String> cpuTypes() {
        return Arrays.stream(CortexMType.values()).map(CortexMType::cpuType).toList();
    }

    /**
     * Creates a core in its state after power-on.
     *
     * @param cpuType Renode's name, such as {@code cortex-m7}
     * @throws IllegalArgumentException if there is no core of that type; the text lists those there are
     */
    public CortexM(String name, String cpuType, SystemBus bus, Nvic nvic) {
        this(name, nvic, new Processor(CortexMType.of(cpuType), bus, nvic.control(), nvic.mpu()));
    }

    private CortexM(String name, Nvic nvic, Processor processor) {
        this(name, nvic, processor, new OpcodeKinds(InstructionTable.rows(), CortexM::matchesFirstHalfword));
    }

    private CortexM(String name, Nvic nvic, Processor processor, OpcodeKinds kinds) {
        this(name, nvic, processor, kinds, new BlockBuilder(processor, kinds));
    }

    private CortexM(String name, Nvic nvic, Processor processor, OpcodeKinds kinds, BlockBuilder builder) {
        super(name, processor, builder);
        this.kinds = kinds;
        counters = new InstalledCounters(kinds, blocks, this::countsOfPassed);
        this.nvic = nvic;
        this.processor = processor;
        bus = processor.bus;
        control = nvic.control();
        registers = new NamedRegisters(processor, this);
        disassembler = new Disassembler(builder.decoder());
        exceptionModel = new ExceptionModel(processor, this::lockUp);
        translate(TranslatorSetting.current().heat());
        nvic.attach(
                processor.model, () -> processor.exceptionNumber, processor::interrupt, processor::protectionChanged);
        processor.onPageDenied(blocks::dropPage);
    }

    /** Translates what is that hot from now on. */
    void translate(Heat heat) {
        blocks.translate(new Translator(processor.machine(), heat, bus.log()), heat);
    }

    /** Sets what tells this core from others, which nothing here depends on. */
    public void setMultiprocessingId(int id) {
        multiprocessingId = id;
    }

    int multiprocessingId() {
        return multiprocessingId;
    }

    int mpuRegions() {
        return nvic.mpu().regions();
    }

    int register(RenodeRegister register) {
        return register.read(processor);
    }

    /** Sets a register; what it masks or protects is looked at before the next instruction. */
    void setRegister(RenodeRegister register, int value) {
        register.write(processor, value);
        processor.interrupt();
    }

    CoreSettings settings() {
        return processor.settings;
    }

    /** Sets VTOR, from which {@link #reset()} takes stack pointer and entry point. */
    public void setVectorTableOffset(int address) {
        control.vectorTable = address;
    }

    /** Returns VTOR. */
    public int vectorTableOffset() {
        return control.vectorTable;
    }

    /** Resets core and system control space, then takes MSP and PC from the vector table. */
    @Override
    public void reset() {
        goOn();
        counters.settleBeforeReset();
        processor.reset();
        nvic.reset();
        blocks.reset();
        faultSite.clear();
        processor.executed = 0;
        processor.setMainStackPointer(bus.readWord(control.vectorTable));
        int entry = bus.readWord(control.vectorTable + 4);
        processor.pc = entry & ~1;
        processor.thumb = (entry & 1) != 0;
        starting = true;
    }

    /** Takes stack pointer and entry from where VTOR says now; a core without a program is halted, as on Renode. */
    private void begin() {
        starting = false;
        int stack = bus.readWord(control.vectorTable);
        int entry = bus.readWord(control.vectorTable + 4);
        if (!bus.isFetchable(entry & ~1) || (stack == 0 && entry == 0)) {
            bus.log().error(name(), "PC does not lay in memory or PC and SP are equal to zero. CPU was halted.");
            setHalted(true);
            return;
        }
        processor.setMainStackPointer(stack);
        processor.pc = entry & ~1;
        processor.thumb = (entry & 1) != 0;
    }

    @Override
    protected int decodingState() {
        return processor.itState;
    }

    @Override
    protected void interpret(Block first) {
        try {
            processor.run(blocks, first);
        } catch (ProgramException fault) {
            processor.leaveBlock(blocks, fault.entry(), fault.started() ? 1 : 0);
            moveClock();
            if (fault.isUndefined()) {
                bus.probe().exception(ProfiledException.UNDEFINED_INSTRUCTION);
            }
            raise(fault.number());
        } catch (UnknownInstruction unknown) {
            processor.leaveBlock(blocks, unknown.entry(), 0);
            moveClock();
            throw unknownInstruction(processor.pc);
        }
    }

    private void raise(int faultNumber) {
        faultSite.note(processor, faultNumber);
        exceptionModel.raise(faultNumber);
    }

    @Override
    protected void takeExceptions() {
        if (starting) {
            begin();
            if (isHalted()) {
                return;
            }
        }
        if (processor.exceptionReturn != 0) {
            exceptionModel.leave(processor.exceptionReturn);
        }
        if (!processor.thumb) {
            control.faults.configurable |= FaultStatus.INVSTATE;
            raise(ExceptionNumber.USAGE_FAULT);
        }
        if (processor.supervisorCall) {
            processor.supervisorCall = false;
            bus.probe().exception(ProfiledException.SUPERVISOR_CALL);
            exceptionModel.raise(ExceptionNumber.SV_CALL);
        }
        int number = control.exceptions.toTake(processor);
        if (number != 0) {
            exceptionModel.enter(number);
        }
    }

    @Override
    public boolean isSleeping() {
        if (!processor.sleeping) {
            return false;
        }
        if (processor.sleepsUntilEvent && processor.eventRegister) {
            processor.eventRegister = false;
            processor.sleeping = false;
        } else if (control.exceptions.wakes(processor)) {
            processor.sleeping = false;
        }
        return processor.sleeping;
    }

    @Override
    protected boolean hasFixedAccesses(Block block) {
        return FixedAccesses.has(block);
    }

    @Override
    protected void hearEachAccess(boolean on) {
        processor.hearEachAccess(on);
    }

    @Override
    protected int linkRegister() {
        return processor.r[14] & ~1;
    }

    @Override
    protected int stackPointer() {
        return processor.r[13];
    }

    @Override
    protected int context() {
        return processor.exceptionNumber;
    }

    @Override
    public long programCounter() {
        return Integer.toUnsignedLong(processor.pc);
    }

    @Override
    public void setProgramCounter(long address) {
        starting = false;
        processor.pc = (int) address & ~1;
        processor.thumb = true;
        processor.itState = 0;
        processor.sleeping = false;
    }

    @Override
    public void skipInstruction() {
        boolean wide = Decoder.isWide(bus.readHalf(processor.pc));
        processor.pc += wide ? 4 : 2;
        processor.itState = BlockBuilder.afterInstruction(processor.itState);
    }

    @Override
    public String cpuType() {
        return processor.model.cpuType();
    }

    /**
     * Returns a core register.
     *
     * @param index 0 to 15, 13 the stack pointer in use, 15 the program counter; 16 is xPSR
     */
    public int register(int index) {
        return switch (index) {
            case PROGRAM_COUNTER -> processor.pc;
            case PROGRAM_STATUS -> processor.programStatus();
            default -> processor.r[index];
        };
    }

    /** Sets a core register, 0 to 15. */
    public void setRegister(int index, int value) {
        if (index == PROGRAM_COUNTER) {
            setProgramCounter(Integer.toUnsignedLong(value));
        } else {
            processor.r[index] = value;
        }
    }

    /** Returns the names that {@link #register(String)} takes: r0 to r12, sp, lr, pc, xpsr, msp, ..., s0 to s31. */
    public List<String> registerNames() {
        return registers.names();
    }

    /**
     * Returns a register by its name, whatever its case.
     *
     * @throws IllegalArgumentException if there is none of that name; the text lists those there are
     */
    public int register(String registerName) {
        return registers.read(registerName);
    }

    /** Sets a register by its name; of xPSR, flags and ITSTATE. */
    public void setRegister(String registerName, int value) {
        registers.write(registerName, value);
    }

    @Override
    public boolean isHandlingFault() {
        return processor.exceptionNumber >= ExceptionNumber.HARD_FAULT
                && processor.exceptionNumber <= ExceptionNumber.USAGE_FAULT;
    }

    @Override
    public InstructionSet instructionSet() {
        return ARM;
    }

    /** Its private peripherals stand at fixed addresses of the one bus that a machine has. */
    @Override
    public boolean sharesMachine() {
        return false;
    }

    @Override
    public DebugRegisters debugRegisters() {
        return CortexMDebugRegisters.of(this);
    }

    @Override
    public void addMembers(Members members) {
        super.addMembers(members);
        CortexMMembers.add(members, this);
    }

    /** Takes the vector table at the program's lowest section, as Renode does; the ELF's entry means nothing here. */
    @Override
    public String prepare(long lowestSection, long entry) {
        int table = (int) lowestSection;
        setVectorTableOffset(table);
        reset();
        return String.format(Locale.ROOT, "Guessing VectorTableOffset value to be 0x%X.", table);
    }

    @Override
    public OpcodeCounters opcodeCounters() {
        return counters;
    }

    /** Renode compares patterns with the first halfword alone; one of 32 places never matches. */
    private static boolean matchesFirstHalfword(BitPattern pattern, int word, int bits) {
        return pattern.length() == 16 && pattern.matches(bits == 32 ? word >>> 16 : word);
    }

    /** Renode does not count what an IT block skips. */
    private long[] countsOfPassed() {
        long[] counts = blocks.counts();
        for (int i = 0; i < counts.length; i++) {
            counts[i] -= processor.skipped(i);
        }
        return counts;
    }

    @Override
    public Disassembly disassemble(long address) {
        int at = (int) address;
        boolean wide = Decoder.isWide(bus.readHalf(at));
        int word = BlockBuilder.fetch(bus, at);
        return new Disassembly(address, word, wide ? 4 : 2, disassembler.text(word, wide, at, 0));
    }

    /** Returns how often each mnemonic was started since reset; instructions that an IT block skipped count too. */
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

    /** Returns the functions that are being executed, innermost first, as far as the stack tells. */
    public List<String> callChain() {
        return callChain(processor.pc, processor.r[14], processor.r[13]);
    }

    private List<String> callChain(int programCounter, int link, int stackPointer) {
        return new CallChain(bus, this::functionName, 4, this::followsCall).of(programCounter, link, stackPointer);
    }

    /** Returns whether a word is odd, as return addresses are, and a BL or BLX ends right before where it points to. */
    private boolean followsCall(int value) {
        int after = value & ~1;
        if ((value & 1) == 0 || !bus.isFetchable(after - 4) || !bus.isFetchable(after - 2)) {
            return false;
        }
        int first = bus.readHalf(after - 4);
        int second = bus.readHalf(after - 2);
        boolean bl = first >>> 11 == 0b11110 && (second & 0xD000) == 0xD000;
        boolean blx = (second & 0xFF87) == 0x4780;
        return bl || blx;
    }

    private CoreFault unknownInstruction(int address) {
        boolean wide = Decoder.isWide(bus.readHalf(address));
        String bytes = wide
                ? String.format(Locale.ROOT, "%04x %04x", bus.readHalf(address), bus.readHalf(address + 2))
                : String.format(Locale.ROOT, "%04x", bus.readHalf(address));
        return CoreFault.unknownInstruction(String.format(
                Locale.ROOT,
                "%s met an instruction that the embedded engine does not know: %s at 0x%08X%s; run this board on"
                        + " Renode",
                name(),
                bytes,
                address,
                inFunction(Integer.toUnsignedLong(address))));
    }

    private CoreFault lockUp() {
        return new CoreFault(name() + " is locked up: a fault occurred where no handler can run"
                + System.lineSeparator() + faultReport());
    }

    @Override
    public String faultReport() {
        if (faultSite.exceptionNumber == 0) {
            return state();
        }
        int[] r = faultSite.registers;
        String instruction = instructionText(r[PROGRAM_COUNTER]);
        String where = String.format(
                Locale.ROOT,
                "%s at 0x%08X%s%s%n%s",
                ExceptionNumber.name(faultSite.exceptionNumber),
                r[PROGRAM_COUNTER],
                inFunction(Integer.toUnsignedLong(r[PROGRAM_COUNTER])),
                instruction,
                advice(instruction));
        return where
                + state(
                        r,
                        r[PROGRAM_COUNTER],
                        faultSite.programStatus,
                        faultSite.configurable,
                        callChain(r[PROGRAM_COUNTER], r[14], r[13]));
    }

    /** A program may execute UDF on purpose; an encoding that this core leaves undefined was meant for another. */
    private String advice(String instruction) {
        return instruction.endsWith(" undefined")
                ? "This core does not have that instruction. If the board's core has it, run this board on Renode."
                        + System.lineSeparator()
                : "";
    }

    /** Returns registers, fault status and call chain as text of several lines. */
    public String state() {
        return state(processor.r, processor.pc, processor.programStatus(), 0, callChain());
    }

    private String state(int[] r, int programCounter, int programStatus, int earlierFaults, List<String> chain) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            int value = i == PROGRAM_COUNTER ? programCounter : r[i];
            text.append(String.format(Locale.ROOT, "%-4s%08X", Operand.register(i), value));
            text.append(i % 4 == 3 ? "\n" : "  ");
        }
        text.append(String.format(
                Locale.ROOT,
                "xpsr %08X (%s)  CFSR %08X  HFSR %08X  %s%n",
                programStatus,
                ExceptionNumber.name(programStatus & 0x1FF),
                control.faults.configurable | earlierFaults,
                control.faults.hard,
                String.join(" ", control.faults.names(earlierFaults))));
        if (((control.faults.configurable | earlierFaults) & FaultStatus.BFARVALID) != 0) {
            text.append(String.format(Locale.ROOT, "BFAR %08X%n", control.faults.busAddress));
        }
        if (((control.faults.configurable | earlierFaults) & FaultStatus.MMARVALID) != 0) {
            text.append(String.format(Locale.ROOT, "MMFAR %08X%n", control.faults.memoryManagementAddress));
        }
        text.append("call chain: ").append(String.join(" <- ", chain));
        return text.toString();
    }

    private String instructionText(int address) {
        if (!bus.isFetchable(address) || !bus.isFetchable(address + 3)) {
            return "";
        }
        Disassembly instruction = disassemble(Integer.toUnsignedLong(address));
        return ": " + instruction.encoding() + " " + instruction.text();
    }

    @Override
    protected String describeAccess() {
        return describe(Integer.toUnsignedLong(processor.currentAddress()));
    }
}
