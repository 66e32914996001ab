package dev.kenning.testbench.emulator.bus;

import java.util.Optional;

/** A device that answers differently in regions which a {@code Bus.BusMultiRegistration} names. */
public interface PeripheralRegions {

    /** Returns what answers in a region, if there is one of that name. */
    Optional<Peripheral> region(String name);
}
