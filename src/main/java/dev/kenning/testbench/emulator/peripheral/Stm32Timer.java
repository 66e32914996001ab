package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Alarm;
import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Models an STM32 timer as an up-counter with prescaler, reload, one-pulse mode and four compare channels ({@code
 * Timers.STM32_Timer}; reference manual RM0385, section 23).
 *
 * <p>Down- and centre-aligned counting, input capture, slave modes and waveform outputs are not modelled; turning one
 * on is reported.
 */
public final class Stm32Timer extends RegisterDevice implements InterruptOutputs {

    /** Bytes of address space. */
    public static final int SIZE = 0x400;

    private static final int CEN = 1;
    private static final int UDIS = 1 << 1;
    private static final int URS = 1 << 2;
    private static final int OPM = 1 << 3;
    private static final int DIRECTION_AND_ALIGNMENT = 7 << 4;
    private static final int ARPE = 1 << 7;

    private static final int UIF = 1;
    private static final int TRIGGER = (1 << 5) | (1 << 6);
    private static final int BREAK = 1 << 7;
    private static final int COMPARE = 0xF << 1;
    private static final int CHANNELS = 4;

    private static final int UG = 1;

    private final Surroundings surroundings;
    private final Clock clock;
    private final int frequency;
    private final long countMask;
    private final Register control1;
    private final Register enables;
    private final Register status;
    private final Register prescaler;
    private final Register reload;
    private final long[] compare = new long[CHANNELS];
    private final Alarm alarm;
    private final InterruptLine any = new InterruptLine();
    private final InterruptLine breakLine = new InterruptLine();
    private final InterruptLine updateLine = new InterruptLine();
    private final InterruptLine triggerLine = new InterruptLine();
    private final InterruptLine compareLine = new InterruptLine();

    /** What counts: both are loaded from their registers at an update event. */
    private long activePrescaler;

    private long activeReload;

    /** The count at {@link #baseSlot}; while stopped, the count. */
    private long baseCount;

    private long baseSlot;

    /** Ticks since {@link #baseSlot} up to which events have been taken. */
    private long servedTicks;

    private boolean counting;
    private boolean directionReported;

    /**
     * Creates the device.
     *
     * @param frequency of the counter clock in Hz
     * @param initialLimit ARR after reset, which also tells how wide the counter is: 0xFFFF or 0xFFFFFFFF
     */
    public Stm32Timer(Surroundings surroundings, int frequency, long initialLimit) {
        super(surroundings, SIZE);
        this.surroundings = surroundings;
        this.clock = surroundings.clock();
        this.frequency = frequency;
        this.countMask = initialLimit > 0xFFFF ? 0xFFFF_FFFFL : 0xFFFF;
        alarm = clock.newAlarm(this::serve);
        control1 = registers.word(0x00, 0x0BFF).onWrite(this::controlWritten);
        registers.word(0x04);
        registers.word(0x08).onWrite(value -> reportUnlessZero(value, "SMCR", "slave modes"));
        enables = registers.word(0x0C, 0x7FFF).onWrite(value -> update());
        status = registers.fixed(0x10).onRead(stored -> servedStatus()).onWrite(this::statusWritten);
        registers.fixed(0x14).onWrite(this::generate);
        registers.word(0x18);
        registers.word(0x1C);
        registers.word(0x20);
        registers.fixed(0x24).onRead(stored -> (int) count()).onWrite(this::countWritten);
        prescaler = registers.word(0x28, 0xFFFF);
        reload = registers
                .word(0x2C, (int) countMask)
                .resetsTo((int) (initialLimit & countMask))
                .onWrite(value -> reloadWritten());
        registers.word(0x30, 0xFFFF);
        for (int i = 0; i < CHANNELS; i++) {
            int channel = i;
            registers
                    .fixed(0x34 + 4 * i)
                    .onRead(stored -> (int) compare[channel])
                    .onWrite(value -> compareWritten(channel, value));
        }
        registers.word(0x44);
        registers.word(0x48);
        registers.word(0x4C);
        registers.word(0x50);
        activeReload = initialLimit & countMask;
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        Map<String, InterruptLine> outputs = new LinkedHashMap<>();
        outputs.put("IRQ", any);
        outputs.put("0", breakLine);
        outputs.put("1", updateLine);
        outputs.put("2", triggerLine);
        outputs.put("3", compareLine);
        return outputs;
    }

    @Override
    protected void onReset() {
        alarm.cancel();
        Arrays.fill(compare, 0);
        activePrescaler = 0;
        activeReload = reload.get() & countMask;
        baseCount = 0;
        servedTicks = 0;
        counting = false;
        update();
    }

