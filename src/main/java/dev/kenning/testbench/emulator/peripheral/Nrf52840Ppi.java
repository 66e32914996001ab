package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.HashSet;
import java.util.Set;

/**
 * Models the programmable peripheral interconnect: an event of one device starts a task of another ({@code
 * Miscellaneous.NRF52840_PPI}; product specification, section 6.16). Channels 20 to 31, whose ends are fixed, and groups
 * are not modelled.
 */
public final class Nrf52840Ppi extends RegisterDevice {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final int CHANNELS = 20;
    private static final int WITH_FORKS = 32;

    private final SystemBus bus;
    private final Register enabled;
    private final Register[] events = new Register[CHANNELS];
    private final Register[] tasks = new Register[CHANNELS];
    private final Register[] forks = new Register[WITH_FORKS];
    private final Set<NrfDevice> heard = new HashSet<>();

    /** Creates the device on the bus whose events it joins. */
    public Nrf52840Ppi(Surroundings surroundings, SystemBus bus) {
        super(surroundings, SIZE);
        this.bus = bus;
        enabled = registers.word(0x500);
        registers.setAndClear(0x504, 0x508, enabled, () -> {});
        for (int i = 0; i < CHANNELS; i++) {
            events[i] = registers.word(0x510 + 8 * i).onWrite(this::listenTo);
            tasks[i] = registers.word(0x514 + 8 * i);
        }
        for (int i = 0; i < WITH_FORKS; i++) {
            forks[i] = registers.word(0x910 + 4 * i);
        }
    }

    private void listenTo(int eventAddress) {
        long address = Integer.toUnsignedLong(eventAddress);
        bus.peripheralAt(address).ifPresent(peripheral -> {
            if (peripheral instanceof NrfDevice device && heard.add(device)) {
                bus.mappingAt(address)
                        .map(mapping -> (int) mapping.range().start())
                        .ifPresent(base -> device.addEventListener(offset -> pass(base + offset)));
            }
        });
    }

    private void pass(int eventAddress) {
        for (int i = 0; i < CHANNELS; i++) {
            if (events[i].get() == eventAddress && enabled.has(1 << i)) {
                start(tasks[i].get());
                start(forks[i].get());
            }
        }
    }

    private void start(int taskAddress) {
        if (taskAddress != 0) {
            bus.writeWord(taskAddress, 1);
        }
    }
}
