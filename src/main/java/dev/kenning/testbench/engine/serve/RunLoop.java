package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.core.CoreFault;
import dev.kenning.testbench.emulator.machine.Level;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.monitor.DebugServer;
import dev.kenning.testbench.emulator.monitor.Emulation;
import dev.kenning.testbench.emulator.monitor.EmulationHost;
import dev.kenning.testbench.emulator.monitor.LedTesterMembers;
import dev.kenning.testbench.emulator.monitor.SocketOption;
import dev.kenning.testbench.emulator.peripheral.PinLed;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.Timeline;
import dev.kenning.testbench.engine.embedded.LedTester;
import dev.kenning.testbench.engine.gdb.DebugHost;
import dev.kenning.testbench.engine.gdb.GdbServer;
import dev.kenning.testbench.engine.gdb.MachineDriver;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.platform.monitor.MonitorException;
import dev.kenning.testbench.robot.KeywordException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Runs an emulation on a thread of its own, in slices of virtual time that host time holds back.
 *
 * <p>Whoever touches the emulation does so {@link #inTurn}, between two slices. Somebody who waits
 * gives his turn up meanwhile; what he waits for is looked at on the machines' thread, so that a pause at the match
 * comes before the next instruction.
 */
final class RunLoop implements EmulationHost, DebugHost, AutoCloseable {

    /** The longest slice, in nanoseconds of virtual time: Renode's quantum. */
    static final long QUANTUM = 100_000;

    /** How far virtual time may be ahead of host time before the thread sleeps, in nanoseconds. */
    private static final long LEAD = 1_000_000;

    private static final double NANOS_PER_SECOND = 1e9;

    /** Says when a wait that is over pauses the emulation. */
    private enum Pausing {
        NEVER,
        AT_MATCH,
        ALWAYS
    }

    private static final class Wait {

        private final long end;
        private final BooleanSupplier condition;
        private final Pausing pausing;
        private boolean over;

        Wait(long end, BooleanSupplier condition, Pausing pausing) {
            this.end = end;
            this.condition = condition;
            this.pausing = pausing;
        }
    }

    private final ServedTerminals terminals;
    private final Emulation emulation;
    private final Thread thread = new Thread(this::run, "emulation");
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();

    /** What a machine's clock shows beyond {@link #elapsed}: machines are created, and stepped, at any time. */
    private final Map<Machine, Long> offsets = new HashMap<>();

    /** Who runs a machine in place of this loop: its debugger. */
    private final Map<Machine, MachineDriver> drivers = new HashMap<>();

    private long elapsed;
    private long hostStart;
    private long virtualStart;
    private boolean running;
    private boolean closed;
    private boolean advanceImmediately;
    private boolean pausesAtMatch;
    private Optional<Wait> wait = Optional.empty();

    /** Where the emulation ends, beside what somebody waits for. */
    private Optional<Wait> ending = Optional.empty();

    private Optional<RuntimeException> fault = Optional.empty();

    private RunLoop(SearchPath searchPath, ServedTerminals terminals) {
        this.terminals = terminals;
        emulation = new Emulation(searchPath, this);
    }

    /** Starts a loop around an emulation without a machine, paused. */
    static RunLoop start(SearchPath searchPath, ServedTerminals terminals) {
        RunLoop loop = new RunLoop(searchPath, terminals);
        loop.thread.setDaemon(true);
        loop.thread.start();
        return loop;
    }

    /** Returns the emulation, which is to be touched {@link #inTurn} only. */
    Emulation emulation() {
        return emulation;
    }

    /**
     * Does something with the emulation.
     *
     * @param <T> the result
     * @param <X> what may go wrong
     */
    @FunctionalInterface
    interface Action<T, X extends Exception> {
        T run() throws X;
    }

    @Override
    public <T> T betweenRuns(Supplier<T> action) {
        return inTurn(action::get);
    }

    /** Gets in between two slices; only then may the emulation be touched. */
    <T, X extends Exception> T inTurn(Action<T, X> action) throws X {
        lock.lock();
        try {
            return action.run();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns a machine by its name, or the selected one.
     *
     * @throws KeywordException if there is none
     */
    Machine machine(Optional<String> name) {
        try {
            return name.isPresent() ? emulation.machine(name.get()) : emulation.machine();
        } catch (MachineException e) {
            throw new KeywordException(name.map(given -> "Could not find machine named " + given + " in the emulation")
                    .orElseGet(() -> String.valueOf(e.getMessage())));
        }
    }

    /** Does something that waits, and pauses the emulation exactly where the wait's condition comes true. */
    <T> T pausingAtMatch(boolean pause, Supplier<T> action) {
        pausesAtMatch = pause;
        try {
            return action.get();
        } finally {
            pausesAtMatch = false;
        }
    }

    /** Returns the time of a machine; who waits on it starts the emulation. */
    Timeline timeline(Machine machine) {
        return new LoopTimeline(machine::nanos, () -> offset(machine));
    }

    /** Returns the time that all machines share, since the first start; who waits on it starts the emulation. */
    Timeline timeline() {
        return new LoopTimeline(() -> elapsed, () -> 0);
    }

    /** Waits, without starting the emulation, until it is paused; returns whether that came in time. */
    boolean awaitPause(long nanos) {
        if (running) {
            Wait pending = new Wait(Math.addExact(elapsed, nanos), () -> false, Pausing.NEVER);
            await(pending);
            rethrowFault();
        }
        return !running;
    }

    /**
     * Pauses the emulation where a condition comes true, or at a moment, whoever else starts, pauses or waits for it. To be
     * said before time passes, so that none passes beyond.
     *
     * @param nanos the moment, in nanoseconds since the first start
     */
    void endAt(long nanos, BooleanSupplier condition) {
        ending = Optional.of(new Wait(nanos, condition, Pausing.ALWAYS));
    }

    /**
     * Waits for what {@link #endAt} named.
     *
     * @return whether that came; false if the loop was closed before
     * @throws dev.kenning.testbench.emulator.core.CoreFault if a program cannot go on
     */
    boolean awaitEnd() throws InterruptedException {
        while (!hasEnded() && fault.isEmpty() && !closed) {
            changed.await();
        }
        rethrowFault();
        return hasEnded();
    }

    private boolean hasEnded() {
        return ending.filter(pending -> pending.over).isPresent();
    }

    @Override
    public boolean isStarted() {
        return running;
    }

    @Override
    public void start() {
        if (!running && !closed) {
            running = true;
            virtualStart = elapsed;
            hostStart = System.nanoTime();
            offsets.clear();
            emulation.machinesStarted();
            changed.signalAll();
        }
    }

    @Override
    public void pause() {
        if (running) {
            emulation.machinesPaused();
        }
        running = false;
        changed.signalAll();
    }

    @Override
    public void sleep(long nanos) {
        long end = System.nanoTime() + nanos;
        try {
            for (long left = nanos; left > 0 && !closed; left = end - System.nanoTime()) {
                changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void runFor(Collection<Machine> machines, long nanos, BooleanSupplier isEnough) {
        if (drivers.values().stream().anyMatch(MachineDriver::isHolding)) {
            throw new MachineException("A debugger holds the machine; let it continue, or detach it, first.");
        }
        if (isStepped()) {
            throw new MachineException(
                    "Time stands still while a core is in SingleStep mode: step it, or set its ExecutionMode to"
                            + " Continuous.");
        }
        start();
        await(new Wait(Math.addExact(elapsed, nanos), isEnough, Pausing.ALWAYS));
        rethrowFault();
    }

    /** As on Renode, a core that was stepped is held from then on, and the emulation counts as started. */
    @Override
    public void beforeStep(Machine machine, Core core) {
        machine.stepping().hold(core);
        start();
    }

    @Override
    public Members createLedTester(Machine machine, String path, PinLed led, long timeout) {
        LedTester tester = new LedTester(timeline(machine), path, led);
        return LedTesterMembers.of(new LedAssertions(tester, Duration.ofNanos(timeout)));
    }

    @Override
    public void setAdvanceImmediately(boolean immediately) {
        advanceImmediately = immediately;
        virtualStart = elapsed;
        hostStart = System.nanoTime();
    }

    @Override
    public BufferedTerminal openSocket(String name, int port, Set<SocketOption> options) {
        return terminals.openSocket(name, port, options, this::warn);
    }

    @Override
    public DebugServer openGdbServer(Machine machine, List<Core> cores, int port, boolean autostart) {
        return GdbServer.start(terminals.address(), port, this, machine, cores, autostart);
    }

    @Override
    public void attach(Machine machine, MachineDriver driver) {
        drivers.put(machine, driver);
    }

    @Override
    public void detach(Machine machine) {
        drivers.remove(machine);
        holdChanged();
    }

    /** Time that a debugger held back is not made up for. */
    @Override
    public void holdChanged() {
        virtualStart = elapsed;
        hostStart = System.nanoTime();
        changed.signalAll();
    }

    private boolean isHeld() {
        return drivers.values().stream().anyMatch(MachineDriver::isHolding) || isStepped();
    }

    private boolean isStepped() {
        return emulation.machines().stream()
                .anyMatch(machine -> machine.stepping().holdsTime());
    }

    @Override
    public String execute(String command) {
        try {
            return emulation.execute(command);
        } catch (MonitorException | CoreFault | MachineException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void warn(String text) {
        emulation.log().log(Level.WARNING, "emulation", text);
    }

    @Override
    public BufferedTerminal openPseudoTerminal(String name, String path, boolean forceCreate) {
        return terminals.openPseudoTerminal(name, path, forceCreate, this::warn);
    }

    /** Stops the machines, closes the terminals, and ends the thread; who waits is told. */
    @Override
    public void close() {
        inTurn(() -> {
            closed = true;
            emulation.clear();
            return closed;
        });
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(Wait pending) {
        fault = Optional.empty();
        wait = Optional.of(pending);
        changed.signalAll();
        try {
            while (!pending.over && running && !closed) {
                changed.awaitUninterruptibly();
            }
        } finally {
            wait = Optional.empty();
        }
    }

    private void rethrowFault() {
        fault.ifPresent(problem -> {
            throw problem;
        });
    }

    // The thread

    private void run() {
        lock.lock();
        try {
            while (!closed) {
                long ahead = running && !advanceImmediately && hasCores()
                        ? (elapsed - virtualStart) - (System.nanoTime() - hostStart)
                        : 0;
                if (!running || isHeld()) {
                    changed.await();
                } else if (ahead > LEAD) {
                    changed.awaitNanos(ahead);
                } else {
                    slice();
                    letOthersIn();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
            running = false;
            changed.signalAll();
            lock.unlock();
        }
    }

    /** Nothing waits for the host where nothing executes, as on Renode. */
    private boolean hasCores() {
        return emulation.machines().stream()
                .anyMatch(machine -> !machine.cores().isEmpty());
    }

    private void letOthersIn() {
        if (lock.hasQueuedThreads()) {
            lock.unlock();
            lock.lock();
        }
    }

    private void slice() {
        long end = Math.max(elapsed, Math.min(elapsed + QUANTUM, Math.min(limit(wait), limit(ending))));
        terminals.deliver();
        for (Machine machine : emulation.machines()) {
            end = run(machine, end);
        }
        elapsed = end;
        wait.ifPresent(this::check);
        ending.filter(pending -> !pending.over).ifPresent(this::check);
        wait.filter(pending -> !pending.over && isStepped()).ifPresent(this::refuseToWait);
    }

    private static long limit(Optional<Wait> wait) {
        return wait.filter(pending -> !pending.over).map(pending -> pending.end).orElse(Long.MAX_VALUE);
    }

    /** Time stands still from now on, until somebody steps, so that nothing will come. */
    private void refuseToWait(Wait pending) {
        fault = Optional.of(new MachineException(
                "A core entered SingleStep mode while time was waited for: step it, or set its ExecutionMode to"
                        + " Continuous."));
        pause();
    }

    /** Runs a machine; returns the end, or where the machine stopped before it. */
    private long run(Machine machine, long end) {
        try {
            long until = offset(machine) + end;
            MachineDriver driver = drivers.get(machine);
            if (driver == null ? machine.runUntil(until) : driver.runUntil(until)) {
                return end;
            }
        } catch (RuntimeException problem) {
            fault = Optional.of(problem);
            pause();
            log(machine, problem);
        }
        return Math.max(elapsed, Math.min(end, machine.nanos() - offset(machine)));
    }

    /** Logs what ended a run; if it is the log itself that fails, that is told with the rest. */
    private static void log(Machine machine, RuntimeException problem) {
        try {
            machine.log().log(Level.ERROR, machine.name(), String.valueOf(problem.getMessage()));
        } catch (RuntimeException failure) {
            problem.addSuppressed(failure);
        }
    }

    private long offset(Machine machine) {
        return offsets.computeIfAbsent(machine, fresh -> fresh.nanos() - elapsed);
    }

    private void check(Wait pending) {
        boolean match = pending.condition.getAsBoolean();
        if (!match && elapsed < pending.end) {
            return;
        }
        pending.over = true;
        if (pending.pausing == Pausing.ALWAYS || (match && pending.pausing == Pausing.AT_MATCH)) {
            pause();
        }
        changed.signalAll();
    }

    private void interruptMachines() {
        emulation.machines().forEach(Machine::requestStop);
    }

    private final class LoopTimeline implements Timeline {

        private final LongSupplier clock;
        private final LongSupplier offset;

        LoopTimeline(LongSupplier clock, LongSupplier offset) {
            this.clock = clock;
            this.offset = offset;
        }

        @Override
        public long nanos() {
            return clock.getAsLong();
        }

        @Override
        public void await(long nanos, BooleanSupplier condition, String purpose) {
            Pausing pausing = pausesAtMatch ? Pausing.AT_MATCH : Pausing.NEVER;
            if (condition.getAsBoolean()) {
                if (pausing == Pausing.AT_MATCH) {
                    pause();
                }
                return;
            }
            if (nanos() >= nanos) {
                return;
            }
            start();
            if (isStepped()) {
                // Time stands still until somebody steps: nothing will come.
                return;
            }
            Wait pending = new Wait(nanos - offset.getAsLong(), condition, pausing);
            RunLoop.this.await(pending);
            fault.ifPresent(problem -> {
                throw new EngineException(String.valueOf(problem.getMessage()), problem);
            });
            if (!pending.over) {
                throw new EngineException(String.format(
                        Locale.ROOT,
                        "the emulation was %s at %.6f s of virtual time while a keyword waited %s",
                        closed ? "ended" : "paused",
                        nanos() / NANOS_PER_SECOND,
                        purpose));
            }
        }

        @Override
        public void interrupt() {
            interruptMachines();
        }
    }
}