    private void controlWritten(int value) {
        if ((value & DIRECTION_AND_ALIGNMENT) != 0 && !directionReported) {
            directionReported = true;
            report("CR1 asks for down- or centre-aligned counting");
        }
        boolean enabled = control1.has(CEN);
        if (enabled && !counting) {
            startFrom(baseCount);
        } else if (!enabled && counting) {
            serve();
            baseCount = count();
            counting = false;
        }
        schedule();
    }

    private void startFrom(long count) {
        baseCount = count;
        baseSlot = clock.now();
        servedTicks = 0;
        counting = true;
    }

    private void reportUnlessZero(int value, String register, String what) {
        if (value != 0) {
            report(register + " asks for " + what);
        }
    }

    private void report(String what) {
        surroundings.log().warn(surroundings.name(), what + ", which this model does not have.");
    }

    private long ticks() {
        return clock.ticksIn(clock.now() - baseSlot, frequency) / (activePrescaler + 1);
    }

    private long count() {
        return counting ? (baseCount + ticks()) % (activeReload + 1) : baseCount;
    }

    private void countWritten(int value) {
        serve();
        long count = value & countMask;
        if (counting) {
            startFrom(count);
        } else {
            baseCount = count;
        }
        schedule();
    }

    /** What was passed before the write is judged by the old value. */
    private void compareWritten(int channel, int value) {
        serve();
        compare[channel] = value & countMask;
        schedule();
    }

    private void reloadWritten() {
        if (!control1.has(ARPE)) {
            serve();
            long count = count();
            activeReload = reload.get() & countMask;
            if (counting) {
                startFrom(count);
            }
        }
        schedule();
    }

    private void generate(int value) {
        serve();
        if ((value & UG) != 0 && !control1.has(UDIS)) {
            loadActive();
            if (counting) {
                startFrom(0);
            } else {
                baseCount = 0;
            }
            if (!control1.has(URS)) {
                status.set(status.get() | UIF);
            }
        }
        status.set(status.get() | (value & (COMPARE | TRIGGER | BREAK)));
        update();
        schedule();
    }

    private void loadActive() {
        activePrescaler = prescaler.get();
        activeReload = reload.get() & countMask;
    }

    private int servedStatus() {
        serve();
        return status.get();
    }

    private void statusWritten(int value) {
        serve();
        status.set(status.get() & value);
        update();
        schedule();
    }

    /** Takes the events up to now: overflows and compare matches. */
    private void serve() {
        if (!counting) {
            return;
        }
        long now = ticks();
        if (now > servedTicks) {
            long from = baseCount + servedTicks;
            long to = baseCount + now;
            servedTicks = now;
            long period = activeReload + 1;
            for (int i = 0; i < CHANNELS; i++) {
                long match = compare[i];
                if (match <= activeReload && Math.floorDiv(to - match, period) > Math.floorDiv(from - match, period)) {
                    status.set(status.get() | 2 << i);
                }
            }
            if (to / period > from / period) {
                overflow(to, period);
            }
            update();
        }
        schedule();
    }

    private void overflow(long to, long period) {
        if (!control1.has(UDIS)) {
            status.set(status.get() | UIF);
        }
        if (control1.has(OPM)) {
            control1.set(control1.get() & ~CEN);
            counting = false;
            baseCount = 0;
            loadActive();
        } else if (activePrescaler != prescaler.get() || activeReload != (reload.get() & countMask)) {
            // The new values count from the overflow on, which the alarm has hit to the slot.
            baseCount = to % period;
            baseSlot = clock.now();
            servedTicks = 0;
            loadActive();
        }
    }

    private void schedule() {
        if (!counting) {
            alarm.cancel();
            return;
        }
        long position = baseCount + servedTicks;
        long period = activeReload + 1;
        long next = Long.MAX_VALUE;
        if (!status.has(UIF) || control1.has(OPM) || updateChangesSomething()) {
            next = period - position % period;
        }
        for (int i = 0; i < CHANNELS; i++) {
            long match = compare[i];
            if (!status.has(2 << i) && match <= activeReload) {
                next = Math.min(next, Math.floorMod(match - position - 1, period) + 1);
            }
        }
        if (next == Long.MAX_VALUE) {
            alarm.cancel();
        } else {
            alarm.at(baseSlot + clock.slotsFor((servedTicks + next) * (activePrescaler + 1), frequency));
        }
    }

    private boolean updateChangesSomething() {
        return activePrescaler != prescaler.get() || activeReload != (reload.get() & countMask);
    }

    private void update() {
        int raised = status.get() & enables.get();
        any.set((raised & 0xFF) != 0);
        breakLine.set((raised & BREAK) != 0);
        updateLine.set((raised & UIF) != 0);
        triggerLine.set((raised & TRIGGER) != 0);
        compareLine.set((raised & COMPARE) != 0);
    }
}
