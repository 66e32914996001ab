package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Alarm;
import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Models SiFive's pulse-width modulator with four comparators of 16 bits ({@code HiFive_PWM}; FE310-G002 manual, chapter
 * 16). Its numbered outputs are the comparators' and {@code IRQ} is any of them.
 */
public final class HiFivePwm extends RegisterDevice implements InterruptOutputs {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final int COMPARATORS = 4;
    private static final int SCALED_BITS = 16;
    private static final int SCALED_MASK = (1 << SCALED_BITS) - 1;
    private static final long COUNT_MASK = (1L << 31) - 1;

    private static final int SCALE = 0xF;
    private static final int STICKY = 1 << 8;
    private static final int ZERO_AFTER_COMPARE = 1 << 9;
    private static final int ALWAYS = 1 << 12;
    private static final int ONE_SHOT = 1 << 13;
    private static final int CENTER_SHIFT = 16;
    private static final int GANG_SHIFT = 24;
    private static final int PENDING_SHIFT = 28;
    private static final int CONFIGURABLE = 0xF0F_370F;

    private final Clock clock;
    private final long frequency;
    private final Alarm alarm;
    private final Register configuration;
    private final Register[] compare = new Register[COMPARATORS];
    private final NumberedOutputs pins = new NumberedOutputs(COMPARATORS);
    private final InterruptLine irq = new InterruptLine();

    /** Which comparators have been reached, as bits. */
    private int pending;

    /** The count at {@link #since}. */
    private long count;

    private long since;

    /**
     * Creates the device.
     *
     * @param frequency of its clock in Hz
     */
    public HiFivePwm(Surroundings surroundings, long frequency) {
        super(surroundings, SIZE);
        this.frequency = frequency;
        clock = surroundings.clock();
        alarm = clock.newAlarm(this::advance);
        configuration = registers
                .fixed(0x00)
                .onRead(stored -> stored | pendingNow() << PENDING_SHIFT)
                .onWrite(this::configure);
        registers.fixed(0x08).onRead(stored -> (int) now()).onWrite(this::count);
        registers.fixed(0x10).onRead(stored -> scaled(now()));
        for (int i = 0; i < COMPARATORS; i++) {
            compare[i] = comparator(i);
        }
    }

    private Register comparator(int number) {
        Register register = registers.fixed(0x20 + 4 * number).resetsTo(SCALED_MASK);
        return register.onWrite(value -> {
            advance();
            register.set(value & SCALED_MASK);
            advance();
        });
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        Map<String, InterruptLine> outputs = new LinkedHashMap<>(pins.byName());
        outputs.put("IRQ", irq);
        return outputs;
    }

    @Override
    protected void onReset() {
        count = 0;
        since = clock.now();
        pending = 0;
        advance();
    }

    private void configure(int value) {
        count(now());
        configuration.set(value & CONFIGURABLE);
        pending = value >>> PENDING_SHIFT;
        advance();
    }

    private void count(long value) {
        advance();
        count = value & COUNT_MASK;
        since = clock.now();
        advance();
    }

    /** Goes on to the present, with what ends and what is reached on the way, to which the alarm is set. */
    private void advance() {
        if (raw() >= period()) {
            configuration.set(configuration.get() & ~ONE_SHOT);
            // What has passed of a tick goes into the next round.
            count = isRunning() ? count - raw() / period() * period() : 0;
        }
        long raw = raw();
        pending = pendingNow();
        int reached = reached(scaled(raw));
        for (int i = 0; i < COMPARATORS; i++) {
            boolean ganged = configuration.has(1 << (GANG_SHIFT + i)) && (reached >>> (i + 1) % COMPARATORS & 1) != 0;
            pins.line(i).set((reached >>> i & 1) != 0 && !ganged);
        }
        irq.set(pending != 0);
        if (isRunning()) {
            alarm.at(since + clock.slotsFor(nextChange(scaled(raw)) - count, frequency));
        } else {
            alarm.cancel();
        }
    }

    private boolean isRunning() {
        return configuration.has(ALWAYS | ONE_SHOT);
    }

    /** Returns the count as if it never ended. */
    private long raw() {
        return isRunning() ? count + clock.ticksIn(clock.now() - since, frequency) : count;
    }

    private long now() {
        return raw() % period();
    }

    /** Returns how many ticks a round takes. */
    private long period() {
        return configuration.has(ZERO_AFTER_COMPARE)
                ? ((long) compare[0].get() << scale()) + 1
                : 1L << (SCALED_BITS + scale());
    }

    private int scale() {
        return configuration.get() & SCALE;
    }

    private int scaled(long ticks) {
        return (int) (ticks >>> scale()) & SCALED_MASK;
    }

    private int pendingNow() {
        int reached = reached(scaled(now()));
        return configuration.has(STICKY) ? pending | reached : reached;
    }

    /** Returns which comparators a scaled count has reached; in its second half a centred one counts back. */
    private int reached(int scaled) {
        int reached = 0;
        for (int i = 0; i < COMPARATORS; i++) {
            boolean back = isCentred(i) && scaled >>> (SCALED_BITS - 1) != 0;
            if ((back ? ~scaled & SCALED_MASK : scaled) >= compare[i].get()) {
                reached |= 1 << i;
            }
        }
        return reached;
    }

    private boolean isCentred(int comparator) {
        return configuration.has(1 << (CENTER_SHIFT + comparator));
    }

    /** Returns the count, beyond a scaled one, at which a comparator may change or the round ends. */
    private long nextChange(int scaled) {
        long next = period();
        for (int i = 0; i < COMPARATORS; i++) {
            int up = compare[i].get();
            int down = SCALED_MASK + 1 - up;
            next = up > scaled ? Math.min(next, (long) up << scale()) : next;
            next = isCentred(i) && down > scaled ? Math.min(next, (long) down << scale()) : next;
        }
        return next;
    }
}
