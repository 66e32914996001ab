package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Alarm;
import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.Map;

/**
 * Models the timer of LiteX with registers of 32 bits ({@code Timers.LiteX_Timer_CSR32}): it counts down to 0, raises its
 * event, and goes on from the reload value; beside it, the time since reset is counted up.
 */
public final class LiteXTimer extends RegisterDevice implements InterruptOutputs {

    /** Bytes of address space. */
    public static final int SIZE = 0x2C;

    private static final int ON = 1;

    private final Clock clock;
    private final long frequency;
    private final Alarm alarm;
    private final InterruptLine interrupt = new InterruptLine();
    private final Register load;
    private final Register reload;
    private final Register enabled;
    private final Register value;
    private final Register pending;
    private final Register interrupting;
    /** The count at {@link #since}. */
    private long count;

    private long since;
    private long reset;
    private long uptime;

    /**
     * Creates the timer.
     *
     * @param frequency in Hz
     */
    public LiteXTimer(Surroundings surroundings, long frequency) {
        super(surroundings, SIZE);
        clock = surroundings.clock();
        this.frequency = frequency;
        alarm = clock.newAlarm(this::expire);
        load = registers.word(0x00);
        reload = registers.word(0x04);
        enabled = registers.fixed(0x08).onWrite(this::enable);
        value = registers.fixed(0x10);
        registers.fixed(0x0C).onWrite(this::latch);
        registers.fixed(0x14).onRead(stored -> count() == 0 ? 1 : 0);
        pending = registers.fixed(0x18).onWrite(this::acknowledge);
        interrupting = registers.word(0x1C, ON).onWrite(written -> update());
        registers.fixed(0x20).onWrite(this::latchUptime);
        registers.fixed(0x24).onRead(stored -> (int) (uptime >>> 32));
        registers.fixed(0x28).onRead(stored -> (int) uptime);
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        return Map.of("IRQ", interrupt);
    }

    @Override
    protected void onReset() {
        alarm.cancel();
        count = 0;
        uptime = 0;
        reset = clock.now();
        update();
    }

    private void enable(int written) {
        if ((written & ON) == enabled.get()) {
            return;
        }
        if ((written & ON) != 0) {
            countFrom(Integer.toUnsignedLong(load.get()));
        } else {
            count = count();
            alarm.cancel();
        }
        enabled.set(written & ON);
    }

    private void countFrom(long ticks) {
        count = ticks;
        since = clock.now();
        alarm.at(since + Math.max(1, clock.slotsFor(ticks, frequency)));
    }

    private void expire() {
        pending.set(ON);
        long next = Integer.toUnsignedLong(reload.get());
        if (next == 0) {
            count = 0;
            enabled.set(0);
        } else {
            countFrom(next);
        }
        update();
    }

    private long count() {
        return enabled.has(ON) ? Math.max(0, count - clock.ticksIn(clock.now() - since, frequency)) : count;
    }

    private void latch(int written) {
        if ((written & ON) != 0) {
            value.set((int) count());
        }
    }

    private void latchUptime(int written) {
        if ((written & ON) != 0) {
            uptime = clock.ticksIn(clock.now() - reset, frequency);
        }
    }

    private void acknowledge(int written) {
        pending.set(pending.get() & ~written);
        update();
    }

    private void update() {
        interrupt.set((pending.get() & interrupting.get() & ON) != 0);
    }
}
