package dev.kenning.testbench.emulator.core;

import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.CoreAbortException;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.bus.WatchpointHit;
import dev.kenning.testbench.profile.FlowListener;
import dev.kenning.testbench.state.NotState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** A core that executes decoded blocks, and takes exceptions between them. */
public abstract class InterpretedCore implements Core {

    private static final long NOWHERE = -1;

    private final String name;
    private final Clock clock;
    private final Execution execution;

    /** The decoded blocks. */
    protected final BlockCache blocks;

    private final AddressHooks hooks;

    @NotState
    private @Nullable BlockHook blockBegin;

    @NotState
    private @Nullable BlockHook blockEnd;

    @NotState
    private @Nullable BlockHook blockLog;

    @NotState
    private @Nullable BlockHook blockTrace;

    @NotState
    private LongFunction<String> functionNames = address -> "";

    private final List<Runnable> deferred = new ArrayList<>(1);

    @NotState
    private final List<Appointment> appointments = new ArrayList<>(0);

    private volatile boolean stopRequested;
    private boolean running;
    private boolean halted;
    /** Nothing but a reset lets the core go on. */
    private boolean aborted;

    @NotState
    private CoreDebugListener debugListener = CoreDebugListener.NONE;

    private boolean breakpointReached;

    /** The instruction before which the last run stopped for a debugger; it is not stopped at again at once. */
    private long stoppedAt = NOWHERE;

    private boolean stoppedByWatchpoint;

    /** Who follows the flow of execution; nobody most of the time. */
    @NotState
    private @Nullable FlowListener flow;

    /** Counts loads and stores for whoever follows. */
    @NotState
    private @Nullable AccessLedger ledger;

    @NotState
    private boolean listening;

    /** Where the clock was when the last followed block ended; negative before the first. */
    @NotState
    private long followedUpTo = -1;

    /** What somebody does once at a count of instructions. */
    private record Appointment(long count, Runnable action) {}

