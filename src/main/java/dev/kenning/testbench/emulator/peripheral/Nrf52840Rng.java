package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;

/**
 * Gives random bytes ({@code Miscellaneous.NRF52840_RNG}; product specification, section 6.19): a value is ready the
 * moment it is asked for. The sequence depends on the device's name only, so that equal runs draw equal numbers.
 */
public final class Nrf52840Rng extends NrfDevice {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final int SHORT_STOP = 1;

    private final String name;
    private final Event ready = event(0x100, 0);
    private RandomNumbers random;
    private boolean running;

    /** Creates the device. */
    public Nrf52840Rng(Surroundings surroundings) {
        super(surroundings, SIZE);
        name = surroundings.name();
        random = new RandomNumbers(name.hashCode());
        task(0x000, this::start);
        task(0x004, () -> running = false);
        registers.word(0x504, 1);
        registers.fixed(0x508).onRead(stored -> next());
    }

    @Override
    protected void onReset() {
        random = new RandomNumbers(name.hashCode());
        running = false;
        super.onReset();
    }

    private void start() {
        running = !shorts.has(SHORT_STOP);
        ready.happen();
    }

    private int next() {
        int value = random.next(8);
        if (running) {
            ready.happen();
        }
        return value;
    }
}
