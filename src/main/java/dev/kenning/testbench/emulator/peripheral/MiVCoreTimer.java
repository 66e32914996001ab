package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Alarm;
import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.Map;

/** Models Microchip's CoreTimer, which counts down ({@code Timers.MiV_CoreTimer}; its handbook, version 2.0). */
public final class MiVCoreTimer extends RegisterDevice implements InterruptOutputs {

    /** Bytes of address space. */
    public static final int SIZE = 0x1C;

    private static final int ENABLED = 1;
    private static final int INTERRUPTING = 1 << 1;
    private static final int ONE_SHOT = 1 << 2;
    private static final int HIGHEST_PRESCALE = 9;

    private final Clock clock;
    private final long frequency;
    private final Alarm alarm;
    private final InterruptLine irq = new InterruptLine();
    private final Register load;
    private final Register control;
    private final Register prescale;
    private boolean expired;

    /** The count at {@link #since}. */
    private long count = 0xFFFF_FFFFL;

    private long since;

    /**
     * Creates the timer.
     *
     * @param frequency of its clock in Hz, before the prescaler
     */
    public MiVCoreTimer(Surroundings surroundings, long frequency) {
        super(surroundings, SIZE);
        clock = surroundings.clock();
        this.frequency = frequency;
        alarm = clock.newAlarm(this::expire);
        load = registers.word(0x00).onWrite(this::restart);
        registers.fixed(0x04).onRead(stored -> (int) value());
        control = registers.fixed(0x08).onWrite(this::control);
        prescale = registers.fixed(0x0C).onWrite(this::prescale);
        registers.fixed(0x10).onWrite(value -> acknowledge());
        registers.fixed(0x14).onRead(stored -> expired ? 1 : 0);
        registers.fixed(0x18).onRead(stored -> expired && control.has(INTERRUPTING) ? 1 : 0);
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        return Map.of("IRQ", irq);
    }

    @Override
    protected void onReset() {
        alarm.cancel();
        expired = false;
        count = 0xFFFF_FFFFL;
        since = clock.now();
        update();
    }

    private void restart(int value) {
        count = Integer.toUnsignedLong(value);
        since = clock.now();
        schedule();
    }

    private void control(int value) {
        hold();
        control.set(value & (ENABLED | INTERRUPTING | ONE_SHOT));
        schedule();
        update();
    }

    private void prescale(int value) {
        hold();
        prescale.set(value & 0xF);
        schedule();
    }

    private void acknowledge() {
        expired = false;
        update();
    }

    private void expire() {
        expired = true;
        count = control.has(ONE_SHOT) ? 0 : Integer.toUnsignedLong(load.get());
        since = clock.now();
        schedule();
        update();
    }

    /** Goes on from the present value, whatever changes. */
    private void hold() {
        count = value();
        since = clock.now();
    }

    private long value() {
        return control.has(ENABLED)
                ? Math.max(0, count - clock.ticksIn(clock.now() - since, frequency) / divider())
                : count;
    }

    private void schedule() {
        if (control.has(ENABLED) && count > 0) {
            alarm.at(since + clock.slotsFor(count * divider(), frequency));
        } else {
            alarm.cancel();
        }
    }

    private long divider() {
        return 2L << Math.min(prescale.get(), HIGHEST_PRESCALE);
    }

    private void update() {
        irq.set(expired && control.has(INTERRUPTING));
    }
}
