package dev.kenning.testbench.emulator.bus;

import java.util.Comparator;
import java.util.Locale;
import java.util.PriorityQueue;

/**
 * Virtual time of a machine, counted in instruction slots.
 *
 * <p>A slot is the time one instruction takes: one second divided by the instructions per second that the platform
 * states (Renode's {@code PerformanceInMips}). An executing core advances the clock by one slot per instruction; a
 * sleeping core lets it jump to the next alarm. Everything here is integer arithmetic, so equal programs see equal
 * times on every host.
 */
public final class Clock {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparingLong(Alarm::slot).thenComparingLong(Alarm::order));
    private long slotsPerSecond;
    private long now;
    private long rateChangeSlot;
    private long rateChangeNanos;
    private long nextOrder;

    /** Creates a clock at time 0. */
    public Clock(long slotsPerSecond) {
        requirePositive(slotsPerSecond);
        this.slotsPerSecond = slotsPerSecond;
    }

    /** Returns the present slot. */
    public long now() {
        return now;
    }

    /** Moves the clock; only the core that executes, and the machine while its cores sleep, may do so. */
    public void moveTo(long slot) {
        now = slot;
    }

    /** Returns the slots in a second of virtual time. */
    public long slotsPerSecond() {
        return slotsPerSecond;
    }

    /** Changes the speed from now on; times that have passed stay what they were. */
    public void setSlotsPerSecond(long value) {
        requirePositive(value);
        rateChangeNanos = nanos();
        rateChangeSlot = now;
        slotsPerSecond = value;
    }

    /** Returns virtual time in nanoseconds, rounded down. */
    public long nanos() {
        return rateChangeNanos + scale(now - rateChangeSlot, NANOS_PER_SECOND, slotsPerSecond);
    }

    /** Returns the first slot at which {@link #nanos()} is at least {@code nanos}. */
    public long slotAtNanos(long nanos) {
        long delta = nanos - rateChangeNanos;
        return delta <= 0 ? rateChangeSlot : rateChangeSlot + scaleUp(delta, slotsPerSecond, NANOS_PER_SECOND);
    }

    /** Returns how often a counter of this frequency has ticked in a span of slots, rounded down. */
    public long ticksIn(long slots, long frequency) {
        return scale(slots, frequency, slotsPerSecond);
    }

    /** Returns the smallest span of slots in which a counter of this frequency ticks this often. */
    public long slotsFor(long ticks, long frequency) {
        return scaleUp(ticks, slotsPerSecond, frequency);
    }

    /** Creates an alarm that is not set. */
    public Alarm newAlarm(Runnable action) {
        return new Alarm(this, action);
    }

    /** Returns the slot of the earliest alarm, or {@link Long#MAX_VALUE}. */
    public long nextAlarm() {
        Alarm first = alarms.peek();
        return first == null ? Long.MAX_VALUE : first.slot();
    }

    /** Runs every alarm that is due, earliest first, in the order of setting where they tie. */
    public void fireDue() {
        while (nextAlarm() <= now) {
            alarms.remove().fire();
        }
    }

    void schedule(Alarm alarm, long slot) {
        alarms.remove(alarm);
        alarm.arm(slot, nextOrder++);
        alarms.add(alarm);
    }

    void cancel(Alarm alarm) {
        alarms.remove(alarm);
    }

    /** Returns a span of nanoseconds as Renode prints it: {@code 00:00:00.050000000}. */
    public static String spell(long nanos) {
        long seconds = nanos / NANOS_PER_SECOND;
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%09d",
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60,
                nanos % NANOS_PER_SECOND);
    }

    private static long scale(long value, long numerator, long denominator) {
        long high = Math.multiplyHigh(value, numerator);
        long low = value * numerator;
        if (high == 0 && low >= 0) {
            return low / denominator;
        }
        long whole = value / denominator;
        long rest = value % denominator;
        return whole * numerator + scale(rest, numerator, denominator);
    }

    private static long scaleUp(long value, long numerator, long denominator) {
        long floor = scale(value, numerator, denominator);
        return scale(floor, denominator, numerator) < value ? floor + 1 : floor;
    }

    private static void requirePositive(long slotsPerSecond) {
        if (slotsPerSecond <= 0) {
            throw new IllegalArgumentException("slots per second must be > 0, is " + slotsPerSecond);
        }
    }
}
