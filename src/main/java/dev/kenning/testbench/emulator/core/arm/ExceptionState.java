package dev.kenning.testbench.emulator.core.arm;

import java.util.Arrays;

/** Which exceptions are enabled, pending and active, with what priority (ARMv7-M ARM, B1.5.4). */
final class ExceptionState {

    /** Lower than every priority: nothing is active, nothing masked. */
    static final int IDLE = 256;

    static final int NUMBERS = 256;

    private final int[] priorities = new int[NUMBERS];
    private final long[] enabled = new long[NUMBERS / 64];
    private final long[] pending = new long[NUMBERS / 64];
    private final long[] active = new long[NUMBERS / 64];
    private final boolean[] lineHigh = new boolean[NUMBERS];
    private final int priorityMask;
    private int priorityGrouping;
    private Runnable changed = () -> {};

    ExceptionState(int priorityMask) {
        this.priorityMask = priorityMask & 0xFF;
        reset();
    }

    void reset() {
        Arrays.fill(priorities, 0);
        priorities[ExceptionNumber.RESET] = -3;
        priorities[ExceptionNumber.NMI] = -2;
        priorities[ExceptionNumber.HARD_FAULT] = -1;
        Arrays.fill(enabled, 0);
        Arrays.fill(pending, 0);
        Arrays.fill(active, 0);
        for (int number : new int[] {
            ExceptionNumber.NMI,
            ExceptionNumber.HARD_FAULT,
            ExceptionNumber.SV_CALL,
            ExceptionNumber.PEND_SV,
            ExceptionNumber.SYS_TICK
        }) {
            set(enabled, number, true);
        }
        priorityGrouping = 0;
    }

    /** Says what to call when an exception may have become ready to be taken. */
    void onChange(Runnable action) {
        changed = action;
    }

    boolean isEnabled(int number) {
        return get(enabled, number);
    }

    void setEnabled(int number, boolean value) {
        set(enabled, number, value);
        changed.run();
    }

    boolean isPending(int number) {
        return get(pending, number);
    }

    void setPending(int number, boolean value) {
        set(pending, number, value || (lineHigh[number] && !isActive(number)));
        changed.run();
    }

    boolean isActive(int number) {
        return get(active, number);
    }

    void setActive(int number, boolean value) {
        set(active, number, value);
    }

    /** Takes the level of an interrupt's input; a high level makes it pending, again and again. */
    void setLine(int number, boolean high) {
        lineHigh[number] = high;
        if (high && !isActive(number)) {
            set(pending, number, true);
            changed.run();
        }
    }

    /** Moves an exception from pending to active. */
    void activate(int number) {
        set(pending, number, false);
        set(active, number, true);
    }

    /** Ends an exception; if its input is still high, it is pending once more. */
    void deactivate(int number) {
        set(active, number, false);
        if (lineHigh[number]) {
            set(pending, number, true);
        }
    }

    int priority(int number) {
        return priorities[number];
    }

    void setPriority(int number, int value) {
        priorities[number] = value & priorityMask;
        changed.run();
    }

    int priorityGrouping() {
        return priorityGrouping;
    }

    void setPriorityGrouping(int value) {
        priorityGrouping = value & 7;
        changed.run();
    }

    /** Returns the part of a priority that decides on preemption. */
    int groupPriority(int priority) {
        return priority < 0 ? priority : priority & -(2 << priorityGrouping);
    }

    int maskedPriority(int value) {
        return value & priorityMask;
    }

    /** Returns the priority that another exception must beat (ExecutionPriority). */
    int executionPriority(Processor p) {
        int result = IDLE;
        for (int i = 0; i < active.length; i++) {
            for (long rest = active[i]; rest != 0; rest &= rest - 1) {
                int number = i * 64 + Long.numberOfTrailingZeros(rest);
                result = Math.min(result, groupPriority(priorities[number]));
            }
        }
        if (p.basepri != 0) {
            result = Math.min(result, groupPriority(p.basepri));
        }
        if (p.primask != 0) {
            result = Math.min(result, 0);
        }
        if (p.faultmask != 0) {
            result = Math.min(result, -1);
        }
        return result;
    }

    /** Returns the pending, enabled exception of highest priority, 0 if there is none. */
    int highestPending() {
        int best = 0;
        int bestPriority = IDLE;
        for (int i = 0; i < pending.length; i++) {
            for (long rest = pending[i] & enabled[i]; rest != 0; rest &= rest - 1) {
                int number = i * 64 + Long.numberOfTrailingZeros(rest);
                if (priorities[number] < bestPriority) {
                    best = number;
                    bestPriority = priorities[number];
                }
            }
        }
        return best;
    }

    /** Returns the exception that is to be taken now, 0 if there is none. */
    int toTake(Processor p) {
        int number = highestPending();
        boolean preempts = number != 0 && groupPriority(priorities[number]) < executionPriority(p);
        return preempts ? number : 0;
    }

    /** Returns whether WFI would go on: an exception that would be taken if PRIMASK were clear. */
    boolean wakes(Processor p) {
        int number = highestPending();
        if (number == 0) {
            return false;
        }
        int primask = p.primask;
        p.primask = 0;
        boolean wakes = groupPriority(priorities[number]) < executionPriority(p);
        p.primask = primask;
        return wakes;
    }

    int activeCount() {
        return Arrays.stream(active).mapToInt(Long::bitCount).sum();
    }

    boolean isAnythingPending() {
        return highestPending() != 0;
    }

    /** Returns 32 pending bits of interrupts, for the NVIC's registers. */
    int word(Kind kind, int index) {
        int first = ExceptionNumber.FIRST_INTERRUPT + 32 * index;
        int result = 0;
        for (int bit = 0; bit < 32 && first + bit < NUMBERS; bit++) {
            if (get(bits(kind), first + bit)) {
                result |= 1 << bit;
            }
        }
        return result;
    }

    /** The three bits that an exception has. */
    enum Kind {
        ENABLED,
        PENDING,
        ACTIVE
    }

    private long[] bits(Kind kind) {
        return switch (kind) {
            case ENABLED -> enabled;
            case PENDING -> pending;
            case ACTIVE -> active;
        };
    }

    private static boolean get(long[] bits, int number) {
        return (bits[number >>> 6] >>> number & 1) != 0;
    }

    private static void set(long[] bits, int number, boolean value) {
        if (value) {
            bits[number >>> 6] |= 1L << number;
        } else {
            bits[number >>> 6] &= ~(1L << number);
        }
    }
}
