package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;

/**
 * Models a timer: 16 MHz through a prescaler, 8 to 32 bits wide, or counting the writes to its COUNT task ({@code
 * Timers.NRF52840_Timer}; product specification, section 6.30).
 */
public final class Nrf52840Timer extends NrfDevice {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final long FREQUENCY = 16_000_000;
    private static final int TIMER_MODE = 0;
    private static final int DEFAULT_PRESCALER = 4;

    /** Widths by BITMODE. */
    private static final long[] MASKS = {0xFFFF, 0xFF, 0xFF_FFFF, 0xFFFF_FFFFL};

    private static final int SHORT_STOP = 8;

    private final Event[] matches;
    private final Register[] compare;
    private final Register mode;
    private final Register width;
    private final Register prescaler;
    private final NrfCounter counter;

    /**
     * Creates the device.
     *
     * @param events how many compare registers it has, 1 to 6
     */
    public Nrf52840Timer(Surroundings surroundings, int events) {
        super(surroundings, SIZE);
        matches = new Event[events];
        compare = new Register[events];
        counter = new NrfCounter(surroundings.clock(), FREQUENCY, MASKS[0], this::ticksToNextEvent, this::serve);
        for (int i = 0; i < events; i++) {
            int number = i;
            task(0x040 + 4 * i, () -> capture(number));
            matches[i] = event(0x140 + 4 * i, 16 + i);
            compare[i] = registers.word(0x540 + 4 * i).onWrite(value -> counter.schedule());
        }
        task(0x000, this::start);
        task(0x004, counter::stop);
        task(0x008, this::count);
        task(0x00C, () -> counter.set(0));
        task(0x010, counter::stop);
        mode = registers.word(0x504, 3);
        width = registers.word(0x508, 3).onWrite(value -> applySpeed());
        prescaler = registers.word(0x510, 0xF).resetsTo(DEFAULT_PRESCALER).onWrite(value -> applySpeed());
        applySpeed();
    }

    @Override
    protected void onReset() {
        counter.reset();
        applySpeed();
        super.onReset();
    }

    private void applySpeed() {
        counter.setSpeed(FREQUENCY, 1 << Math.min(9, prescaler.get()), MASKS[width.get()]);
    }

    private void start() {
        if (mode.get() == TIMER_MODE) {
            counter.start();
        }
    }

    private void count() {
        if (mode.get() != TIMER_MODE) {
            counter.set(counter.count() + 1);
            serve();
        }
    }

    private void capture(int number) {
        compare[number].set((int) counter.count());
        counter.schedule();
    }

    private long ticksToNextEvent() {
        long mask = MASKS[width.get()];
        long count = counter.count();
        long next = Long.MAX_VALUE;
        for (Register value : compare) {
            next = Math.min(next, ((value.get() - count - 1) & mask) + 1);
        }
        return next;
    }

    private void serve() {
        long mask = MASKS[width.get()];
        long count = counter.count();
        for (int i = 0; i < compare.length; i++) {
            if ((compare[i].get() & mask) == count) {
                matches[i].happen();
                if (shorts.has(1 << i)) {
                    counter.set(0);
                }
                if (shorts.has(1 << (SHORT_STOP + i))) {
                    counter.stop();
                }
            }
        }
    }
}