    /** Creates a core and makes it the master of the bus. */
    protected InterpretedCore(String name, Execution execution, BlockSource source) {
        this.name = name;
        this.execution = execution;
        clock = execution.bus.clock();
        blocks = new BlockCache(execution.bus, source);
        hooks = new AddressHooks(blocks);
        blocks.onDrop(execution::interrupt);
        blocks.onBreakpoint(() -> {
            breakpointReached = true;
            execution.interrupt();
        });
        execution.bus.setMaster(this::describeAccess);
        execution.bus.onOwnRegistration(() -> {
            execution.usePages();
            blocks.dropAll();
        });
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final long executedInstructions() {
        return execution.executed;
    }

    @Override
    public final void setFunctionNames(LongFunction<String> names) {
        functionNames = names;
    }

    /** Returns the name of the function around an address, or "". */
    protected final String functionName(long address) {
        return functionNames.apply(address);
    }

    /** Returns {@code " (main)"} for an address in a function of that name, else "". */
    protected final String inFunction(long address) {
        String function = functionName(address);
        return function.isEmpty() ? "" : " (" + function + ")";
    }

    /** Says on whose behalf the bus is being accessed: core, address and function. */
    protected final String describe(long address) {
        return String.format(Locale.ROOT, "%s: 0x%X%s", name, address, inFunction(address));
    }

    @Override
    public void addMembers(Members members) {
        CoreMembers.add(members, this, clock);
        execution.settings.addTo(members);
    }

    @Override
    public final boolean isHalted() {
        return halted || aborted;
    }

    /** Lets the core execute nothing more until it is reset, and says so. */
    public final void abort() {
        execution.bus.log().noise(name, "CPU abort detected, halting.");
        goNoFurther();
    }

    /** Lets the core execute nothing more until it is reset. */
    protected final void goNoFurther() {
        aborted = true;
        execution.interrupt();
    }

    /** Lets a core that is reset execute again. */
    protected final void goOn() {
        aborted = false;
    }

    @Override
    public final void setHalted(boolean halt) {
        halted = halt;
        execution.interrupt();
    }

    @Override
    public final void betweenInstructions(Runnable action) {
        if (running) {
            deferred.add(action);
            execution.interrupt();
        } else {
            action.run();
        }
    }

    @Override
    public final void run(long untilSlot) {
        execution.bus.setMaster(this::describeAccess);
        running = true;
        try {
            runSlots(untilSlot);
        } finally {
            running = false;
            stopRequested = false;
            runDeferred();
        }
    }

    private void runSlots(long untilSlot) {
        while (!stopRequested && !isHalted()) {
            clock.fireDue();
            if (!appointments.isEmpty()) {
                keepAppointments();
            }
            runDeferred();
            execution.slotAtZero = clock.now() - execution.executed;
            takeExceptions();
            if (isHalted() || isSleeping() || clock.now() >= untilSlot) {
                break;
            }
            long slots = Math.min(untilSlot, clock.nextAlarm()) - clock.now();
            execution.bound = Math.min(execution.executed + execution.stretch(slots), nextAppointment());
            if (!stopRequested && deferred.isEmpty()) {
                execute();
            }
            moveClock();
        }
    }

    private void runDeferred() {
        if (!deferred.isEmpty()) {
            List<Runnable> actions = List.copyOf(deferred);
            deferred.clear();
            actions.forEach(Runnable::run);
        }
    }

    @Override
    public final void setFlowListener(FlowListener listener, AccessLedger accesses) {
        flow = listener;
        ledger = accesses;
        followedUpTo = execution.slotAtZero + execution.executed;
        execution.interrupt();
    }

    @Override
    public final void removeFlowListener() {
        flow = null;
        ledger = null;
        listen(false);
        execution.interrupt();
    }

    private void listen(boolean on) {
        if (on != listening) {
            listening = on;
            hearEachAccess(on);
        }
    }

    private void beginCounting(Block block) {
        AccessLedger accesses = ledger;
        if (accesses != null) {
            BlockAccesses known = block.accesses;
            if (known == null) {
                known = new BlockAccesses(block, hasFixedAccesses(block));
                block.accesses = known;
            }
            listen(accesses.begin(execution, known));
        }
    }

    private void tellWait(FlowListener listener) {
        long now = execution.slotAtZero + execution.executed;
        if (now != followedUpTo) {
            listener.waited(now - followedUpTo);
        }
    }

    /** One block at a time, so that each can be told of; nothing is asked of the interpreter's loop for that. */
    private void executeFollowed() {
        long deadline = execution.bound;
        boolean more = true;
        if (flow != null) {
            tellWait(flow);
        }
        while (more) {
            breakpointReached = false;
            long from = programCounter();
            int address = (int) from;
            Block next =
                    address == stoppedAt ? blocks.past(address, decodingState()) : blocks.at(address, decodingState());
            BlockHook log = blockLog;
            if (log != null && !next.dropped) {
                moveClock();
                log.reached(programCounter(), next.instructions);
            }
            BlockHook begin = blockBegin;
            if (begin != null && !next.dropped) {
                moveClock();
                begin.reached(programCounter(), next.instructions);
                if ((int) programCounter() != address) {
                    return;
                }
            }
            long before = execution.executed;
            BlockHook tracing = blockTrace;
            boolean single = tracing != null && tracing.wantsEachInstruction();
            long until = Math.min(deadline, before + (single ? 1 : Math.max(1, next.instructions)));
            execution.bound = until;
            beginCounting(next);
            execute(next);
            long ran = execution.executed - before;
            FlowListener listener = flow;
            if (ran > 0 && listener != null) {
                if (ledger != null) {
                    ledger.end(next, ran, listener);
                }
                listener.ran(
                        next.address, next.end, ran, (int) programCounter(), linkRegister(), stackPointer(), context());
            }
            BlockHook trace = blockTrace;
            if (ran > 0 && trace != null) {
                trace.reached(from, ran);
            }
            BlockHook end = blockEnd;
            if (ran > 0 && end != null) {
                moveClock();
                end.reached(from, ran);
            }
            more = execution.bound == until
                    && execution.executed < deadline
                    && clock.nextAlarm() >= execution.slotAtZero + deadline
                    && !stopRequested
                    && isFollowed();
        }
        followedUpTo = execution.slotAtZero + execution.executed;
    }

    private boolean isFollowed() {
        return flow != null || blockBegin != null || blockEnd != null || blockLog != null || blockTrace != null;
    }

    private void execute() {
        if (isFollowed()) {
            executeFollowed();
            return;
        }
        breakpointReached = false;
        int address = (int) programCounter();
        if (programCounter() != stoppedAt) {
            execute(blocks.at(address, decodingState()));
        } else if (stoppedByWatchpoint) {
            execution.bound = Math.min(execution.bound, execution.executed + 1);
            execution.bus.watchpoints().suspend(() -> execute(blocks.past(address, decodingState())));
        } else {
            execute(blocks.past(address, decodingState()));
        }
    }

    private void execute(Block first) {
        stoppedAt = NOWHERE;
        try {
            interpret(first);
            if (breakpointReached) {
                reachBreakpoint();
            }
        } catch (WatchpointHit hit) {
            execution.leaveBlock(blocks, execution.entry, 0);
            stopForDebugger(true);
            debugListener.watchpointReached(this, hit);
        } catch (CoreAbortException e) {
            execution.leaveBlock(blocks, execution.entry, 1);
            execution.bus.log().error(name, String.valueOf(e.getMessage()));
            abort();
        } finally {
            blocks.settle(first);
            blocks.settle(execution.block);
        }
    }

    /** Hooks may lead the program elsewhere; then it does not come to what else is here. */
    private void reachBreakpoint() {
        long address = programCounter();
        moveClock();
        stoppedAt = address;
        stoppedByWatchpoint = false;
        hooks.run(address);
        if (hooks.isBreakpoint(address) && programCounter() == address) {
            stopForDebugger(false);
            debugListener.breakpointReached(this);
        }
    }

    private void stopForDebugger(boolean byWatchpoint) {
        stoppedAt = programCounter();
        stoppedByWatchpoint = byWatchpoint;
        stopRequested = true;
    }

    @Override
    public final void addBreakpoint(long address) {
        hooks.addBreakpoint(address);
    }

    @Override
    public final void removeBreakpoint(long address) {
        hooks.removeBreakpoint(address);
    }

    @Override
    public final void addHook(long address, CoreHook hook) {
        hooks.add(address, hook);
    }

    @Override
    public final void removeHooksAt(long address) {
        hooks.removeAt(address);
    }

    @Override
    public final void removeHook(long address, CoreHook hook) {
        hooks.remove(address, hook);
    }

    @Override
    public final Runnable atInstruction(long count, Runnable action) {
        Appointment appointment = new Appointment(count, action);
        appointments.add(appointment);
        execution.interrupt();
        return () -> appointments.remove(appointment);
    }

    private void keepAppointments() {
        for (Appointment appointment : List.copyOf(appointments)) {
            if (appointment.count() <= execution.executed && appointments.remove(appointment)) {
                appointment.action().run();
            }
        }
    }

    /** Returns the next count of instructions at which somebody wants to act. */
    private long nextAppointment() {
        long next = Long.MAX_VALUE;
        for (Appointment appointment : appointments) {
            next = Math.min(next, appointment.count());
        }
        return next;
    }

    @Override
    public final void removeAllHooks() {
        hooks.removeAll();
        blockBegin = null;
        blockEnd = null;
    }

    @Override
    public final void setBlockBeginHook(@Nullable BlockHook hook) {
        blockBegin = hook;
        execution.interrupt();
    }

    @Override
    public final void setBlockEndHook(BlockHook hook) {
        blockEnd = hook;
        execution.interrupt();
    }

    @Override
    public final void setBlockLog(@Nullable BlockHook hook) {
        blockLog = hook;
        execution.interrupt();
    }

    @Override
    public final void setBlockTrace(@Nullable BlockHook hook) {
        blockTrace = hook;
        execution.interrupt();
    }

    @Override
    public final void setDebugListener(CoreDebugListener listener) {
        debugListener = listener;
    }

    /** Moves the clock behind what has been executed. */
    protected final void moveClock() {
        clock.moveTo(execution.slotAtZero + execution.executed);
    }

    @Override
    public final void requestStop() {
        stopRequested = true;
        execution.interrupt();
    }

    /** Enters and leaves exceptions that are due before the next instruction. */
    protected abstract void takeExceptions();

    /** Returns what decoding at the program counter depends on besides the bytes there. */
    protected abstract int decodingState();

    /** Executes from a block on until {@link Execution#bound}, and turns what unwinds the interpreter into exceptions. */
    protected abstract void interpret(Block first);

    /** Returns the register that calls leave their return address in, without the mark of Thumb code. */
    protected abstract int linkRegister();

    /** Returns the stack pointer. */
    protected abstract int stackPointer();

    /** Returns the number of the exception that is being handled; 0 for none, and where the core does not number them. */
    protected abstract int context();

    /** Returns whether every run of a block loads and stores equally often. */
    protected abstract boolean hasFixedAccesses(Block block);

    /** Sends each access through the slow path, where {@link SystemBus#probe()} hears of it, or no longer. */
    protected abstract void hearEachAccess(boolean on);

    /** Says who accesses the bus, with {@link #describe}. */
    protected abstract String describeAccess();
}
