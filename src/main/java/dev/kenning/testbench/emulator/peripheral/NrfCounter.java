package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Alarm;
import dev.kenning.testbench.emulator.bus.Clock;
import java.util.function.LongSupplier;

/** Counts ticks of virtual time from 0 to a mask and around, and calls back at the values that are of interest. */
final class NrfCounter {

    private final Clock clock;
    private final Alarm alarm;
    private final LongSupplier ticksToNextEvent;
    private final Runnable atEvent;
    private long mask;
    private long frequency;
    private int divider = 1;
    private boolean running;

    /** The count, not wrapped, at {@link #baseSlot}. */
    private long baseCount;

    private long baseSlot;

    /**
     * Creates a counter that stands at 0.
     *
     * @param ticksToNextEvent says in how many ticks, at least one, something happens; {@link Long#MAX_VALUE} for never
     * @param atEvent is called when that many ticks have passed
     */
    NrfCounter(Clock clock, long frequency, long mask, LongSupplier ticksToNextEvent, Runnable atEvent) {
        this.clock = clock;
        this.frequency = frequency;
        this.mask = mask;
        this.ticksToNextEvent = ticksToNextEvent;
        this.atEvent = atEvent;
        alarm = clock.newAlarm(this::fire);
    }

    long count() {
        return unwrapped() & mask;
    }

    boolean isRunning() {
        return running;
    }

    void start() {
        if (!running) {
            baseSlot = clock.now();
            running = true;
            schedule();
        }
    }

    void stop() {
        baseCount = unwrapped();
        running = false;
        alarm.cancel();
    }

    /** Goes on from another value. */
    void set(long count) {
        baseCount = count & mask;
        baseSlot = clock.now();
        schedule();
    }

    /** Counts at {@code frequency / divider} from now on, up to a mask. */
    void setSpeed(long newFrequency, int newDivider, long newMask) {
        baseCount = unwrapped();
        baseSlot = clock.now();
        frequency = newFrequency;
        divider = newDivider;
        mask = newMask;
        schedule();
    }

    /** Looks anew at when something happens next. */
    void schedule() {
        long ticks = running ? ticksToNextEvent.getAsLong() : Long.MAX_VALUE;
        if (ticks == Long.MAX_VALUE) {
            alarm.cancel();
        } else {
            long target = elapsed() + ticks;
            alarm.at(baseSlot + clock.slotsFor(target * divider, frequency));
        }
    }

    void reset() {
        alarm.cancel();
        running = false;
        baseCount = 0;
    }

    private void fire() {
        atEvent.run();
        schedule();
    }

    private long unwrapped() {
        return running ? baseCount + elapsed() : baseCount;
    }

    private long elapsed() {
        return clock.ticksIn(clock.now() - baseSlot, frequency) / divider;
    }
}
