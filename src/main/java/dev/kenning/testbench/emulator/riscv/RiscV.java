package dev.kenning.testbench.emulator.riscv;

import dev.kenning.testbench.emulator.CoreFault;
import dev.kenning.testbench.emulator.InterruptReceiver;
import dev.kenning.testbench.emulator.SystemBus;
import dev.kenning.testbench.emulator.code.Block;
import dev.kenning.testbench.emulator.code.Disassembly;
import dev.kenning.testbench.emulator.code.InterpretedCore;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Simulates a RISC-V core with machine and user mode: RV32IMAFC or RV64IMAFC, Zicsr, Zifencei.
 *
 * <p>Not thread-safe but for {@link #requestStop()}.
 */
public final class RiscV extends InterpretedCore implements InterruptReceiver {

    private static final int[] INTERRUPT_PRIORITY = {11, 3, 7};
    private static final long INTERRUPT = 1L << 63;
    /** What Renode's profiler adds to the number of an interrupt, whatever XLEN. */
    private static final long PROFILED_INTERRUPT = 0xFFFF_FFFF_8000_0000L;

    private final Hart hart;
    private final Disassembler disassembler;
    private long resetAddress;

    private RiscV(String name, Hart hart, BlockBuilder builder) {
        super(name, hart, builder, InstructionTable.rows().size());
        this.hart = hart;
        disassembler = new Disassembler(hart.bus, builder);
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
        CoreType type = CoreType.of(cpuType, is64);
        return new RiscV(name, new Hart(type, bus, hartId, allowsUnaligned), new BlockBuilder(type, bus));
    }

    /** Says where the {@code time} register gets its value from. */
    public void setTimeSource(LongSupplier ticks) {
        hart.csrs.setTime(ticks);
    }

    /** Says how accesses to control and status registers are checked. */
    public void setCsrValidation(CsrValidation level) {
        hart.csrs.setValidation(level);
    }

    /** Returns how accesses to control and status registers are checked. */
    public CsrValidation csrValidation() {
        return hart.csrs.validation();
    }

    /** Says where {@link #reset()} sends the program counter. */
    public void setResetAddress(long address) {
        resetAddress = address;
        hart.pc = address;
    }

    /** Takes the level of a bit of {@code mip}: 3 software, 7 timer, 11 external, 16 and up local interrupts. */
    @Override
    public void onLevel(int number, boolean high) {
        int bit = 1 << number;
        hart.mip = high ? hart.mip | bit : hart.mip & ~bit;
        if (high) {
            hart.interrupt();
        }
    }

    @Override
    public void reset() {
        hart.reset();
        blocks.reset();
        hart.executed = 0;
        hart.pc = resetAddress;
    }

    @Override
    protected void takeExceptions() {
        int pending = hart.interruptsToTake();
        if (pending != 0) {
            hart.sleeping = false;
            int number = mostUrgent(pending);
            hart.bus.probe().exception(PROFILED_INTERRUPT | number);
            hart.enterTrap(interruptCause(number), 0);
        }
        if (hart.pc >>> 32 != 0) {
            trap(TrapCause.INSTRUCTION_ACCESS_FAULT, hart.pc);
        }
    }

    private void trap(int cause, long value) {
        long from = hart.pc;
        // Renode's profiler tells every environment call under one number.
        hart.bus.probe().exception(cause == TrapCause.CALL_FROM_MACHINE ? TrapCause.CALL_FROM_USER : cause);
        hart.enterTrap(cause, value);
        if (cause == TrapCause.INSTRUCTION_ACCESS_FAULT && hart.pc == from) {
            throw lockUp();
        }
    }

    /** No time passes between faults of a handler that cannot be fetched, so nothing else would ever happen. */
    private CoreFault lockUp() {
        return new CoreFault(String.format(
                Locale.ROOT,
                "%s is locked up: its trap handler at 0x%08X (mtvec) cannot be fetched, there is no memory",
                name(),
                hart.pc));
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
    protected Block firstBlock() {
        return blocks.at((int) hart.pc);
    }

    @Override
    protected void interpret(Block first) {
        try {
            Interpreter.run(hart, blocks, first);
        } catch (TrapException trap) {
            hart.leaveBlockAt(trap, blocks);
            moveClock();
            trap(trap.cause(), trap.value());
        } catch (UnsupportedInstruction unsupported) {
            throw unsupported(hart.block.addressOf(unsupported.entry()));
        }
    }

    @Override
    protected String describeAccess() {
        int entry = hart.entry;
        return describe(entry < hart.block.code.length ? Integer.toUnsignedLong(hart.block.addressOf(entry)) : hart.pc);
    }

    @Override
    public boolean isSleeping() {
        if (hart.sleeping && hart.wakes()) {
            hart.sleeping = false;
        }
        return hart.sleeping;
    }

    @Override
    public long programCounter() {
        return hart.pc;
    }

    @Override
    public void setProgramCounter(long address) {
        hart.pc = hart.target(address);
        hart.sleeping = false;
    }

    /** Returns the name of the core's type, such as {@code rv32imac_zicsr}. */
    public String cpuType() {
        return hart.type.name();
    }

    /** Returns whether this is an RV64. */
    public boolean is64() {
        return hart.type.is64();
    }

    /** Returns how often each mnemonic was started since reset. */
    @Override
    public Map<String, Long> opcodeCounts() {
        long[] counts = blocks.counts();
        Map<String, Long> result = new TreeMap<>();
        for (Instruction row : InstructionTable.rows()) {
            if (counts[row.index()] != 0) {
                result.merge(row.mnemonic(), counts[row.index()], Long::sum);
            }
        }
        return result;
    }

    /** Returns the instruction at an address. */
    public Disassembly disassemble(long address) {
        return disassembler.at((int) address);
    }

    private CoreFault unsupported(int address) {
        Disassembly instruction = disassemble(address);
        return new CoreFault(String.format(
                Locale.ROOT,
                "%s met an instruction that the embedded engine does not execute: %s %s at 0x%08X%s; run this board on"
                        + " Renode",
                name(),
                instruction.encoding(),
                instruction.text(),
                address,
                inFunction(Integer.toUnsignedLong(address))));
    }
}
