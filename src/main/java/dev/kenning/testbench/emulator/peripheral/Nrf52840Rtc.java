package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;

/**
 * Models the real-time counter: 24 bits at 32,768 Hz through a prescaler ({@code Timers.NRF52840_RTC}; product
 * specification, section 6.22).
 */
public final class Nrf52840Rtc extends NrfDevice {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final long FREQUENCY = 32_768;
    private static final long MASK = 0xFF_FFFF;
    private static final long NEAR_OVERFLOW = 0xFF_FFF0;
    private static final int TICK = 1;
    private static final int OVERFLOW = 1 << 1;
    private static final int COMPARE_0 = 1 << 16;

    private final Event tick = event(0x100, 0);
    private final Event overflow = event(0x104, 1);
    private final Event[] matches;
    private final Register[] compare;
    private final Register routed;
    private final NrfCounter counter;

    /**
     * Creates the device.
     *
     * @param events how many compare registers it has, 1 to 4
     */
    public Nrf52840Rtc(Surroundings surroundings, int events) {
        super(surroundings, SIZE);
        matches = new Event[events];
        compare = new Register[events];
        counter = new NrfCounter(surroundings.clock(), FREQUENCY, MASK, this::ticksToNextEvent, this::serve);
        for (int i = 0; i < events; i++) {
            matches[i] = event(0x140 + 4 * i, 16 + i);
            compare[i] = registers.word(0x540 + 4 * i, (int) MASK).onWrite(value -> counter.schedule());
        }
        task(0x000, counter::start);
        task(0x004, counter::stop);
        task(0x008, () -> counter.set(0));
        task(0x00C, () -> counter.set(NEAR_OVERFLOW));
        routed = registers.word(0x340).onWrite(value -> counter.schedule());
        registers.setAndClear(0x344, 0x348, routed, counter::schedule);
        registers.fixed(0x504).onRead(stored -> (int) counter.count());
        registers.word(0x508, 0xFFF).onWrite(value -> counter.setSpeed(FREQUENCY, (value & 0xFFF) + 1, MASK));
    }

    @Override
    protected void onReset() {
        counter.reset();
        counter.setSpeed(FREQUENCY, 1, MASK);
        super.onReset();
    }

    private long ticksToNextEvent() {
        long count = counter.count();
        if (routed.has(TICK) || tick.isInterruptEnabled()) {
            return 1;
        }
        long next = MASK + 1 - count;
        for (Register value : compare) {
            next = Math.min(next, ((value.get() - count - 1) & MASK) + 1);
        }
        return next;
    }

    private void serve() {
        long count = counter.count();
        happenIfWanted(tick, TICK);
        if (count == 0) {
            happenIfWanted(overflow, OVERFLOW);
        }
        for (int i = 0; i < compare.length; i++) {
            if (compare[i].get() == count) {
                happenIfWanted(matches[i], COMPARE_0 << i);
            }
        }
    }

    /** Unlike those of other devices, these events happen only where an interrupt or a channel waits for them. */
    private void happenIfWanted(Event event, int bit) {
        if (routed.has(bit) || event.isInterruptEnabled()) {
            event.happen();
        }
    }
}
