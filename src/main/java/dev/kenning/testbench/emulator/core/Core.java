package dev.kenning.testbench.emulator.core;

import dev.kenning.testbench.emulator.bus.CoreControl;
import dev.kenning.testbench.emulator.bus.MemberSource;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.profile.FlowListener;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A processor core on a machine's bus.
 *
 * <p>It tells {@link SystemBus#probe()} the loads and stores that take its slow path, and the exceptions that it takes.
 */
public interface Core extends CoreControl, MemberSource {

    /** Returns the name from the platform description, such as {@code cpu}. */
    String name();

    /** Returns Renode's name of the core's type, such as {@code cortex-m7}. */
    String cpuType();

    /** Says how addresses are named in messages; the function returns "" where it knows no name. */
    void setFunctionNames(LongFunction<String> names);

    /** Returns the instructions started since reset (Renode's {@code ExecutedInstructions}). */
    long executedInstructions();

    /** Returns how often each instruction was started since reset, by mnemonic. */
    Map<String, Long> opcodeCounts();

    /** Returns the counters that the monitor installs and reads. */
    OpcodeCounters opcodeCounters();

    /** Returns the registers as a debugger sees them. */
    DebugRegisters debugRegisters();

    /** Returns whether a machine may hold other cores beside this one. */
    boolean sharesMachine();

    /** Returns whether mnemonics that begin with {@code v} are vector instructions, as on RISC-V. */
    default boolean hasVectors() {
        return false;
    }

    /**
     * Executes until the clock reaches the slot, the core sleeps, or {@link #requestStop()} was called.
     *
     * <p>Alarms that fall due meanwhile are fired in between instructions, so that an interrupt they raise is taken where
     * it belongs. Before each access to a device the clock stands at the slot of the accessing instruction.
     *
     * @throws CoreFault if the program does what this core cannot: an unknown instruction, a lock-up
     */
    void run(long untilSlot);

    /** Lets somebody follow the flow of execution from now on, and what it accesses, which takes up to twice as long. */
    void setFlowListener(FlowListener listener, AccessLedger accesses);

    /** Lets nobody follow the flow of execution. */
    void removeFlowListener();

    /** Makes {@link #run} return after the present instruction, for instance because a byte left a UART. */
    void requestStop();

    /** Returns whether the core waits for an interrupt or event. */
    boolean isSleeping();

    /** Returns whether the core is kept from executing (Renode's {@code IsHalted}). */
    boolean isHalted();

    /** Returns the programs that the core can execute. */
    InstructionSet instructionSet();

    /**
     * Makes a core that has not executed anything yet ready to start a program that has been loaded.
     *
     * @param lowestSection the lowest address of a section of the program
     * @param entry where the program says that it begins
     * @return what the log is to say about it
     */
    String prepare(long lowestSection, long entry);

    /** Returns whether the program handles a fault of its own. */
    boolean isHandlingFault();

    /**
     * Returns where the program last faulted, with the registers and the call chain of that moment, as text of several
     * lines; the present state if there was no fault since reset.
     */
    String faultReport();

    /**
     * Returns where on the bus an address of the present program is, as a debugger asks for it; negative if it is nowhere.
     */
    default long onBus(long address) {
        return address;
    }

    /** Returns whether {@link #onBus} makes a difference now. */
    default boolean translatesAddresses() {
        return false;
    }

    /** Returns the instruction at an address, in the style of Renode's trace. */
    Disassembly disassemble(long address);

    /** Returns the program counter. */
    long programCounter();

    /**
     * Makes {@link #run} return before the instruction at an address, and tell the debugger; a run that begins there
     * executes it. Costs nothing but at the address.
     */
    void addBreakpoint(long address);

    /** Takes a breakpoint back. */
    void removeBreakpoint(long address);

    /** Calls a hook before each instruction at an address; costs nothing but there. */
    void addHook(long address, CoreHook hook);

    /** Takes all hooks at an address back. */
    void removeHooksAt(long address);

    /** Takes a hook at an address back; harmless if it is not there. */
    void removeHook(long address, CoreHook hook);

    /**
     * Calls an action once, between two instructions, when so many have been started since reset; costs nothing until then.
     *
     * @return what takes it back, harmless once it has been called
     */
    Runnable atInstruction(long count, Runnable action);

    /** Goes on behind the next instruction, which is neither executed nor counted; call it between instructions. */
    void skipInstruction();

    /** Takes all hooks back, those of blocks too. */
    void removeAllHooks();

    /** Calls a hook before each block from now on, none if null; with one, blocks are executed one at a time. */
    void setBlockBeginHook(@Nullable BlockHook hook);

    /** Calls a hook after each block, as {@link #setBlockBeginHook}. */
    void setBlockEndHook(BlockHook hook);

    /** Calls a hook before each block beside that of scripts; null for none. */
    void setBlockLog(@Nullable BlockHook hook);

    /** Calls a hook after each block beside that of scripts, with the instructions that were executed; null for none. */
    void setBlockTrace(@Nullable BlockHook hook);

    /** Says who hears of breakpoints, and of {@link SystemBus#watchpoints()} that this core meets. */
    void setDebugListener(CoreDebugListener listener);
}
