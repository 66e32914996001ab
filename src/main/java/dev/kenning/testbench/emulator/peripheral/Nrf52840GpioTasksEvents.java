package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.List;
import java.util.Optional;

/**
 * Models GPIO tasks and events ({@code GPIOPort.NRF52840_GPIOTasksEvents}; nRF52840 product specification, section 6.10).
 */
public final class Nrf52840GpioTasksEvents extends NrfDevice {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final int CHANNELS = 8;
    private static final int EVENT_MODE = 1;
    private static final int TASK_MODE = 3;

    /** Polarities by POLARITY. */
    private static final int RISING = 1;

    private static final int FALLING = 2;
    private static final int TOGGLE = 3;

    private final List<Nrf52840Gpio> ports;
    private final Register[] configuration = new Register[CHANNELS];
    private final Event[] inputs = new Event[CHANNELS];
    private final Event portEvent = event(0x17C, 31);

    /** Creates the device over ports 0, 1, ... */
    public Nrf52840GpioTasksEvents(Surroundings surroundings, List<Nrf52840Gpio> ports) {
        super(surroundings, SIZE);
        this.ports = List.copyOf(ports);
        for (int i = 0; i < CHANNELS; i++) {
            int channel = i;
            task(0x000 + 4 * i, () -> out(channel));
            task(0x030 + 4 * i, () -> drive(channel, true));
            task(0x060 + 4 * i, () -> drive(channel, false));
            inputs[i] = event(0x100 + 4 * i, i);
            configuration[i] = registers.word(0x510 + 4 * i, 0x13_3F03).onWrite(value -> configured(channel));
        }
        for (int i = 0; i < ports.size(); i++) {
            int port = i;
            ports.get(i).addPinListener((pin, high, sensed) -> onPin(port, pin, high, sensed));
        }
    }

    private void configured(int channel) {
        if (mode(channel) == TASK_MODE) {
            drive(channel, configuration[channel].has(1 << 20));
        }
    }

    private void out(int channel) {
        switch (polarity(channel)) {
            case RISING -> drive(channel, true);
            case FALLING -> drive(channel, false);
            case TOGGLE -> port(channel).ifPresent(port -> drive(channel, !port.isHigh(pin(channel))));
            default -> {}
        }
    }

    private void drive(int channel, boolean high) {
        if (mode(channel) == TASK_MODE) {
            port(channel).ifPresent(port -> port.drivePin(pin(channel), high));
        }
    }

    private void onPin(int port, int pin, boolean high, boolean sensed) {
        for (int i = 0; i < CHANNELS; i++) {
            int edge = high ? RISING : FALLING;
            if (mode(i) == EVENT_MODE
                    && portNumber(i) == port
                    && pin(i) == pin
                    && (polarity(i) == edge || polarity(i) == TOGGLE)) {
                inputs[i].happen();
            }
        }
        if (sensed) {
            portEvent.happen();
        }
    }

    private Optional<Nrf52840Gpio> port(int channel) {
        int number = portNumber(channel);
        return number < ports.size() ? Optional.of(ports.get(number)) : Optional.empty();
    }

    private int mode(int channel) {
        return configuration[channel].get() & 3;
    }

    private int pin(int channel) {
        return (configuration[channel].get() >>> 8) & 0x1F;
    }

    private int portNumber(int channel) {
        return (configuration[channel].get() >>> 13) & 1;
    }

    private int polarity(int channel) {
        return (configuration[channel].get() >>> 16) & 3;
    }
}
