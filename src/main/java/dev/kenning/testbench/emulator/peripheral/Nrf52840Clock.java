package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;

/**
 * Models clock and power control ({@code Miscellaneous.NRF52840_CLOCK}; nRF52840 product specification, sections 5.3 and 5.4):
 * an oscillator runs the moment it is started.
 */
public final class Nrf52840Clock extends NrfDevice {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final int RUNNING = 1 << 16;
    private static final int CRYSTAL = 1;

    private final Event highStarted = event(0x100, 0);
    private final Event lowStarted = event(0x104, 1);
    private final Event calibrated = event(0x10C, 3);
    private final Register highTriggered = registers.word(0x408, 1);
    private final Register highStatus = registers.fixed(0x40C);
    private final Register lowTriggered = registers.word(0x414, 1);
    private final Register lowStatus = registers.fixed(0x418);
    private final Register lowSourceCopy = registers.fixed(0x41C);
    private final Register lowSource = registers.word(0x518, 0x3_0003);

    /** Creates the device. */
    public Nrf52840Clock(Surroundings surroundings) {
        super(surroundings, SIZE);
        task(0x000, () -> {
            highTriggered.set(1);
            highStatus.set(RUNNING | CRYSTAL);
            highStarted.happen();
        });
        task(0x004, () -> {
            highTriggered.set(0);
            highStatus.set(0);
        });
        task(0x008, () -> {
            lowTriggered.set(1);
            lowSourceCopy.set(lowSource.get() & 3);
            lowStatus.set(RUNNING | (lowSource.get() & 3));
            lowStarted.happen();
        });
        task(0x00C, () -> {
            lowTriggered.set(0);
            lowStatus.set(0);
        });
        task(0x010, calibrated::happen);
        registers.word(0x400, 0x1_000F);
        // Power: sleep modes, supply regulators, what is kept through a reset.
        registers.fixed(0x500);
        registers.word(0x510);
        registers.word(0x51C);
        registers.word(0x528).resetsTo(0x10);
        registers.word(0x55C);
        registers.word(0x578, 1);
        registers.word(0x580, 1);
    }
}
