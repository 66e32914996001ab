package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.bus.Alarm;
import dev.kenning.testbench.emulator.bus.Clock;

/**
 * The system timer (ARMv7-M ARM, B3.3): counts down at its own frequency, wraps to the reload value, and raises SysTick.
 *
 * <p>The count is computed from the clock when somebody reads it, so it is exact at the reading instruction.
 */
final class SysTick {

    static final int CONTROL = 0x10;
    static final int RELOAD = 0x14;
    static final int CURRENT = 0x18;
    static final int CALIBRATION = 0x1C;

    private static final int ENABLE = 1;
    private static final int TICKINT = 2;
    private static final int CLKSOURCE = 4;
    private static final int COUNTFLAG = 1 << 16;
    private static final int COUNTER_MASK = 0xFF_FFFF;

    private final Clock clock;
    private long frequency;
    private final Runnable raise;
    private final Alarm alarm;

    private int control = CLKSOURCE;
    private int reload;
    /** Count at {@link #base}; 0 reloads at the next tick. */
    private int count;
    /** A tick of the counter's clock, which has run since time 0. */
    private long base;

    private boolean counted;

    SysTick(Clock clock, long frequency, Runnable raise) {
        this.clock = clock;
        this.frequency = frequency;
        this.raise = raise;
        alarm = clock.newAlarm(this::update);
    }

    long frequency() {
        return frequency;
    }

    void setFrequency(long value) {
        update();
        rebase();
        frequency = value;
        base = ticksNow();
        setAlarm();
    }

    /** Stops it where it is, as a program does that clears its enable bit. */
    void halt() {
        write(CONTROL, control & ~ENABLE);
    }

    void reset() {
        alarm.cancel();
        control = CLKSOURCE;
        reload = 0;
        count = 0;
        counted = false;
    }

    int read(int offset) {
        update();
        return switch (offset) {
            case CONTROL -> {
                int value = control | (counted ? COUNTFLAG : 0);
                counted = false;
                yield value;
            }
            case RELOAD -> reload;
            case CURRENT -> count(elapsedTicks());
            // What Renode 1.15.3 answers.
            default -> 0x20_F580;
        };
    }

    void write(int offset, int value) {
        update();
        rebase();
        switch (offset) {
            case CONTROL -> control = value & (ENABLE | TICKINT | CLKSOURCE);
            case RELOAD -> reload = value & COUNTER_MASK;
            case CURRENT -> {
                count = 0;
                counted = false;
            }
            default -> {}
        }
        setAlarm();
    }

    private boolean isRunning() {
        return (control & ENABLE) != 0;
    }

    private long ticksNow() {
        return clock.ticksIn(clock.now(), frequency);
    }

    private long elapsedTicks() {
        return isRunning() ? Math.max(0, ticksNow() - base) : 0;
    }

    /** Ticks from the base until the count turns 0 the first time. */
    private long ticksToZero() {
        return count != 0 ? count : reload == 0 ? Long.MAX_VALUE : reload + 1L;
    }

    private int count(long ticks) {
        if (ticks == 0) {
            return count;
        }
        long first = ticksToZero();
        if (first == Long.MAX_VALUE) {
            return 0;
        }
        if (ticks <= first) {
            return (int) (first - ticks);
        }
        long inPeriod = (ticks - first) % (reload + 1L);
        return inPeriod == 0 ? 0 : (int) (reload + 1L - inPeriod);
    }

    /** Notices zero crossings up to now. */
    private void update() {
        if (!isRunning()) {
            return;
        }
        long ticks = elapsedTicks();
        long first = ticksToZero();
        if (first == Long.MAX_VALUE || ticks < first) {
            return;
        }
        base += (ticks - first) / (reload + 1L) * (reload + 1L) + first;
        count = 0;
        counted = true;
        if ((control & TICKINT) != 0) {
            raise.run();
        }
        setAlarm();
    }

    private void rebase() {
        count = count(elapsedTicks());
        base = ticksNow();
    }

    private void setAlarm() {
        boolean needed = isRunning() && (control & TICKINT) != 0 && ticksToZero() != Long.MAX_VALUE;
        if (needed) {
            alarm.at(clock.slotsFor(base + ticksToZero(), frequency));
        } else {
            alarm.cancel();
        }
    }
}
