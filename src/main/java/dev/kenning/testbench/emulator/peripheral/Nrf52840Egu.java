package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;

/**
 * Lets firmware raise interrupts of its own ({@code Miscellaneous.NRF52840_EGU}; product specification, section 6.7): task
 * n makes event n happen.
 */
public final class Nrf52840Egu extends NrfDevice {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final int CHANNELS = 16;
    private static final int EVENTS = 0x100;

    /** Creates the device. */
    public Nrf52840Egu(Surroundings surroundings) {
        super(surroundings, SIZE);
        for (int channel = 0; channel < CHANNELS; channel++) {
            Event triggered = event(EVENTS + 4 * channel, channel);
            task(4 * channel, triggered::happen);
        }
    }
}
