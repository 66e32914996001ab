package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.AddressRange;
import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.Watchpoint;
import dev.kenning.testbench.emulator.bus.WatchpointHit;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.core.CoreDebugListener;
import dev.kenning.testbench.emulator.core.CoreFault;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stops a machine where somebody wants to look at it.
 *
 * <p>It only watches: a program that was stopped and continued has executed the same instructions at the same times as
 * one that was not. Where a machine has several cores, a stop ends the quantum of time in which they take turns.
 *
 * <p>Not thread-safe; used by whoever runs the machine, between two runs.
 */
public final class Debugger implements AutoCloseable {

    /** Says why the machine stopped. */
    public sealed interface Stop {

        /** Returns the core that stopped. */
        Core core();

        /** The core has come to a breakpoint; the instruction there has not been executed. */
        record Breakpoint(Core core) implements Stop {}

        /** The core's next instruction accesses what is watched; it has not been executed. */
        record Watch(Core core, WatchpointHit hit) implements Stop {}

        /** The core has executed what it was to. */
        record Step(Core core) implements Stop {}
    }

    /** A core that steps, and the range in which it goes on stepping. */
    private record Stepping(Core core, Optional<AddressRange> within) {}

    private final Machine machine;
    private final Set<Long> breakpoints = new LinkedHashSet<>();
    private final List<Watchpoint> watchpoints = new ArrayList<>();
    private Optional<Stepping> stepping = Optional.empty();
    private Optional<Stop> stop = Optional.empty();

    /** Attaches to a machine that has no debugger. */
    public Debugger(Machine machine) {
        this.machine = machine;
        CoreDebugListener listener = new CoreDebugListener() {
            @Override
            public void breakpointReached(Core core) {
                stopAt(new Stop.Breakpoint(core));
            }

            @Override
            public void watchpointReached(Core core, WatchpointHit hit) {
                stopAt(new Stop.Watch(core, hit));
            }
        };
        machine.cores().forEach(core -> core.setDebugListener(listener));
        machine.faults().setDebugged(true);
    }

    private void stopAt(Stop reason) {
        stop = Optional.of(reason);
        machine.requestStop();
    }

    /** Stops any core before the instruction at an address; does nothing the second time. */
    public void addBreakpoint(long address) {
        if (breakpoints.add(address)) {
            machine.cores().forEach(core -> core.addBreakpoint(address));
        }
    }

    /** Takes a breakpoint back, if there is one. */
    public void removeBreakpoint(long address) {
        if (breakpoints.remove(address)) {
            machine.cores().forEach(core -> core.removeBreakpoint(address));
        }
    }

    /** Stops any core before it accesses a range; does nothing the second time. */
    public void addWatchpoint(Watchpoint point) {
        if (!watchpoints.contains(point)) {
            watchpoints.add(point);
            machine.bus().watchpoints().add(point);
        }
    }

    /** Takes a watchpoint back, if there is one. */
    public void removeWatchpoint(Watchpoint point) {
        if (watchpoints.remove(point)) {
            machine.bus().watchpoints().remove(point);
        }
    }

    /** Lets the next runs go on until something stops them. */
    public void resume() {
        stepping = Optional.empty();
        stop = Optional.empty();
    }

    /** Lets the next runs go on until a core has executed an instruction; while it sleeps, time passes. */
    public void step(Core core) {
        stepping = Optional.of(new Stepping(core, Optional.empty()));
        stop = Optional.empty();
    }

    /** Lets the next runs go on until a core has executed instructions and left a range. */
    public void stepWithin(Core core, AddressRange range) {
        stepping = Optional.of(new Stepping(core, Optional.of(range)));
        stop = Optional.empty();
    }

    /** Returns why the last run ended, if it was for the debugger. */
    public Optional<Stop> stop() {
        return stop;
    }

    /**
     * Runs as {@link Machine#runUntil}, or until there is a {@link #stop()}.
     *
     * @return whether the moment was reached
     * @throws CoreFault if the program cannot go on
     */
    public boolean runUntil(long nanos) {
        long end = machine.clock().slotAtNanos(nanos);
        return stepping.isPresent() ? step(stepping.get(), end) : machine.runUntilSlot(end);
    }

    private boolean step(Stepping plan, long end) {
        Clock clock = machine.clock();
        Core core = plan.core();
        boolean stopRequested = false;
        while (clock.now() < end && stop.isEmpty() && !stopRequested) {
            long before = core.executedInstructions();
            boolean asleep = core.isHalted() || core.isSleeping();
            long until = asleep ? Math.max(clock.now(), clock.nextAlarm()) : clock.now();
            stopRequested = !machine.runUntilSlot(Math.min(end, until == Long.MAX_VALUE ? end : until + 1));
            boolean executed = core.executedInstructions() != before;
            boolean inside = plan.within()
                    .filter(range -> range.contains(core.programCounter()))
                    .isPresent();
            if (executed && !inside && stop.isEmpty()) {
                stop = Optional.of(new Stop.Step(core));
            }
        }
        return stop.isEmpty() && !stopRequested;
    }

    /** Takes everything back; the machine runs on as if nobody had been there. */
    @Override
    public void close() {
        List.copyOf(breakpoints).forEach(this::removeBreakpoint);
        List.copyOf(watchpoints).forEach(this::removeWatchpoint);
        machine.cores().forEach(core -> core.setDebugListener(CoreDebugListener.NONE));
        machine.faults().setDebugged(false);
        resume();
    }
}
